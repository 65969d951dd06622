/** The context a transaction runs in: which office, who, which clients. Row-level security reads it. */
import type { Kysely, Transaction } from 'kysely';
import { cancelWhenLeft } from './cancel-when-left.ts';
import { openingStatement } from './dialect.ts';

/**
 * `tenantId` null: nobody's office (sign-in). `userId` null: the system itself (a worker).
 * `clientIds` null: every client of the office; a list: only these.
 */
export interface Scope {
  readonly tenantId: string | null;
  readonly userId: string | null;
  readonly clientIds: readonly string[] | null;
  readonly requestId: string | null;
  readonly address: string | null;
  /** The key that the person's machine came with; absent where it is the person. */
  readonly apiKeyId?: string | undefined;
}

/** The scope of a worker's job: the whole office, no person. */
export function systemScope(tenantId: string, requestId: string | null = null): Scope {
  return { tenantId, userId: null, clientIds: null, requestId, address: null };
}

/**
 * Runs `work` in one transaction under `scope`. The settings are local to the transaction, so a pooled connection
 * carries nothing over; they go with its first statement, which does not run where they fail. Everything of an office
 * is read and written through here.
 */
export function inScope<Schema, Result>(
  db: Kysely<Schema>,
  scope: Scope,
  work: (trx: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  return db.transaction().execute((trx) => enter(trx, scope, work));
}

/**
 * The same for reading only, and all of it as it stands at one moment (REPEATABLE READ): what others write meanwhile
 * is not seen, and nobody waits. Where `left` aborts, nobody wants it any more: what the database is at is cancelled.
 */
export function inSnapshot<Schema, Result>(
  db: Kysely<Schema>,
  scope: Scope,
  work: (trx: Transaction<Schema>) => Promise<Result>,
  left?: AbortSignal,
): Promise<Result> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((trx) =>
      enter(trx, scope, (own) =>
        left === undefined ? work(own) : cancelWhenLeft(db, own, left, () => work(own)),
      ),
    );
}

const SETTINGS = `select set_config('app.tenant_id', $1, true), set_config('app.user_id', $2, true),
  set_config('app.client_scope', $3, true), set_config('app.request_id', $4, true),
  set_config('app.address', $5, true), set_config('app.api_key_id', $6, true)`;

async function enter<Schema, Result>(
  trx: Transaction<Schema>,
  scope: Scope,
  work: (trx: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  const clientScope = scope.clientIds === null ? 'all' : `{${scope.clientIds.join(',')}}`;
  const { tenantId, userId, requestId, address, apiKeyId } = scope;
  const settings = [tenantId, userId, clientScope, requestId, address, apiKeyId].map((value) => value ?? '');
  await trx.executeQuery(openingStatement(SETTINGS, settings));
  return work(trx);
}

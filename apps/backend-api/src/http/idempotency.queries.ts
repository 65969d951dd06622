/** SQL of idempotency keys: claim, answer, release. */
import type { Trx } from '@muhasebi/features/feature.ts';
import { sql } from 'kysely';

export interface KeyClaim {
  readonly tenantId: string;
  readonly userId: string;
  readonly key: string;
  readonly route: string;
  readonly requestHash: Buffer;
}

export interface StoredAnswer {
  readonly request_hash: Buffer;
  readonly response_status: number | null;
  readonly response_body: unknown;
}

/** True where the key is now ours; a claim that was left unanswered for a minute (a crash) is taken over. */
export async function claimKey(trx: Trx, claim: KeyClaim): Promise<boolean> {
  const claimed = await sql`
    insert into idempotency_keys as k (tenant_id, user_id, key, route, request_hash)
    values (${claim.tenantId}, ${claim.userId}, ${claim.key}, ${claim.route}, ${claim.requestHash})
    on conflict (tenant_id, user_id, key) do update set created_at = now()
      where k.response_status is null and k.created_at < now() - interval '1 minute'
        and k.request_hash = excluded.request_hash
    returning key`.execute(trx);
  return claimed.rows.length === 1;
}

export async function readAnswer(trx: Trx, claim: KeyClaim): Promise<StoredAnswer | undefined> {
  return trx
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'response_status', 'response_body'])
    .where('tenant_id', '=', claim.tenantId)
    .where('user_id', '=', claim.userId)
    .where('key', '=', claim.key)
    .executeTakeFirst();
}

export async function saveAnswer(trx: Trx, claim: KeyClaim, status: number, body: unknown): Promise<void> {
  await trx
    .updateTable('idempotency_keys')
    .set({ response_status: status, response_body: JSON.stringify(body ?? null) })
    .where('tenant_id', '=', claim.tenantId)
    .where('user_id', '=', claim.userId)
    .where('key', '=', claim.key)
    .execute();
}

/** A refused or failed request frees its key, so that a corrected one may use it. */
export async function releaseKey(trx: Trx, claim: KeyClaim): Promise<void> {
  await trx
    .deleteFrom('idempotency_keys')
    .where('tenant_id', '=', claim.tenantId)
    .where('user_id', '=', claim.userId)
    .where('key', '=', claim.key)
    .execute();
}

/** The trace around the door: written at every step of signing in, read to decide about locks and limits. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { Origin } from './identity-deps.ts';
import type { DoorEvent } from './lock-out.ts';

export type SecurityEventKind =
  | 'sign-in-attempt'
  | 'password-accepted'
  | 'signed-in'
  | 'signed-out'
  | 'session-ended'
  | 'refresh-reused'
  | 'reset-asked'
  | 'password-reset'
  | 'password-changed'
  | 'second-factor-on'
  | 'second-factor-off'
  | 'account-created'
  | 'account-disabled'
  | 'account-enabled'
  | 'unlocked';

export interface SecurityEvent {
  readonly kind: SecurityEventKind;
  readonly at: Date;
  readonly userId: string | null;
  /** The mail address tried; only its SHA-256 is stored. */
  readonly email: string;
  readonly origin: Origin;
}

/** SHA-256 of the lower-case mail address. */
export function accountHash(email: string): Buffer {
  return createHash('sha256').update(email.toLowerCase()).digest();
}

export async function noteSecurityEvent(trx: Trx, event: SecurityEvent): Promise<void> {
  await trx
    .insertInto('security_events')
    .values({
      kind: event.kind,
      at: event.at,
      user_id: event.userId,
      account_hash: accountHash(event.email),
      address: event.origin.address,
      user_agent: event.origin.userAgent?.slice(0, 300) ?? null,
      request_id: event.origin.requestId,
    })
    .execute();
}

/** Makes tries from one address, and then for one account, wait for each other; held until the transaction ends. */
export async function lockDoor(trx: Trx, email: string, address: string | null): Promise<void> {
  if (address !== null) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`address ${address}`}, 1))`.execute(trx);
  }
  await sql`select pg_advisory_xact_lock(hashtextextended(${`account ${email}`}, 2))`.execute(trx);
}

/** The account's events after `since`, newest first. */
export function recentAccountEvents(trx: Trx, email: string, since: Date): Promise<DoorEvent[]> {
  return trx
    .selectFrom('security_events')
    .where('account_hash', '=', accountHash(email))
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .orderBy('event_id', 'desc')
    .limit(500)
    .select(['kind', 'at'])
    .execute();
}

/** Tries from one address after `since` that did not succeed, and when the oldest of them was. */
export async function countAddressFailures(
  trx: Trx,
  address: string,
  since: Date,
): Promise<{ failures: number; oldest: Date | null }> {
  const row = await trx
    .selectFrom('security_events')
    .where('address', '=', address)
    .where('at', '>', since)
    .select([
      sql<number>`(count(*) filter (where kind = 'sign-in-attempt')
        - count(*) filter (where kind in ('password-accepted', 'signed-in')))::int`.as('failures'),
      sql<Date | null>`min(at) filter (where kind = 'sign-in-attempt')`.as('oldest'),
    ])
    .executeTakeFirstOrThrow();
  return row;
}

/** How often a reset was asked for, for an account and from an address, after `since`. */
export async function countResetsAsked(
  trx: Trx,
  email: string,
  address: string | null,
  since: Date,
): Promise<{ account: number; address: number }> {
  const count = async (column: 'account_hash' | 'address', value: Buffer | string) => {
    const row = await trx
      .selectFrom('security_events')
      .where(column, '=', value)
      .where('kind', '=', 'reset-asked')
      .where('at', '>', since)
      .select(sql<number>`count(*)::int`.as('n'))
      .executeTakeFirstOrThrow();
    return row.n;
  };
  const account = await count('account_hash', accountHash(email));
  return { account, address: address === null ? 0 : await count('address', address) };
}

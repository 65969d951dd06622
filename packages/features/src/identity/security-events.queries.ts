/** The trace around the door: written at every step of signing in, read to decide about locks and limits. */
import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { Origin } from './identity-deps.ts';
import { type DoorFailures, RESETS } from './lock-out.ts';

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
  | 'second-factor-reset'
  | 'recovery-codes-made'
  | 'recovery-code-used'
  | 'invitation-accepted'
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

/** What counts as one address: a household or office is handed 2^64 addresses of IPv6, and may change them at will. */
function networkOf(address: string) {
  return sql`set_masklen(${address}::inet, case family(${address}::inet) when 6 then 64 else 32 end)`;
}

/** Rows from that network, as a range that the index on addresses serves. */
function fromNetworkOf(address: string) {
  const network = networkOf(address);
  return sql<boolean>`(address >= network(${network})::inet and address <= set_masklen(broadcast(${network}),
    case family(${network}) when 6 then 128 else 32 end))`;
}

/** Makes tries from one address, and then for one account, wait for each other; held until the transaction ends. */
export async function lockDoor(trx: Trx, email: string, address: string | null): Promise<void> {
  if (address !== null) {
    await sql`select pg_advisory_xact_lock(hashtextextended('address ' || network(${networkOf(address)})::text, 1))`.execute(
      trx,
    );
  }
  await sql`select pg_advisory_xact_lock(hashtextextended(${`account ${email}`}, 2))`.execute(trx);
}

/**
 * The account's failures after `since`. Counted by the database over all of them: a limit on what is read could be
 * flooded with right passwords, behind which wrong codes would be forgotten.
 */
export async function countAccountFailures(trx: Trx, email: string, since: Date): Promise<DoorFailures> {
  const account = accountHash(email);
  const { rows } = await sql<DoorFailures>`
    with last_reset as (
      select at, event_id from security_events
      where account_hash = ${account} and at > ${since} and kind = any (${[...RESETS]})
      order by at desc, event_id desc limit 1)
    select (count(*) filter (where e.kind = 'sign-in-attempt')
            - count(*) filter (where e.kind = 'password-accepted'))::int as count,
           max(e.at) filter (where e.kind = 'sign-in-attempt') as "lastAt"
    from security_events e
    where e.account_hash = ${account} and e.at > ${since}
      and not exists (select from last_reset r where (e.at, e.event_id) <= (r.at, r.event_id))`.execute(trx);
  return rows[0] ?? { count: 0, lastAt: null };
}

/** Tries from one address after `since` that did not succeed, and when the oldest of them was. */
export async function countAddressFailures(
  trx: Trx,
  address: string,
  since: Date,
): Promise<{ failures: number; oldest: Date | null }> {
  const row = await trx
    .selectFrom('security_events')
    .where(fromNetworkOf(address))
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
  const count = async (of: RawBuilder<boolean>) => {
    const row = await trx
      .selectFrom('security_events')
      .where(of)
      .where('kind', '=', 'reset-asked')
      .where('at', '>', since)
      .select(sql<number>`count(*)::int`.as('n'))
      .executeTakeFirstOrThrow();
    return row.n;
  };
  const account = await count(sql<boolean>`account_hash = ${accountHash(email)}`);
  return { account, address: address === null ? 0 : await count(fromNetworkOf(address)) };
}

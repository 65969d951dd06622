/** SQL of the recipients of runs: whom an address belongs to, what became of each mail, what a client user was sent. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { Words } from '../table-export.ts';

export interface Addressee {
  /** Null: an address without an account. */
  readonly userId: string | null;
  readonly isClientUser: boolean;
  readonly address: string;
  readonly name: string | null;
  /** Whether a link opens for them: people of the office, and client users who are shown reports. */
  readonly opensLinks: boolean;
}

/** People of the office among these who can sign in. */
export async function listOfficePeople(
  trx: Trx,
  tenantId: string,
  userIds: readonly string[],
): Promise<Addressee[]> {
  const { rows } = await sql<Addressee>`
    select m.user_id as "userId", false as "isClientUser", u.email as address, coalesce(m.name, u.name) as name,
      true as "opensLinks"
    from memberships m join users u on u.user_id = m.user_id
    where m.tenant_id = ${tenantId} and m.user_id = any (${userIds}::uuid[]) and m.role <> 'client'
      and m.disabled_at is null and u.disabled_at is null
    order by 3, 1`.execute(trx);
  return rows;
}

/** Client users of the company who can sign in. */
export async function listClientUsers(trx: Trx, tenantId: string, clientId: string): Promise<Addressee[]> {
  const { rows } = await sql<Addressee>`
    select m.user_id as "userId", true as "isClientUser", u.email as address, coalesce(m.name, u.name) as name,
      (m.portal_parts is null or 'reports' = any (m.portal_parts)) as "opensLinks"
    from membership_clients mc
    join memberships m on m.tenant_id = mc.tenant_id and m.user_id = mc.user_id
    join users u on u.user_id = m.user_id
    where mc.tenant_id = ${tenantId} and mc.client_id = ${clientId} and m.role = 'client'
      and m.disabled_at is null and u.disabled_at is null
    order by 3, 1`.execute(trx);
  return rows;
}

/** The mail addresses on the company's card: its own, then those of its contacts in their order. */
export async function listCardAddresses(trx: Trx, tenantId: string, clientId: string): Promise<Addressee[]> {
  const { rows } = await sql<Addressee>`
    select null as "userId", false as "isClientUser", a.address, a.name, false as "opensLinks" from (
      select c.email as address, c.title as name, 0 as position from clients c
      where c.tenant_id = ${tenantId} and c.client_id = ${clientId}
      union all
      select k.email, k.name, k.position + 1 from client_contacts k
      where k.tenant_id = ${tenantId} and k.client_id = ${clientId}) a
    where a.address is not null and a.address <> '' order by a.position`.execute(trx);
  return rows;
}

export interface RecipientRow {
  readonly id: string;
  readonly address: string;
  readonly name: string | null;
  readonly state: 'waiting' | 'sent' | 'held' | 'failed' | 'bounced';
  readonly reason: Words | null;
  readonly retried: boolean;
  readonly at: Date | null;
}

/** In the order in which they were written to. */
export async function listRecipients(trx: Trx, tenantId: string, runId: string): Promise<RecipientRow[]> {
  const { rows } = await sql<RecipientRow>`
    select recipient_id as id, address, name, state, reason, is_retried as retried, ended_at as at
    from report_run_recipients
    where tenant_id = ${tenantId} and run_id = ${runId} order by recipient_id`.execute(trx);
  return rows;
}

export interface NewRecipient {
  readonly runId: string;
  readonly clientId: string | null;
  readonly userId: string | null;
  readonly address: string;
  readonly name: string | null;
  /** Null with a reason why nothing could be posted. */
  readonly mailId: string | null;
  readonly reason: Words | null;
}

export async function insertRecipient(trx: Trx, tenantId: string, row: NewRecipient): Promise<void> {
  await trx
    .insertInto('report_run_recipients')
    .values({
      tenant_id: tenantId,
      run_id: row.runId,
      client_id: row.clientId,
      user_id: row.userId,
      address: row.address,
      name: row.name,
      mail_id: row.mailId,
      state: row.reason === null ? 'waiting' : 'failed',
      reason: row.reason === null ? null : JSON.stringify(row.reason),
      ended_at: row.reason === null ? null : sql<Date>`now()`,
    })
    .execute();
}

/** What became of a mail; false where it is none of these. */
export async function endRecipient(
  trx: Trx,
  tenantId: string,
  mailId: string,
  end: { readonly state: 'sent' | 'held' | 'failed' | 'bounced'; readonly reason: Words | null },
): Promise<boolean> {
  const reason = end.state === 'sent' || end.state === 'held' ? null : JSON.stringify(end.reason);
  const { numAffectedRows } = await sql`
    update report_run_recipients set state = ${end.state}, reason = ${reason}::jsonb, ended_at = now()
    where tenant_id = ${tenantId} and mail_id = ${mailId}`.execute(trx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Those that were not reached make room for a second try; answers how many. */
export async function markRetried(trx: Trx, tenantId: string, runId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update report_run_recipients set is_retried = true
    where tenant_id = ${tenantId} and run_id = ${runId} and not is_retried and state in ('failed', 'bounced')`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0n);
}

export interface OwnRunRow {
  readonly id: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly fileName: string;
  readonly contentType: string;
  /** Null where its end has passed. */
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
  readonly sentAt: Date;
  readonly expiresAt: Date;
}

const OWN = sql`r.run_id as id, s.name, r.period_from::text as "from", r.period_to::text as "to", r.file_name as "fileName",
  r.content_type as "contentType", r.sha256, r.size_bytes::float8 as "sizeBytes", r.posted_at as "sentAt",
  r.expires_at as "expiresAt"
  from report_runs r join report_schedules s on s.tenant_id = r.tenant_id and s.schedule_id = r.schedule_id`;
const MOST_OWN = 100;

/** What the person was sent of the company and can still be fetched, newest first. */
export async function listOwnRuns(
  trx: Trx,
  tenantId: string,
  { userId, clientId, now }: { readonly userId: string; readonly clientId: string; readonly now: Date },
): Promise<OwnRunRow[]> {
  const { rows } = await sql<OwnRunRow>`
    select ${OWN}
    where r.tenant_id = ${tenantId} and r.client_id = ${clientId} and r.posted_at is not null and r.expires_at > ${now}
      and exists (select from report_run_recipients q
        where q.tenant_id = r.tenant_id and q.run_id = r.run_id and q.user_id = ${userId})
    order by r.run_id desc limit ${MOST_OWN}`.execute(trx);
  return rows;
}

/** One that the person was sent; null for any other. */
export async function findOwnRun(
  trx: Trx,
  tenantId: string,
  { userId, runId }: { readonly userId: string; readonly runId: string },
): Promise<OwnRunRow | null> {
  const { rows } = await sql<OwnRunRow>`
    select ${OWN}
    where r.tenant_id = ${tenantId} and r.run_id = ${runId} and r.posted_at is not null
      and exists (select from report_run_recipients q
        where q.tenant_id = r.tenant_id and q.run_id = r.run_id and q.user_id = ${userId})`.execute(trx);
  return rows[0] ?? null;
}

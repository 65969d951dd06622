/** SQL of what people are reminded of: documents that wait, answers whose time ends, and months that are about to be late. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface Reminder {
  readonly userId: string;
  readonly count: number;
}

/** Who answers for a client: those in charge of it, or the owners where nobody is. */
const ANSWERS = sql`
  select c.client_id, m.user_id from clients c
  join memberships m on m.tenant_id = c.tenant_id and m.disabled_at is null and (
    exists (select from client_assignments a
      where a.tenant_id = c.tenant_id and a.client_id = c.client_id and a.user_id = m.user_id)
    or (m.role = 'owner' and not exists (select from client_assignments a
      join memberships w on w.tenant_id = a.tenant_id and w.user_id = a.user_id and w.disabled_at is null
      where a.tenant_id = c.tenant_id and a.client_id = c.client_id)))`;

/** How many documents came before `before` and still wait for review, by who answers for their clients. */
export async function listWaiting(trx: Trx, tenantId: string, before: Date): Promise<Reminder[]> {
  const { rows } = await sql<Reminder>`
    with waiting as (
      select client_id, count(*)::int as documents from documents
      where tenant_id = ${tenantId} and state = 'READY' and created_at < ${before} group by client_id),
    answers as (${ANSWERS} where c.tenant_id = ${tenantId} and c.archived_at is null)
    select a.user_id as "userId", sum(w.documents)::int as count
    from waiting w join answers a on a.client_id = w.client_id
    group by a.user_id order by a.user_id`.execute(trx);
  return rows;
}

/**
 * How many received commercial invoices that wait for review may be answered for the last time from `today` to `until`, and
 * the first of those days, by who answers for their clients. An answer that came has taken the finding away.
 */
export async function listAnswersEnding(
  trx: Trx,
  tenantId: string,
  { since, today, until }: { readonly since: string; readonly today: string; readonly until: string },
): Promise<(Reminder & { readonly day: string })[]> {
  const { rows } = await sql<Reminder & { day: string }>`
    with ending as (
      select d.client_id, count(*)::int as documents, min(f.value #>> '{params,lastDay}') as day
      from documents d cross join lateral jsonb_array_elements(d.findings) f
      where d.tenant_id = ${tenantId} and d.state = 'READY' and d.issue_date >= ${since}::date
        and f.value ->> 'code' = 'belge.yanit-suresi'
        and f.value #>> '{params,lastDay}' between ${today} and ${until}
      group by d.client_id),
    answers as (${ANSWERS} where c.tenant_id = ${tenantId} and c.archived_at is null)
    select a.user_id as "userId", sum(e.documents)::int as count, min(e.day) as day
    from ending e join answers a on a.client_id = e.client_id
    group by a.user_id order by a.user_id`.execute(trx);
  return rows;
}

/** Of how many clients the month is open, by who answers for them; those told of it since `toldSince` are left out. */
export async function listOpenMonths(
  trx: Trx,
  tenantId: string,
  { period, month, toldSince }: { readonly period: string; readonly month: string; readonly toldSince: Date },
): Promise<Reminder[]> {
  const { rows } = await sql<Reminder>`
    with answers as (${ANSWERS} where c.tenant_id = ${tenantId} and c.archived_at is null)
    select a.user_id as "userId", count(*)::int as count
    from periods p join answers a on a.client_id = p.client_id
    where p.tenant_id = ${tenantId} and p.period = ${period}::date and p.status = 'open'
      and not exists (select from notifications n
        where n.tenant_id = p.tenant_id and n.user_id = a.user_id and n.kind = 'period-closing'
          and n.params ->> 'month' = ${month} and n.created_at >= ${toldSince})
    group by a.user_id order by a.user_id`.execute(trx);
  return rows;
}

/** The day of the following month after which a month counts as late, 0 where the office set none; and its time zone. */
export async function findLateDay(
  trx: Trx,
  tenantId: string,
): Promise<{ lateDay: number; timeZone: string }> {
  const row = await trx
    .selectFrom('office_settings')
    .where('tenant_id', '=', tenantId)
    .select(['late_day as lateDay', 'time_zone as timeZone'])
    .executeTakeFirst();
  return row ?? { lateDay: 0, timeZone: 'Europe/Istanbul' };
}

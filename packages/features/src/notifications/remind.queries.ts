/** SQL of what people are reminded of: documents that wait for review, and months that are about to be late. */
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

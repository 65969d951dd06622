/** Queries of the overview: a month's documents and vouchers counted by client, and who works on it. */
import type { MonthDays } from '@muhasebi/accounting/donem/month.ts';
import { sql } from 'kysely';
import { CLEAN, startOfDay } from '../document-conditions.queries.ts';
import type { Trx } from '../feature.ts';
import type { ClientMonthRow } from './contract.ts';

/**
 * Every client company in books, by title; counted in one walk over the month's part of two indexes. With `only`, that
 * one alone, archived or not; none where it is out of sight.
 */
export async function listClientMonths(
  trx: Trx,
  tenantId: string,
  { from, until }: MonthDays,
  only: string | null = null,
): Promise<ClientMonthRow[]> {
  const ofClient = only === null ? sql`` : sql`and client_id = ${only}`;
  const { rows } = await sql<ClientMonthRow>`
    with of_month as (
      select client_id, state, not_this_client, count(*) as n
      from documents
      where tenant_id = ${tenantId} and issue_date >= ${from}::date and issue_date < ${until}::date
        and state <> 'UNPACKED' ${ofClient}
      group by client_id, state, not_this_client
      union all
      select client_id, state, not_this_client, count(*)
      from documents
      where tenant_id = ${tenantId} and issue_date is null and state <> 'UNPACKED'
        and created_at >= ${startOfDay(from)} and created_at < ${startOfDay(until)} ${ofClient}
      group by client_id, state, not_this_client),
    clean_by_client as (
      select client_id, count(*)::int as clean from documents d
      where tenant_id = ${tenantId} and issue_date >= ${from}::date and issue_date < ${until}::date and ${CLEAN} ${ofClient}
      group by client_id),
    documents_by_client as (
      select client_id,
        sum(n)::int as received,
        coalesce(sum(n) filter (where state in ('PENDING', 'PROCESSING')), 0)::int as reading,
        coalesce(sum(n) filter (where state = 'FAILED'), 0)::int as failed,
        coalesce(sum(n) filter (where state = 'READY' and not not_this_client), 0)::int as ready,
        coalesce(sum(n) filter (where state = 'READY' and not_this_client), 0)::int as "notThisClient",
        coalesce(sum(n) filter (where state = 'POSTED'), 0)::int as posted
      from of_month group by client_id),
    drafts_by_client as (
      select client_id, count(*)::int as drafts from vouchers
      where tenant_id = ${tenantId} and voucher_date >= ${from}::date and voucher_date < ${until}::date
        and status = 'draft' ${ofClient}
      group by client_id)
    select c.client_id as "clientId", c.title, c.tax_id as "taxId",
      coalesce(d.received, 0) as received, coalesce(d.reading, 0) as reading, coalesce(d.failed, 0) as failed,
      coalesce(d.ready, 0) as ready, coalesce(k.clean, 0) as clean,
      coalesce(d."notThisClient", 0) as "notThisClient", coalesce(d.posted, 0) as posted,
      coalesce(v.drafts, 0) as drafts, p.status as period,
      array(select a.user_id::text from client_assignments a
        where a.tenant_id = ${tenantId} and a.client_id = c.client_id order by a.assigned_at, a.user_id) as assignees
    from clients c
    left join documents_by_client d on d.client_id = c.client_id
    left join clean_by_client k on k.client_id = c.client_id
    left join drafts_by_client v on v.client_id = c.client_id
    left join periods p on p.tenant_id = ${tenantId} and p.client_id = c.client_id and p.period = ${from}::date
    where c.tenant_id = ${tenantId} ${only === null ? sql`and c.archived_at is null` : sql`and c.client_id = ${only}`}
    order by app.fold(c.title), c.client_id`.execute(trx);
  return rows;
}

/** People of the office who work on books and can sign in, by name. */
export async function listPeople(trx: Trx, tenantId: string): Promise<{ userId: string; name: string }[]> {
  return trx
    .selectFrom('memberships as m')
    .innerJoin('users as u', 'u.user_id', 'm.user_id')
    .where('m.tenant_id', '=', tenantId)
    .where('m.role', 'in', ['owner', 'accountant', 'staff'])
    .where('m.disabled_at', 'is', null)
    .where('u.disabled_at', 'is', null)
    .select(['m.user_id as userId', sql<string>`coalesce(m.name, u.name)`.as('name')])
    .orderBy(sql`app.fold(coalesce(m.name, u.name))`)
    .execute();
}

/** True where the client company is one of the office's that the reader may see; it is locked against archiving. */
export async function lockClient(trx: Trx, tenantId: string, clientId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('clients')
    .select('client_id')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

/** Makes the list exactly this one; who stays leaves no line in the audit log. Answers who is new. */
export async function replaceAssignees(
  trx: Trx,
  tenantId: string,
  clientId: string,
  userIds: readonly string[],
): Promise<string[]> {
  await trx
    .deleteFrom('client_assignments')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .$if(userIds.length > 0, (query) => query.where('user_id', 'not in', [...userIds]))
    .execute();
  if (userIds.length === 0) return [];
  const added = await trx
    .insertInto('client_assignments')
    .values(userIds.map((userId) => ({ tenant_id: tenantId, client_id: clientId, user_id: userId })))
    .onConflict((conflict) => conflict.columns(['tenant_id', 'client_id', 'user_id']).doNothing())
    .returning('user_id')
    .execute();
  return added.map((row) => row.user_id);
}

/** The day of the following month until which a month of this office is in time; 0 unless the office set one. */
export async function findLateDay(trx: Trx, tenantId: string): Promise<number> {
  const row = await trx
    .selectFrom('office_settings')
    .where('tenant_id', '=', tenantId)
    .select('late_day')
    .executeTakeFirst();
  return row?.late_day ?? 0;
}

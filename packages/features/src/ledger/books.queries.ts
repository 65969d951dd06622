/** Queries that seed the books of a client and open the years they are kept in. */
import type { ChartAccount } from '@muhasebi/accounting/hesap-plani/starting-chart.ts';
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** A client as its books need to know it. */
export interface BooksOwner {
  readonly tenantId: string;
  readonly clientId: string;
  readonly fiscalYearStartMonth: number;
}

/** Inserts a whole chart in one statement; rows must come parents first. */
export async function insertChart(
  trx: Trx,
  owner: BooksOwner,
  chart: readonly ChartAccount[],
): Promise<void> {
  const rows = chart.map(({ code, name, parentCode, isLeaf, normalSide }) => ({
    code,
    name,
    parent_code: parentCode,
    is_leaf: isLeaf,
    normal_side: normalSide,
  }));
  await sql`
    insert into accounts (tenant_id, client_id, code, name, parent_code, is_leaf, normal_side)
    select ${owner.tenantId}, ${owner.clientId}, code, name, parent_code, is_leaf, normal_side
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as a (code text, name text, parent_code text, is_leaf boolean, normal_side text)`.execute(trx);
}

/**
 * Opens the months of these fiscal years that are not there yet. A month before a closed one stays shut: what is
 * closed has been carried on, and nothing may slip in before it.
 */
export async function insertYears(trx: Trx, owner: BooksOwner, years: readonly number[]): Promise<void> {
  if (years.length === 0) return;
  await sql`
    insert into periods (tenant_id, client_id, period, fiscal_year)
    select ${owner.tenantId}, ${owner.clientId}, m.period, y
    from unnest(${[...years]}::int[]) y, generate_series(0, 11) n,
         lateral (select (make_date(y, ${owner.fiscalYearStartMonth}::int, 1) + make_interval(months => n))::date) m (period)
    where not exists (
      select from periods p
      where p.tenant_id = ${owner.tenantId} and p.client_id = ${owner.clientId}
        and p.period > m.period and p.status = 'closed')
    on conflict do nothing`.execute(trx);
}

/** Gives the months the fiscal years they belong to once the client's year starts in another month. */
export async function recountYears(trx: Trx, owner: BooksOwner): Promise<void> {
  await sql`
    update periods set fiscal_year = app.fiscal_year(period, ${owner.fiscalYearStartMonth}::int)
    where tenant_id = ${owner.tenantId} and client_id = ${owner.clientId}`.execute(trx);
}

/** The client's books, or null where there is no such client (or it is another office's). */
export async function findBooks(trx: Trx, tenantId: string, clientId: string): Promise<BooksOwner | null> {
  const row = await trx
    .selectFrom('clients')
    .select('fiscal_year_start_month')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return row === undefined ? null : { tenantId, clientId, fiscalYearStartMonth: row.fiscal_year_start_month };
}

/** The state of a month of the client's books ("YYYY-MM"); null where it has not begun. */
export async function findPeriodStatus(trx: Trx, owner: BooksOwner, month: string): Promise<string | null> {
  const { rows } = await sql<{ status: string }>`
    select status from periods
    where tenant_id = ${owner.tenantId} and client_id = ${owner.clientId} and period = ${`${month}-01`}::date`.execute(
    trx,
  );
  return rows[0]?.status ?? null;
}

/**
 * The day itself where its month takes entries of whoever asks (open, or locked with an exception of theirs) or has not begun,
 * else the first day of the next month that does; null where none of the three years after it does.
 */
export async function findOpenDay(trx: Trx, owner: BooksOwner, day: string): Promise<string | null> {
  const { rows } = await sql<{ day: string }>`
    select greatest(m.period, ${day}::date) as day
    from generate_series(0, 36) n
    cross join lateral (
      select (date_trunc('month', ${day}::date) + make_interval(months => n))::date) m (period)
    left join periods p on p.tenant_id = ${owner.tenantId} and p.client_id = ${owner.clientId} and p.period = m.period
    where case p.status
        when 'open' then true
        when 'locked' then exists (
          select from period_exceptions e
          where e.tenant_id = ${owner.tenantId} and e.client_id = ${owner.clientId} and e.period = m.period
            and e.user_id = app.user_id() and e.ended_at is null and e.ends_at > now())
        when 'closed' then false
        else not exists (
          select from periods c
          where c.tenant_id = ${owner.tenantId} and c.client_id = ${owner.clientId} and c.period > m.period
            and c.status = 'closed') end
    order by m.period limit 1`.execute(trx);
  return rows[0]?.day ?? null;
}

/** Whether a later month is closed: what lies before it can no longer begin. */
export async function isClosedAfter(trx: Trx, owner: BooksOwner, month: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from periods
      where tenant_id = ${owner.tenantId} and client_id = ${owner.clientId}
        and period > ${`${month}-01`}::date and status = 'closed') as found`.execute(trx);
  return rows[0]?.found ?? false;
}

/**
 * One at a time per client for whoever opens accounts, until the transaction ends: two proposals of one new
 * counterparty then agree on its account and its code.
 */
export async function lockChart(trx: Trx, clientId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('chart ' || ${clientId}, 0))`.execute(trx);
}

/** One at a time per client for whoever posts: numbers are in order and no two postings wait for each other. */
export async function lockPosting(trx: Trx, clientId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('posting ' || ${clientId}, 0))`.execute(trx);
}

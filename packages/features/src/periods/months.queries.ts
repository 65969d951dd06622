/** Queries of a fiscal year's months: what stands in them, who closed them, whose numbers were taken back. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** The books of a client, as far as months and years need to know. */
export interface ClientBooks {
  readonly tenantId: string;
  readonly clientId: string;
  readonly fiscalYearStartMonth: number;
  /** VKN: a company, whose own tax is provided for; TCKN: a person. */
  readonly isCompany: boolean;
}

/** Null where the client is out of sight. */
export async function findClientBooks(
  trx: Trx,
  tenantId: string,
  clientId: string,
): Promise<ClientBooks | null> {
  const row = await trx
    .selectFrom('clients')
    .select(['fiscal_year_start_month', 'tax_id_scheme'])
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const fiscalYearStartMonth = row.fiscal_year_start_month;
  return { tenantId, clientId, fiscalYearStartMonth, isCompany: row.tax_id_scheme === 'VKN' };
}

export interface MonthRow {
  readonly month: string;
  readonly status: 'open' | 'locked' | 'closed';
  readonly numberedAt: Date | null;
  readonly closedAt: Date | null;
  readonly closedByName: string | null;
  /** Hexadecimal. */
  readonly seal: string | null;
  readonly vouchers: number;
  readonly drafts: number;
  readonly numbered: number;
  readonly firstNo: number | null;
  readonly lastNo: number | null;
  readonly debitKurus: bigint;
  readonly takenBackAt: Date | null;
  readonly takenBackByName: string | null;
}

const memberName = (userId: ReturnType<typeof sql>) => sql`(
  select coalesce(m.name, u.name) from memberships m join users u on u.user_id = m.user_id
  where m.tenant_id = p.tenant_id and m.user_id = ${userId})`;

/**
 * The opened months between two first days, both included. Posted vouchers and drafts are counted on the index of days
 * alone. Numbers that a later posting took back are told of as long as the month has none.
 */
export async function listMonths(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { first, last }: { readonly first: string; readonly last: string },
): Promise<MonthRow[]> {
  const { rows } = await sql<MonthRow>`
    select to_char(p.period, 'YYYY-MM') as month, p.status, p.numbered_at as "numberedAt", p.closed_at as "closedAt",
      ${memberName(sql`p.closed_by`)} as "closedByName", encode(p.seal, 'hex') as seal,
      a.n - d.n as vouchers, d.n as drafts, y.n as numbered, y.first_no as "firstNo", y.last_no as "lastNo",
      b.debit as "debitKurus", t.at as "takenBackAt", ${memberName(sql`t.user_id`)} as "takenBackByName"
    from periods p
    cross join lateral (
      select count(*)::int as n from vouchers v
      where v.tenant_id = p.tenant_id and v.client_id = p.client_id
        and v.voucher_date >= p.period and v.voucher_date < p.period + interval '1 month') a
    cross join lateral (
      select count(*)::int as n from vouchers v
      where v.tenant_id = p.tenant_id and v.client_id = p.client_id and v.status = 'draft'
        and v.voucher_date >= p.period and v.voucher_date < p.period + interval '1 month') d
    cross join lateral (
      select count(*)::int as n, min(y.yevmiye_no) as first_no, max(y.yevmiye_no) as last_no from yevmiye_numbers y
      where y.tenant_id = p.tenant_id and y.client_id = p.client_id and y.period = p.period) y
    cross join lateral (
      select coalesce(sum(b.debit_kurus), 0)::bigint as debit from account_balances b
      where b.tenant_id = p.tenant_id and b.client_id = p.client_id and b.period = p.period) b
    left join lateral (
      select l.at, l.user_id from audit_log l
      where p.numbered_at is null and l.tenant_id = p.tenant_id and l.client_id = p.client_id
        and l.entity = 'periods' and l.entity_id = p.period::text and l.action = 'update'
        and l.before ->> 'numbered_at' is not null and l.after ->> 'numbered_at' is null
      order by l.audit_id desc limit 1) t on true
    where p.tenant_id = ${tenantId} and p.client_id = ${clientId}
      and p.period between ${first}::date and ${last}::date
    order by p.period`.execute(trx);
  return rows;
}

/** Fiscal years that have months, the latest first. */
export async function listYears(trx: Trx, tenantId: string, clientId: string): Promise<number[]> {
  const rows = await trx
    .selectFrom('periods')
    .select('fiscal_year')
    .distinct()
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .orderBy('fiscal_year', 'desc')
    .execute();
  return rows.map((row) => row.fiscal_year);
}

/** First days of the months up to this one that are not closed, in order. */
export async function listUnclosed(
  trx: Trx,
  tenantId: string,
  clientId: string,
  through: string,
): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select to_char(period, 'YYYY-MM') as month from periods
    where tenant_id = ${tenantId} and client_id = ${clientId} and period <= ${through}::date and status <> 'closed'
    order by period`.execute(trx);
  return rows.map(({ month }) => month);
}

/** Months of the year up to this one that hold posted vouchers without a number, or were never numbered; not closed ones. */
export async function listUnnumbered(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { first, last }: { readonly first: string; readonly last: string },
): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select to_char(p.period, 'YYYY-MM') as month from periods p
    where p.tenant_id = ${tenantId} and p.client_id = ${clientId} and p.status <> 'closed' and p.numbered_at is null
      and p.period between ${first}::date and ${last}::date
    order by p.period`.execute(trx);
  return rows.map(({ month }) => month);
}

/** Vouchers of the month that have a yevmiye number. */
export async function countNumbered(
  trx: Trx,
  tenantId: string,
  clientId: string,
  firstDay: string,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from yevmiye_numbers
    where tenant_id = ${tenantId} and client_id = ${clientId} and period = ${firstDay}::date`.execute(trx);
  return rows[0]?.n ?? 0;
}

/** Gives the yevmiye numbers of the month; answers how many vouchers have one. The database throws MU030 and MU033. */
export async function numberMonth(trx: Trx, clientId: string, firstDay: string): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select app.number_period(${clientId}, ${firstDay}::date) as n`.execute(trx);
  return rows[0]?.n ?? 0;
}

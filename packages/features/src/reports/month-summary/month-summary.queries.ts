/** SQL of the client's month summary: what came in and went out month by month, and what the client still owes an answer to. */
import { sql } from 'kysely';
import type { Trx } from '../../feature.ts';

export interface MonthResult {
  /** "2026-11". */
  readonly month: string;
  /** Credit less debit of income accounts, and debit less credit of cost accounts. Kuruş. */
  readonly incomeKurus: bigint;
  readonly costKurus: bigint;
}

/**
 * Income (60, 61, 64, 67) and cost (62, 63, 65, 66, 68 and class 7) of each month that had any, oldest first. What carries class 6 on
 * to the year's result (690) is no income of its month: entries with a line there are few and are left out.
 */
export async function listMonthResults(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<MonthResult[]> {
  const { rows } = await sql<MonthResult>`
    with transfers (voucher_id) as materialized (
      select distinct l.voucher_id from voucher_lines l
      where l.tenant_id = ${tenantId} and l.client_id = ${clientId}
        and l.account_code >= '690' and l.account_code < '693'
        and l.book_date >= ${from}::date and l.book_date <= ${to}::date),
    taken_out as (
      select date_trunc('month', l.book_date)::date as period, left(l.account_code, 2) as code,
             -sum(l.credit_kurus - l.debit_kurus) as net
      from transfers t
      join voucher_lines l on l.tenant_id = ${tenantId} and l.voucher_id = t.voucher_id
      where l.client_id = ${clientId} and l.book_date is not null and l.account_code ~ '^(6|7)'
      group by 1, 2),
    kept as (
      select period, left(account_code, 2) as code, sum(credit_kurus - debit_kurus) as net
      from account_balances
      where tenant_id = ${tenantId} and client_id = ${clientId} and period >= ${from}::date and period <= ${to}::date
        and entry_kind = 'ordinary' and account_code >= '6' and account_code < '8'
      group by 1, 2),
    all_of_it as (select * from kept union all select * from taken_out)
    select to_char(period, 'YYYY-MM') as month,
      coalesce(sum(net) filter (where code in ('60', '61', '64', '67')), 0)::bigint as "incomeKurus",
      coalesce(-sum(net) filter (where code in ('62', '63', '65', '66', '68') or code like '7%'), 0)::bigint as "costKurus"
    from all_of_it group by period order by period`.execute(trx);
  return rows;
}

/** Requests to the client that nobody answered. */
export async function countOpenRequests(trx: Trx, tenantId: string, clientId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from client_requests
    where tenant_id = ${tenantId} and client_id = ${clientId} and state = 'open'`.execute(trx);
  return rows[0]?.n ?? 0;
}

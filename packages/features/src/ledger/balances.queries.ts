/** The sums that mizan and statements are made of: kept per account and month; lines are read for parts of months alone. */
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface AccountSums {
  readonly code: string;
  /** Debit less credit of everything before the period; kuruş. */
  readonly openingNetKurus: bigint;
  readonly periodDebitKurus: bigint;
  readonly periodCreditKurus: bigint;
}

export interface SumsAsked {
  /** ISO days, both included. */
  readonly from: string;
  readonly to: string;
  /** Leaves the kapanış vouchers of the month of `to` out: what stood before the year was closed. */
  readonly beforeClosing?: boolean;
}

/** Sums of every leaf account with posted lines up to `to`. */
export async function sumByAccount(
  trx: Trx,
  tenantId: string,
  clientId: string,
  asked: SumsAsked,
): Promise<AccountSums[]> {
  const { rows } = await sql<AccountSums>`
    select code, sum(opening)::bigint as "openingNetKurus", sum(debit)::bigint as "periodDebitKurus",
           sum(credit)::bigint as "periodCreditKurus"
    from (${movements(tenantId, clientId, asked)}) m
    group by code order by code`.execute(trx);
  return rows;
}

/**
 * Rows {code, opening, debit, credit} to be added up by code: whole months from the kept sums, and the lines of the
 * months that `from` and `to` cut in two.
 */
export function movements(tenantId: string, clientId: string, asked: SumsAsked): RawBuilder<unknown> {
  const { from, to } = asked;
  const [monthOfFrom, monthOfTo] = [firstDay(from), firstDay(to)];
  const cut = new Set<string>();
  if (from !== monthOfFrom) cut.add(monthOfFrom);
  if (nextDay(to).slice(0, 7) === to.slice(0, 7)) cut.add(monthOfTo);
  const closing = asked.beforeClosing === true;
  const whole = sql`
    select account_code as code,
      case when period < ${monthOfFrom}::date then debit_kurus - credit_kurus else 0 end as opening,
      case when period < ${monthOfFrom}::date then 0 else debit_kurus end as debit,
      case when period < ${monthOfFrom}::date then 0 else credit_kurus end as credit
    from account_balances
    where tenant_id = ${tenantId} and client_id = ${clientId} and period <= ${monthOfTo}::date
      and period <> all (${[...cut]}::date[])
      ${closing ? sql`and not (entry_kind = 'closing' and period = ${monthOfTo}::date)` : sql``}`;
  const parts = [...cut].map((month) =>
    linesOf(tenantId, clientId, month, { from, to, beforeClosing: closing && month === monthOfTo }),
  );
  return sql.join([whole, ...parts], sql` union all `);
}

/** The lines of one month, up to `to`; read by the index of lines by day. */
function linesOf(tenantId: string, clientId: string, month: string, { from, to, beforeClosing }: SumsAsked) {
  const withoutClosing = sql`and not exists (
    select from vouchers v where v.tenant_id = l.tenant_id and v.voucher_id = l.voucher_id and v.type = 'kapanis')`;
  return sql`
    select account_code as code,
      case when book_date < ${from}::date then debit_kurus - credit_kurus else 0 end as opening,
      case when book_date < ${from}::date then 0 else debit_kurus end as debit,
      case when book_date < ${from}::date then 0 else credit_kurus end as credit
    from voucher_lines l
    where tenant_id = ${tenantId} and client_id = ${clientId} and book_date >= ${month}::date
      and book_date < (${month}::date + interval '1 month')::date and book_date <= ${to}::date
      ${beforeClosing === true ? withoutClosing : sql``}`;
}

const firstDay = (day: string): string => `${day.slice(0, 7)}-01`;

function nextDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

/** Sums of accounts up to days, from the sums of months that posting keeps; only a month that a day cuts is read line by line. */
import type { AccountSums } from '@muhasebi/accounting/mali-tablo/account-sums.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../feature.ts';

/**
 * Everything before a day (ISO, not included itself). `asOf`: the day (not included) that the statement tells of. A kapanış stays
 * out until an açılış before that day follows it: a balance sheet of the last day shows the balances that were closed.
 */
export interface Cut {
  readonly before: string;
  readonly asOf: string;
}

export interface SumsAsked {
  readonly cuts: readonly Cut[];
  /** Accounts below these beginnings of codes, each leaf for itself; unless given, all, by their first three digits. */
  readonly below?: readonly string[];
}

const monthOf = (day: string) => `${day.slice(0, 7)}-01`;
const kindOf = sql`case v.type when 'acilis' then 'opening' when 'kapanis' then 'closing' else 'ordinary' end`;

/** The days of one month that a cut keeps, as rows like those of whole months; `piece` says to which cut they belong. */
function piece(owner: RawBuilder<unknown>, code: RawBuilder<unknown>, day: string): RawBuilder<unknown> {
  return sql`
    union all
    select ${code}, ${monthOf(day)}::date, ${kindOf}, ${day}::date, sum(b.debit_kurus), sum(b.credit_kurus)
    from voucher_lines b join vouchers v on v.tenant_id = b.tenant_id and v.voucher_id = b.voucher_id
    where ${owner} and b.book_date >= ${monthOf(day)}::date and b.book_date < ${day}::date
    group by 1, 3`;
}

/** Whether a row lies before the day. */
const covered = (day: string) =>
  sql`(piece is null and period < ${monthOf(day)}::date or piece = ${day}::date)`;

/** One list of sums for each cut, in the order of codes; accounts that nothing was posted to are left out. */
export async function sumsBefore(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { cuts, below }: SumsAsked,
): Promise<AccountSums[][]> {
  const days = [...new Set(cuts.flatMap(({ before, asOf }) => [before, asOf]))];
  const [last = ''] = days.toSorted().toReversed();
  const code = below === undefined ? sql`left(b.account_code, 3)` : sql`b.account_code`;
  const wanted =
    below === undefined
      ? sql``
      : sql`and b.account_code like any (${below.map((beginning) => `${beginning}%`)}::text[])`;
  const owner = sql`b.tenant_id = ${tenantId} and b.client_id = ${clientId} ${wanted}`;
  const cutMonths = days.filter((day) => day !== monthOf(day));
  const columns = cuts.map(({ before, asOf }, at) => {
    const lastOpening = sql`(select max(period) from sums where kind = 'opening' and ${covered(asOf)})`;
    const counts = sql`${covered(before)} and (kind <> 'closing' or period < ${lastOpening})`;
    return sql`coalesce(sum(debit) filter (where ${counts}), 0)::bigint as ${sql.ref(`debit${at}`)},
      coalesce(sum(credit) filter (where ${counts}), 0)::bigint as ${sql.ref(`credit${at}`)}`;
  });
  const { rows } = await sql<Record<string, bigint> & { code: string }>`
    with sums (code, period, kind, piece, debit, credit) as materialized (
      select ${code}, b.period, b.entry_kind, null::date, sum(b.debit_kurus), sum(b.credit_kurus)
      from account_balances b
      where ${owner} and b.period < ${monthOf(last)}::date
      group by 1, 2, 3
      ${sql.join(
        cutMonths.map((day) => piece(owner, code, day)),
        sql` `,
      )})
    select code, ${sql.join(columns)} from sums group by code order by code`.execute(trx);
  return cuts.map((_, at) =>
    rows
      .map((row) => ({
        code: row.code,
        debitKurus: row[`debit${at}`] ?? 0n,
        creditKurus: row[`credit${at}`] ?? 0n,
      }))
      .filter((sums) => sums.debitKurus !== 0n || sums.creditKurus !== 0n),
  );
}

/** Days of a range; `until` is not included. */
export interface DayRange {
  readonly from: string;
  readonly until: string;
}

/**
 * For each range all lines, by three digits, of its entries that carry class 6 into the year's result (they have a line at 690 or 692).
 * A kapanış is left out anyway, and an entry taken back in the range and its reversal come to nothing. Entries are few and looked up
 * one by one. Each range of accounts is written out: joined to a list of them, PostgreSQL would read the lines of all days instead.
 */
export async function sumTransfers(
  trx: Trx,
  tenantId: string,
  clientId: string,
  ranges: readonly DayRange[],
): Promise<AccountSums[][]> {
  const parts = ranges.flatMap(({ from, until }, at) =>
    ['690', '692'].map(
      (account) => sql`
      select ${at}::int, ${from}::date, ${until}::date, l.voucher_id from voucher_lines l
      where l.tenant_id = ${tenantId} and l.client_id = ${clientId}
        and l.account_code >= ${account} and l.account_code < ${`${account}/`}
        and l.book_date >= ${from}::date and l.book_date < ${until}::date`,
    ),
  );
  const { rows } = await sql<AccountSums & { readonly at: number }>`
    with entries (at, first, until, voucher_id) as materialized (${sql.join(parts, sql` union `)}),
    kept as materialized (
      select e.at, e.voucher_id from entries e
      cross join lateral (
        select v.reversal_of from vouchers v
        where v.tenant_id = ${tenantId} and v.voucher_id = e.voucher_id and v.type <> 'kapanis' offset 0) v
      where coalesce((
          select t.voucher_date from vouchers t
          where t.tenant_id = ${tenantId} and t.voucher_id = v.reversal_of) < e.first, true)
        and coalesce((
          select b.voucher_date from vouchers b
          where b.tenant_id = ${tenantId} and b.reversal_of = e.voucher_id and b.status = 'posted') >= e.until, true))
    select k.at, left(l.account_code, 3) as code, sum(l.debit_kurus)::bigint as "debitKurus",
           sum(l.credit_kurus)::bigint as "creditKurus"
    from kept k
    cross join lateral (
      select l.account_code, l.debit_kurus, l.credit_kurus from voucher_lines l
      where l.tenant_id = ${tenantId} and l.voucher_id = k.voucher_id offset 0) l
    group by 1, 2 order by 1, 2`.execute(trx);
  return ranges.map((_, at) => rows.filter((row) => row.at === at));
}

/** In which month the client's fiscal year starts; null where there is no such client in sight. */
export async function findYearStart(trx: Trx, tenantId: string, clientId: string): Promise<number | null> {
  const row = await trx
    .selectFrom('clients')
    .select('fiscal_year_start_month as month')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return row?.month ?? null;
}

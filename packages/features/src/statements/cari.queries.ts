/** Lines of counterparties' accounts: those of a statement (ekstre) with their running balance, and their sums by document day. */
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** Which accounts: one with those below it, or named ones. */
export type CariAccounts =
  | { readonly below: string; readonly codes?: undefined }
  | { readonly codes: readonly string[]; readonly below?: undefined };

export interface EkstreFilter {
  readonly accounts: CariAccounts;
  /** ISO days, both included; null where the range is open. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface EkstreRow {
  readonly voucherId: string;
  readonly lineNo: number;
  readonly date: string;
  readonly type: string;
  readonly fisNo: number;
  readonly accountCode: string;
  readonly description: string;
  readonly documentId: string | null;
  readonly documentNo: string | null;
  readonly dueDate: string | null;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
  readonly balanceKurus: bigint;
  readonly fxCurrency: string | null;
  readonly fxAmount: string | null;
  readonly fxRate: string | null;
}

/** The first code after an account and everything below it: "120" ends before "120/", "12" before "12:". */
const endOf = (code: string): string => (code.length < 3 ? `${code}:` : `${code}/`);

const inAccounts = ({ below, codes }: CariAccounts) =>
  below === undefined
    ? sql`l.account_code = any(${[...codes]}::text[])`
    : sql`l.account_code >= ${below} and l.account_code < ${endOf(below)}`;

function matching(
  tenantId: string,
  clientId: string,
  { accounts, from, to }: EkstreFilter,
): RawBuilder<unknown> {
  return sql`l.tenant_id = ${tenantId} and l.client_id = ${clientId} and ${inAccounts(accounts)}
    and l.book_date is not null
    ${from === null ? sql`` : sql`and l.book_date >= ${from}::date`}
    ${to === null ? sql`` : sql`and l.book_date <= ${to}::date`}`;
}

const byDay = sql`l.book_date, l.voucher_id, l.line_no`;

/** Lines in the order of days; the balance counts those before the window and `openingKurus`. */
export function ekstreLines(
  tenantId: string,
  clientId: string,
  filter: EkstreFilter,
  { openingKurus, offset = 0, limit }: { openingKurus: bigint; offset?: number; limit?: number },
): RawBuilder<EkstreRow> {
  return sql<EkstreRow>`
    select l.voucher_id as "voucherId", l.line_no as "lineNo", l.book_date as date, v.type, v.fis_no as "fisNo",
           l.account_code as "accountCode", coalesce(nullif(w.description, ''), v.description) as description,
           v.document_id as "documentId", d.document_no as "documentNo", d.invoice ->> 'dueDate' as "dueDate",
           l.debit_kurus as "debitKurus", l.credit_kurus as "creditKurus",
           (l.running + ${openingKurus}::bigint)::bigint as "balanceKurus",
           w.fx_currency as "fxCurrency", trim_scale(w.fx_amount)::text as "fxAmount", trim_scale(w.fx_rate)::text as "fxRate"
    from (
      select l.tenant_id, l.voucher_id, l.line_no, l.account_code, l.book_date, l.debit_kurus, l.credit_kurus,
             sum(l.debit_kurus - l.credit_kurus) over (order by ${byDay}) as running
      from voucher_lines l where ${matching(tenantId, clientId, filter)}
      order by ${byDay}
      ${limit === undefined ? sql`` : sql`limit ${limit} offset ${offset}`}) l
    join voucher_lines w on w.tenant_id = l.tenant_id and w.voucher_id = l.voucher_id and w.line_no = l.line_no
    join vouchers v on v.tenant_id = l.tenant_id and v.voucher_id = l.voucher_id
    left join documents d on d.tenant_id = v.tenant_id and d.document_id = v.document_id
    order by ${byDay}`;
}

export interface EkstreSums {
  readonly count: number;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
}

export async function sumEkstreLines(
  trx: Trx,
  tenantId: string,
  clientId: string,
  filter: EkstreFilter,
): Promise<EkstreSums> {
  const { rows } = await sql<EkstreSums>`
    select count(*)::int as count, coalesce(sum(l.debit_kurus), 0)::bigint as "debitKurus",
           coalesce(sum(l.credit_kurus), 0)::bigint as "creditKurus"
    from voucher_lines l where ${matching(tenantId, clientId, filter)}`.execute(trx);
  return rows[0] ?? { count: 0, debitKurus: 0n, creditKurus: 0n };
}

/** Debit less credit before `from`, from the sums of months and the days of the month that `from` cuts; zero where it is open. */
export async function findEkstreOpening(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { accounts, from }: EkstreFilter,
): Promise<bigint> {
  if (from === null) return 0n;
  const month = `${from.slice(0, 7)}-01`;
  const { rows } = await sql<{ net: bigint }>`
    select (coalesce((select sum(l.debit_kurus - l.credit_kurus) from account_balances l
              where l.tenant_id = ${tenantId} and l.client_id = ${clientId} and ${inAccounts(accounts)}
                and l.period < ${month}::date), 0)
          + coalesce((select sum(l.debit_kurus - l.credit_kurus) from voucher_lines l
              where l.tenant_id = ${tenantId} and l.client_id = ${clientId} and ${inAccounts(accounts)}
                and l.book_date >= ${month}::date and l.book_date < ${from}::date), 0))::bigint as net`.execute(
    trx,
  );
  return rows[0]?.net ?? 0n;
}

export interface CurrencyBalance {
  readonly currency: string;
  /** Debit less credit in the currency itself, exact decimal text. */
  readonly opening: string;
  readonly closing: string;
}

/** What the lines with a currency come to in that currency, before the range and up to its end. */
export async function sumCurrencies(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { accounts, from, to }: EkstreFilter,
): Promise<CurrencyBalance[]> {
  const signed = sql`case when l.debit_kurus > 0 then l.fx_amount else -l.fx_amount end`;
  const { rows } = await sql<CurrencyBalance>`
    select l.fx_currency as currency,
           coalesce(trim_scale(sum(${signed}) filter (where l.book_date < ${from}::date)), 0)::text as opening,
           trim_scale(sum(${signed}))::text as closing
    from voucher_lines l
    where ${matching(tenantId, clientId, { accounts, from: null, to })} and l.fx_currency is not null
    group by l.fx_currency order by l.fx_currency`.execute(trx);
  return rows;
}

export interface NamedAccount {
  readonly code: string;
  readonly name: string;
}

/** All accounts of a counterparty, in the order of codes. */
export function accountsOfCounterparty(
  trx: Trx,
  tenantId: string,
  clientId: string,
  taxId: string,
): Promise<NamedAccount[]> {
  return trx
    .selectFrom('accounts')
    .select(['code', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where('counterparty_tax_id', '=', taxId)
    .orderBy('code')
    .execute();
}

export interface AccountDay {
  readonly code: string;
  /** Of the document; of the voucher where there is none. */
  readonly date: string;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
}

/**
 * What each document day up to and with `at` brought to the accounts of these codes. Left out is what tells nothing of age: a kapanış,
 * the açılış that opens the next year after one, and an entry with the reversal that took it back by `at`. These entries are few and
 * are found first, as are documents of another day than their voucher: the lines themselves come from their index alone.
 */
export async function sumByDocumentDay(
  trx: Trx,
  tenantId: string,
  clientId: string,
  codes: readonly string[],
  at: string,
): Promise<AccountDay[]> {
  const ofClient = sql`v.tenant_id = ${tenantId} and v.client_id = ${clientId}`;
  const { rows } = await sql<AccountDay>`
    with closings (voucher_id, day) as materialized (
      select v.voucher_id, v.voucher_date from vouchers v
      where ${ofClient} and v.type = 'kapanis' and v.fis_no is not null),
    passed_over (voucher_id) as materialized (
      select voucher_id from closings
      union all
      select v.voucher_id from vouchers v
      where ${ofClient} and v.type = 'acilis' and v.fis_no is not null
        and v.voucher_date > (select min(day) from closings)
      union all
      select unnest(array[v.voucher_id, v.reversal_of]) from vouchers v
      where ${ofClient} and v.reversal_of is not null and v.status = 'posted' and v.voucher_date <= ${at}::date),
    dated (voucher_id, issue_date) as materialized (
      select v.voucher_id, d.issue_date
      from documents d
      join vouchers v on v.tenant_id = d.tenant_id and v.document_id = d.document_id
      where d.tenant_id = ${tenantId} and d.client_id = ${clientId} and d.state = 'POSTED'
        and v.status = 'posted' and d.issue_date <> v.voucher_date)
    select l.account_code as code, coalesce(d.issue_date, l.book_date) as date,
           sum(l.debit_kurus)::bigint as "debitKurus", sum(l.credit_kurus)::bigint as "creditKurus"
    from voucher_lines l
    left join dated d on d.voucher_id = l.voucher_id
    where ${matching(tenantId, clientId, { accounts: { codes }, from: null, to: at })}
      and not exists (select from passed_over p where p.voucher_id = l.voucher_id)
    group by 1, 2`.execute(trx);
  return rows;
}

/** How many lines of a book lie in which month or day, and what they come to: where a page begins is known without reading the lines before. */
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** Whose book, and of which account with everything below it; null for all accounts. */
export interface BookOwner {
  readonly tenantId: string;
  readonly clientId: string;
  readonly accountCode: string | null;
  /** These leaf accounts alone: those of one counterparty. */
  readonly codes?: readonly string[];
  /** How many of them hold lines in the days that are read, where that is known. */
  readonly leaves?: number;
}

/** Lines of one month or one day. */
export interface BookStep {
  /** ISO days, both included. */
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
  /** Leaf accounts that hold the lines of the month; unknown of a day. */
  readonly leaves?: number;
}

/** Of so many accounts a few days are read across accounts: looking each of them up would take longer than all lines of the days. */
const MANY_LEAVES = 100;

/** The first code after an account and everything below it: "120" ends before "120/", "12" before "12:". */
const endOf = (code: string): string => (code.length < 3 ? `${code}:` : `${code}/`);

function ofAccount({ accountCode, codes }: BookOwner): RawBuilder<unknown> {
  if (codes?.length === 0) return sql`and false`;
  if (codes !== undefined) return sql`and account_code = any (${[...codes]}::text[])`;
  if (accountCode === null) return sql``;
  return sql`and account_code >= ${accountCode} and account_code < ${endOf(accountCode)}`;
}

/** The months with lines up to the one of `to`, oldest first. */
export async function monthsOfBook(trx: Trx, owner: BookOwner, to: string | null): Promise<BookStep[]> {
  const { rows } = await sql<BookStep>`
    select period as from, (period + interval '1 month' - interval '1 day')::date as to, sum(line_count)::int as count,
           sum(debit_kurus)::bigint as "debitKurus", sum(credit_kurus)::bigint as "creditKurus", count(*)::int as leaves
    from account_balances
    where tenant_id = ${owner.tenantId} and client_id = ${owner.clientId} ${ofAccount(owner)}
      ${to === null ? sql`` : sql`and period <= ${to}::date`}
    group by period order by period`.execute(trx);
  return rows;
}

/**
 * Posted lines of some days. Of an account they are read leaf by leaf, those that the months name, so that an index range
 * of many accounts is never read for a few days of it.
 */
function linesOf(owner: BookOwner, { from, to }: { from: string; to: string }): RawBuilder<unknown> {
  const { tenantId, clientId, accountCode, codes, leaves = 0 } = owner;
  const day = sql`l.book_date >= ${from}::date and l.book_date <= ${to}::date`;
  if ((accountCode === null && codes === undefined) || leaves > MANY_LEAVES)
    return sql`select * from voucher_lines l
      where l.tenant_id = ${tenantId} and l.client_id = ${clientId} ${ofAccount(owner)} and ${day}`;
  return sql`
    select l.* from (
      select distinct account_code from account_balances
      where tenant_id = ${tenantId} and client_id = ${clientId} ${ofAccount(owner)}
        and period >= date_trunc('month', ${from}::date)::date and period <= ${to}::date) leaf
    cross join lateral (
      select * from voucher_lines l
      where l.tenant_id = ${tenantId} and l.client_id = ${clientId} and l.account_code = leaf.account_code and ${day}
      offset 0) l`;
}

/** The day of the line so many lines from the first of some days, of an account whose lines all lie on one leaf; null past the last. */
export async function dayOfLine(
  trx: Trx,
  owner: BookOwner,
  { from, to, nth }: { readonly from: string; readonly to: string; readonly nth: number },
): Promise<string | null> {
  const { rows } = await sql<{ day: string }>`
    select l.day from (
      select distinct account_code from account_balances
      where tenant_id = ${owner.tenantId} and client_id = ${owner.clientId} ${ofAccount(owner)}
        and period >= date_trunc('month', ${from}::date)::date and period <= ${to}::date) leaf
    cross join lateral (
      select book_date as day from voucher_lines
      where tenant_id = ${owner.tenantId} and client_id = ${owner.clientId} and account_code = leaf.account_code
        and book_date >= ${from}::date and book_date <= ${to}::date
      order by book_date offset ${nth - 1} limit 1) l`.execute(trx);
  return rows[0]?.day ?? null;
}

/** The days with lines, oldest first. */
export async function daysOfBook(
  trx: Trx,
  owner: BookOwner,
  range: { readonly from: string; readonly to: string },
): Promise<BookStep[]> {
  const { rows } = await sql<BookStep>`
    select book_date as from, book_date as to, count(*)::int as count, sum(debit_kurus)::bigint as "debitKurus",
           sum(credit_kurus)::bigint as "creditKurus"
    from (${linesOf(owner, range)}) l group by book_date order by book_date`.execute(trx);
  return rows;
}

export interface BookLineRow {
  readonly voucherId: string;
  readonly lineNo: number;
  readonly type: string;
  readonly fisNo: number;
  readonly yevmiyeNo: number | null;
  readonly date: string;
  readonly accountCode: string;
  readonly accountName: string;
  readonly description: string;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
  /** Debit less credit of the days asked for, up to and with this line. */
  readonly runningKurus: bigint;
  /** Sum of the debit side of what is read of its entry. */
  readonly entryTotalKurus: bigint;
  /** 1 for the first line of what is read of its entry. */
  readonly nth: number;
  readonly documentId: string | null;
  readonly documentNo: string | null;
  readonly fxCurrency: string | null;
  readonly fxAmount: string | null;
  readonly fxRate: string | null;
  /** Debit less credit in the line's currency up to and with this line; null unless asked for (`withCurrencies`). */
  readonly fxBalance: string | null;
}

export interface BookWindow {
  readonly from: string;
  readonly to: string;
  readonly skip?: number;
  /** All unless given. */
  readonly limit?: number;
  /** Main account by main account, the balance of each for itself. */
  readonly byMainAccount?: boolean;
  /** With the running balance of each currency, for which all lines that have one are added up. */
  readonly withCurrencies?: boolean;
}

/** Plus where it is a debit. */
const inCurrency = sql`case when debit_kurus > 0 then fx_amount else -fx_amount end`;

/**
 * Lines in the order of the yevmiye: by day, the açılış first and the kapanış last of theirs, then as they were posted
 * (VUK md. 219: by date); that is the order in which numbers are given. Within an entry debit stands first.
 */
export function bookLines(
  owner: BookOwner,
  { from, to, skip = 0, limit, byMainAccount = false, withCurrencies = false }: BookWindow,
): RawBuilder<BookLineRow> {
  const { tenantId, clientId } = owner;
  const inEntry = sql`l.credit_kurus > 0, l.line_no`;
  const inOrder = sql`l.book_date, l.kind, l.chain_no, ${inEntry}`;
  const main = sql`left(l.account_code, 3)`;
  const only = (part: RawBuilder<unknown>, instead = sql``) => (withCurrencies ? part : instead);
  return sql<BookLineRow>`
    select l.voucher_id as "voucherId", l.line_no as "lineNo", l.type, l.fis_no as "fisNo", y.yevmiye_no as "yevmiyeNo",
           l.book_date as date, l.account_code as "accountCode", a.name as "accountName",
           coalesce(nullif(w.description, ''), l.entry_description) as description,
           l.debit_kurus as "debitKurus", l.credit_kurus as "creditKurus", l.running as "runningKurus",
           l.entry_total as "entryTotalKurus", l.nth, l.document_id as "documentId", d.document_no as "documentNo",
           w.fx_currency as "fxCurrency", trim_scale(w.fx_amount)::text as "fxAmount", trim_scale(w.fx_rate)::text as "fxRate",
           ${only(sql`trim_scale(l.fx_running + coalesce(before.amount, 0))::text`, sql`null::text`)} as "fxBalance"
    from (
      select l.*,
        ${only(sql`sum(${inCurrency}) over (partition by l.fx_currency order by ${inOrder}) as fx_running,`)}
        (sum(l.debit_kurus - l.credit_kurus) over (
          ${byMainAccount ? sql`partition by ${main}` : sql``} order by ${inOrder}))::bigint as running,
        (sum(l.debit_kurus) over (partition by l.voucher_id))::bigint as entry_total,
        (row_number() over (partition by l.voucher_id order by ${inEntry}))::int as nth
      from (
        select l.client_id, l.voucher_id, l.line_no, l.account_code, l.book_date, l.debit_kurus, l.credit_kurus, v.type, v.fis_no,
               v.chain_no, v.description as entry_description, v.document_id, ${only(sql`l.fx_currency, l.fx_amount,`)}
               case v.type when 'acilis' then 0 when 'kapanis' then 2 else 1 end as kind
        from (${linesOf(owner, { from, to })}) l
        join vouchers v on v.tenant_id = ${tenantId} and v.voucher_id = l.voucher_id and v.client_id = ${clientId}
          and v.voucher_date >= ${from}::date and v.voucher_date <= ${to}::date) l
      order by ${byMainAccount ? sql`${main},` : sql``} ${inOrder}
      ${limit === undefined ? sql`` : sql`limit ${limit} offset ${skip}`}) l
    join voucher_lines w on w.tenant_id = ${tenantId} and w.voucher_id = l.voucher_id and w.line_no = l.line_no
    join accounts a on a.tenant_id = ${tenantId} and a.client_id = l.client_id and a.code = l.account_code
    left join documents d on d.tenant_id = ${tenantId} and d.document_id = l.document_id
    left join yevmiye_numbers y on y.tenant_id = ${tenantId} and y.voucher_id = l.voucher_id
    ${only(sql`left join (
      select fx_currency, sum(${inCurrency}) as amount from voucher_lines
      where tenant_id = ${tenantId} and client_id = ${clientId} ${ofAccount(owner)}
        and fx_currency is not null and book_date < ${from}::date
      group by fx_currency) before on before.fx_currency = w.fx_currency`)}
    order by ${byMainAccount ? sql`${main},` : sql``} ${inOrder}`;
}

export interface CurrencySums {
  readonly currency: string;
  /** Debit less credit in the currency itself, exact decimal text. */
  readonly opening: string;
  readonly closing: string;
}

/** What lines with a currency come to in it; reads those alone. */
export async function currenciesOfBook(
  trx: Trx,
  owner: BookOwner,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): Promise<CurrencySums[]> {
  const { rows } = await sql<CurrencySums>`
    select fx_currency as currency,
           coalesce(trim_scale(sum(${inCurrency}) filter (where book_date < ${from}::date)), 0)::text as opening,
           trim_scale(sum(${inCurrency}))::text as closing
    from voucher_lines
    where tenant_id = ${owner.tenantId} and client_id = ${owner.clientId} ${ofAccount(owner)}
      and fx_currency is not null and book_date is not null ${to === null ? sql`` : sql`and book_date <= ${to}::date`}
    group by fx_currency order by fx_currency`.execute(trx);
  return rows;
}

/** Whether a posted line of the account has a currency. */
export async function hasCurrencies(trx: Trx, owner: BookOwner): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (
      select from voucher_lines
      where tenant_id = ${owner.tenantId} and client_id = ${owner.clientId} ${ofAccount(owner)}
        and fx_currency is not null and book_date is not null) as has`.execute(trx);
  return rows[0]?.has ?? false;
}

/** How many entries lie in a range, and how many of them have a yevmiye number. */
export async function countEntries(
  trx: Trx,
  { tenantId, clientId }: BookOwner,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<{ entries: number; numbered: number }> {
  const { rows } = await sql<{ entries: number; numbered: number }>`
    select count(*)::int as entries, count(y.voucher_id)::int as numbered
    from vouchers v
    left join yevmiye_numbers y on y.tenant_id = v.tenant_id and y.voucher_id = v.voucher_id
    where v.tenant_id = ${tenantId} and v.client_id = ${clientId} and v.status = 'posted'
      and v.voucher_date >= ${from}::date and v.voucher_date <= ${to}::date`.execute(trx);
  return rows[0] ?? { entries: 0, numbered: 0 };
}

/** Names of accounts by code; null where the client is out of sight. */
export async function namesOfAccounts(
  trx: Trx,
  { tenantId, clientId }: BookOwner,
  codes: readonly string[],
): Promise<Map<string, string> | null> {
  const { rows } = await sql<{ code: string | null; name: string | null }>`
    select a.code, a.name from clients c
    left join accounts a on a.tenant_id = c.tenant_id and a.client_id = c.client_id and a.code = any (${[...codes]}::text[])
    where c.tenant_id = ${tenantId} and c.client_id = ${clientId}`.execute(trx);
  if (rows.length === 0) return null;
  return new Map(rows.flatMap(({ code, name }) => (code === null ? [] : [[code, name ?? ''] as const])));
}

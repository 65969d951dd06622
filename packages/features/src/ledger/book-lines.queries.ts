/** Queries of posted lines in any order. */
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { LINE_ORDERS } from './views-contract.ts';
import { likePattern } from './vouchers.queries.ts';

export interface BookLineRow {
  readonly voucherId: string;
  readonly lineNo: number;
  readonly type: string;
  readonly fisNo: number;
  readonly date: string;
  readonly accountCode: string;
  readonly accountName: string;
  readonly description: string;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
  readonly documentId: string | null;
  readonly documentNo: string | null;
}

export interface BookLineFilter {
  /** This account and everything below it. */
  readonly accountCode: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Searched in descriptions, names of accounts and numbers of documents; or the beginning of a code, or a fiş number. */
  readonly text: string | null;
}

export type LineOrder = (typeof LINE_ORDERS)[number];

export interface LineWindow {
  readonly order: LineOrder;
  /** Date, voucher and line number of the last line shown; of order `date` alone. */
  readonly after?: readonly [date: string, voucherId: string, lineNo: string] | null;
  readonly offset?: number;
  /** All unless given. */
  readonly limit?: number;
}

const byDay = sql`l.book_date, l.voucher_id, l.line_no`;
const ORDERS: Readonly<Record<LineOrder, RawBuilder<unknown>>> = {
  date: byDay,
  '-date': sql`l.book_date desc, l.voucher_id desc, l.line_no desc`,
  account: sql`l.account_code, ${byDay}`,
  '-account': sql`l.account_code desc, ${byDay}`,
  debit: sql`l.debit_kurus, ${byDay}`,
  '-debit': sql`l.debit_kurus desc, ${byDay}`,
  credit: sql`l.credit_kurus, ${byDay}`,
  '-credit': sql`l.credit_kurus desc, ${byDay}`,
};

/** The first code after an account and everything below it: "120" ends before "120/", "12" before "12:". */
function endOfSubtree(code: string): string {
  return code.length < 3 ? `${code}:` : `${code}/`;
}

function matching(tenantId: string, clientId: string, { accountCode, from, to, text }: BookLineFilter) {
  const pattern = text === null ? '' : likePattern(text);
  const search = sql`and exists (
      select from vouchers v
      join accounts a on a.tenant_id = v.tenant_id and a.client_id = v.client_id and a.code = l.account_code
      left join documents d on d.tenant_id = v.tenant_id and d.document_id = v.document_id
      where v.tenant_id = l.tenant_id and v.voucher_id = l.voucher_id
        and (app.fold(coalesce(nullif(l.description, ''), v.description)) like app.fold(${pattern})
             or app.fold(a.name) like app.fold(${pattern}) or l.account_code like ${pattern.slice(1)}
             or app.fold(d.document_no) like app.fold(${pattern}) or v.fis_no::text = ${text}))`;
  const account = sql`and l.account_code >= ${accountCode} and l.account_code < ${endOfSubtree(accountCode ?? '')}`;
  return sql`
    l.tenant_id = ${tenantId} and l.client_id = ${clientId} and l.book_date is not null
      ${accountCode === null ? sql`` : account}
      ${from === null ? sql`` : sql`and l.book_date >= ${from}::date`}
      ${to === null ? sql`` : sql`and l.book_date <= ${to}::date`}
      ${text === null ? sql`` : search}`;
}

/** Posted lines that match. */
export function bookLines(
  tenantId: string,
  clientId: string,
  filter: BookLineFilter,
  { order, after = null, offset = 0, limit }: LineWindow,
): RawBuilder<BookLineRow> {
  return sql<BookLineRow>`
    select l.voucher_id as "voucherId", l.line_no as "lineNo", v.type, v.fis_no as "fisNo", l.book_date as date,
           l.account_code as "accountCode", a.name as "accountName",
           coalesce(nullif(w.description, ''), v.description) as description,
           l.debit_kurus as "debitKurus", l.credit_kurus as "creditKurus",
           v.document_id as "documentId", d.document_no as "documentNo"
    from (
      select * from (
        select l.tenant_id, l.client_id, l.voucher_id, l.line_no, l.account_code, l.book_date, l.debit_kurus, l.credit_kurus
        from voucher_lines l where ${matching(tenantId, clientId, filter)}) l
      ${
        after === null
          ? sql``
          : sql`where (${byDay}) > (${after[0]}::date, ${after[1]}::uuid, ${after[2]}::int)`
      }
      order by ${ORDERS[order]}
      ${limit === undefined ? sql`` : sql`limit ${limit} offset ${offset}`}) l
    join voucher_lines w on w.tenant_id = l.tenant_id and w.voucher_id = l.voucher_id and w.line_no = l.line_no
    join vouchers v on v.tenant_id = l.tenant_id and v.voucher_id = l.voucher_id
    join accounts a on a.tenant_id = l.tenant_id and a.client_id = l.client_id and a.code = l.account_code
    left join documents d on d.tenant_id = v.tenant_id and d.document_id = v.document_id
    order by ${ORDERS[order]}`;
}

export interface LineSums {
  readonly count: number;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
}

/** How many lines match, and what they come to. */
export async function sumBookLines(
  trx: Trx,
  tenantId: string,
  clientId: string,
  filter: BookLineFilter,
): Promise<LineSums> {
  const { rows } = await sql<LineSums>`
    select count(*)::int as count, coalesce(sum(l.debit_kurus), 0)::bigint as "debitKurus",
           coalesce(sum(l.credit_kurus), 0)::bigint as "creditKurus"
    from voucher_lines l where ${matching(tenantId, clientId, filter)}`.execute(trx);
  return rows[0] ?? { count: 0, debitKurus: 0n, creditKurus: 0n };
}

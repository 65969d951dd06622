/** Queries that show vouchers: a page of the list, and one with its lines. */
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { VOUCHER_ORDERS } from './views-contract.ts';

export interface VoucherRow {
  readonly id: string;
  readonly clientId: string;
  readonly type: string;
  readonly status: string;
  readonly fisNo: number | null;
  readonly fiscalYear: number;
  readonly date: string;
  readonly description: string;
  readonly totalDebitKurus: bigint;
  readonly totalCreditKurus: bigint;
  readonly documentId: string | null;
  readonly documentNo: string | null;
  readonly reversalOf: string | null;
  readonly reversedBy: string | null;
  /** The reversal that waits to be posted. */
  readonly reversalDraft: string | null;
  readonly version: number;
  readonly postedAt: Date | null;
  readonly postedByName: string | null;
  readonly changedByName: string | null;
}

/** Looked up row by row: a page has few, the table has many. */
const documentNo = sql`(
  select d.document_no from documents d where d.tenant_id = v.tenant_id and d.document_id = v.document_id)`;

const columns = sql`
  v.voucher_id as id, v.client_id as "clientId", v.type, v.status, v.fis_no as "fisNo",
  coalesce(v.fiscal_year, app.fiscal_year(v.voucher_date, c.fiscal_year_start_month)) as "fiscalYear",
  v.voucher_date as date, v.description, t.debit as "totalDebitKurus", t.credit as "totalCreditKurus",
  v.document_id as "documentId", ${documentNo} as "documentNo", v.reversal_of as "reversalOf",
  case when r.status = 'posted' then r.voucher_id end as "reversedBy",
  case when r.status = 'draft' then r.voucher_id end as "reversalDraft", v.version, v.posted_at as "postedAt"`;

const sources = sql`
  join clients c on c.tenant_id = v.tenant_id and c.client_id = v.client_id
  left join vouchers r on r.tenant_id = v.tenant_id and r.reversal_of = v.voucher_id
  cross join lateral (
    select coalesce(sum(l.debit_kurus), 0)::bigint as debit, coalesce(sum(l.credit_kurus), 0)::bigint as credit
    from voucher_lines l where l.tenant_id = v.tenant_id and l.voucher_id = v.voucher_id) t`;

export interface VoucherFilter {
  readonly status: 'draft' | 'posted' | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Searched in the description, the document's number and the fiş number. */
  readonly text: string | null;
}

export type VoucherOrder = (typeof VOUCHER_ORDERS)[number];

export interface VoucherWindow {
  readonly order: VoucherOrder;
  /** Date and id of the last voucher shown; of order `-date` alone. */
  readonly after?: readonly [date: string, id: string] | null;
  readonly offset?: number;
  /** All unless given. */
  readonly limit?: number;
}

const newest = sql`v.voucher_date desc, v.voucher_id desc`;
const ORDERS: Readonly<Record<VoucherOrder, RawBuilder<unknown>>> = {
  '-date': newest,
  date: sql`v.voucher_date, v.voucher_id`,
  no: sql`v.fis_no nulls last, ${newest}`,
  '-no': sql`v.fis_no desc nulls last, ${newest}`,
  type: sql`v.type, ${newest}`,
  '-type': sql`v.type desc, ${newest}`,
  description: sql`app.fold(v.description), ${newest}`,
  '-description': sql`app.fold(v.description) desc, ${newest}`,
};

function matching(tenantId: string, clientId: string, { status, from, to, text }: VoucherFilter) {
  const pattern = text === null ? null : likePattern(text);
  return sql`
    v.tenant_id = ${tenantId} and v.client_id = ${clientId}
      ${status === null ? sql`` : status === 'draft' ? sql`and v.status = 'draft'` : sql`and v.status = 'posted'`}
      ${from === null ? sql`` : sql`and v.voucher_date >= ${from}::date`}
      ${to === null ? sql`` : sql`and v.voucher_date <= ${to}::date`}
      ${
        pattern === null
          ? sql``
          : sql`and (app.fold(v.description) like app.fold(${pattern}) or app.fold(${documentNo}) like app.fold(${pattern})
                     or v.fis_no::text = ${text})`
      }`;
}

/** Vouchers of a client that match, in the order asked for. */
export function vouchersOf(
  tenantId: string,
  clientId: string,
  filter: VoucherFilter,
  { order, after = null, offset = 0, limit }: VoucherWindow,
): RawBuilder<VoucherRow> {
  return sql<VoucherRow>`
    select ${columns}, null as "postedByName", null as "changedByName" from (
      select v.* from vouchers v
      where ${matching(tenantId, clientId, filter)}
        ${after === null ? sql`` : sql`and (v.voucher_date, v.voucher_id) < (${after[0]}::date, ${after[1]}::uuid)`}
      order by ${ORDERS[order]}
      ${limit === undefined ? sql`` : sql`limit ${limit} offset ${offset}`}) v
    ${sources}
    order by ${ORDERS[order]}`;
}

export interface VoucherSums {
  readonly count: number;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
}

/** How many vouchers match, and what their lines come to. */
export async function sumVouchers(
  trx: Trx,
  tenantId: string,
  clientId: string,
  filter: VoucherFilter,
): Promise<VoucherSums> {
  const { rows } = await sql<VoucherSums>`
    with m as materialized (select v.tenant_id, v.voucher_id from vouchers v where ${matching(tenantId, clientId, filter)})
    select (select count(*) from m)::int as count, coalesce(sum(l.debit_kurus), 0)::bigint as "debitKurus",
           coalesce(sum(l.credit_kurus), 0)::bigint as "creditKurus"
    from m join voucher_lines l on l.tenant_id = ${tenantId} and l.client_id = ${clientId} and l.voucher_id = m.voucher_id`.execute(
    trx,
  );
  return rows[0] ?? { count: 0, debitKurus: 0n, creditKurus: 0n };
}

/** Text anywhere inside, its own wildcards taken literally. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** How the office calls a person. */
export const nameOf = (userId: RawBuilder<unknown>) => sql`(
  select coalesce(m.name, u.name) from users u
  left join memberships m on m.tenant_id = v.tenant_id and m.user_id = u.user_id
  where u.user_id = ${userId})`;

export async function findVoucher(trx: Trx, tenantId: string, voucherId: string): Promise<VoucherRow | null> {
  const { rows } = await sql<VoucherRow>`
    select ${columns}, ${nameOf(sql`v.posted_by`)} as "postedByName", ${nameOf(sql`v.changed_by`)} as "changedByName"
    from vouchers v
    ${sources}
    where v.tenant_id = ${tenantId} and v.voucher_id = ${voucherId}`.execute(trx);
  return rows[0] ?? null;
}

export interface LineRow {
  readonly lineNo: number;
  readonly accountCode: string;
  readonly accountName: string;
  readonly accountStatus: string;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
  readonly description: string;
  readonly fxCurrency: string | null;
  readonly fxAmount: string | null;
  readonly fxRate: string | null;
  readonly reason: unknown;
}

/** The lines of a voucher in their order. */
export async function findLines(trx: Trx, tenantId: string, voucherId: string): Promise<LineRow[]> {
  return trx
    .selectFrom('voucher_lines as l')
    .innerJoin('accounts as a', (join) =>
      join
        .onRef('a.tenant_id', '=', 'l.tenant_id')
        .onRef('a.client_id', '=', 'l.client_id')
        .onRef('a.code', '=', 'l.account_code'),
    )
    .select([
      'l.line_no as lineNo',
      'l.account_code as accountCode',
      'a.name as accountName',
      'a.status as accountStatus',
      'l.debit_kurus as debitKurus',
      'l.credit_kurus as creditKurus',
      'l.description',
      'l.fx_currency as fxCurrency',
      'l.fx_amount as fxAmount',
      'l.fx_rate as fxRate',
      'l.reason',
    ])
    .where('l.tenant_id', '=', tenantId)
    .where('l.voucher_id', '=', voucherId)
    .orderBy('l.line_no')
    .execute();
}

/** SQL of the KDV preparation list: posted lines of KDV accounts with their documents, and what customers withheld. */
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../../feature.ts';

export interface KdvLine {
  readonly date: string;
  readonly documentDate: string | null;
  readonly documentNo: string | null;
  readonly counterparty: string | null;
  readonly taxId: string | null;
  readonly description: string;
  readonly accountCode: string;
  readonly fisNo: number;
  /**
   * What the voucher's lines of stocks, fixed assets, income and cost come to, without a sign; null where it has none, and on
   * its further lines of the list. Kuruş.
   */
  readonly baseKurus: bigint | null;
  /** On the side on which the account grows. Kuruş. */
  readonly kdvKurus: bigint;
}

/** Which accounts, and the side on which they grow: 191 by debits, 391 and 360.02 by credits. */
export interface KdvAccounts {
  readonly under: string;
  readonly side: 'borc' | 'alacak';
}

interface Whose {
  readonly tenantId: string;
  readonly clientId: string;
  readonly from: string;
  readonly to: string;
}

/** Accounts of which alone the entry consists that sets KDV off at a month's end. */
const KDV_ACCOUNTS = '^(190|191|192|360|391|392)';
/** Where the price of what is bought and sold stands. */
const PRICED = '^(15|18|2[5-8]|28|6|7)';

function linesOf({ tenantId, clientId, from, to }: Whose, { under }: KdvAccounts): RawBuilder<unknown> {
  return sql`
    from voucher_lines l
    join vouchers v on v.tenant_id = l.tenant_id and v.voucher_id = l.voucher_id
    where l.tenant_id = ${tenantId} and l.client_id = ${clientId}
      and l.account_code >= ${under} and l.account_code < ${`${under}/`}
      and l.book_date >= ${from}::date and l.book_date <= ${to}::date and v.type not in ('acilis', 'kapanis')
      and exists (
        select from voucher_lines o
        where o.tenant_id = l.tenant_id and o.voucher_id = l.voucher_id and o.account_code !~ ${KDV_ACCOUNTS})`;
}

const kdvOf = (side: KdvAccounts['side']) =>
  side === 'borc' ? sql`l.debit_kurus - l.credit_kurus` : sql`l.credit_kurus - l.debit_kurus`;

/** In the order of days; entries that only set KDV accounts off against each other are left out. */
export function kdvLines(whose: Whose, accounts: KdvAccounts): RawBuilder<KdvLine> {
  return sql<KdvLine>`
    select k.*, d.issue_date as "documentDate", d.document_no as "documentNo", d.counterparty_name as counterparty,
      d.counterparty_tax_id as "taxId",
      case when k.line_no = k.first_line then (
        select abs(sum(b.debit_kurus - b.credit_kurus))::bigint from voucher_lines b
        where b.tenant_id = ${whose.tenantId} and b.voucher_id = k.voucher_id and b.account_code ~ ${PRICED}) end as "baseKurus"
    from (
      select l.book_date as date, l.voucher_id, l.line_no, v.fis_no as "fisNo", v.document_id,
        min(l.line_no) over (partition by l.voucher_id) as first_line, l.account_code as "accountCode",
        coalesce(nullif(l.description, ''), v.description) as description, (${kdvOf(accounts.side)})::bigint as "kdvKurus"
      ${linesOf(whose, accounts)}) k
    left join documents d on d.tenant_id = ${whose.tenantId} and d.document_id = k.document_id
    order by k.date, k.voucher_id, k.line_no`;
}

export interface KdvAccountSum {
  readonly code: string;
  readonly name: string;
  readonly count: number;
  readonly kdvKurus: bigint;
}

/** The same lines by account. */
export async function sumKdv(trx: Trx, whose: Whose, accounts: KdvAccounts): Promise<KdvAccountSum[]> {
  const { rows } = await sql<KdvAccountSum>`
    select k.code, coalesce(a.name, '') as name, k.count, k."kdvKurus"
    from (
      select l.account_code as code, count(*)::int as count, sum(${kdvOf(accounts.side)})::bigint as "kdvKurus"
      ${linesOf(whose, accounts)} group by 1) k
    left join accounts a on a.tenant_id = ${whose.tenantId} and a.client_id = ${whose.clientId} and a.code = k.code
    order by k.code`.execute(trx);
  return rows;
}

export interface WithheldSale {
  readonly date: string;
  readonly documentNo: string | null;
  readonly counterparty: string | null;
  readonly taxId: string | null;
  readonly code: string | null;
  readonly percent: string | null;
  readonly currency: string | null;
  /** In the document's currency, hundredths. */
  readonly withheldKurus: bigint;
}

/** KDV that customers withheld (9015, 6xx) by posted sales documents whose voucher lies in the range. */
export async function listWithheldSales(
  trx: Trx,
  { tenantId, clientId, from, to }: Whose,
): Promise<WithheldSale[]> {
  const { rows } = await sql<WithheldSale>`
    select v.voucher_date as date, d.document_no as "documentNo", d.counterparty_name as counterparty,
      d.counterparty_tax_id as "taxId", s.value ->> 'code' as code, s.value ->> 'percent' as percent,
      d.currency, round((s.value ->> 'tax')::numeric * 100)::bigint as "withheldKurus"
    from vouchers v
    join documents d on d.tenant_id = v.tenant_id and d.document_id = v.document_id
    cross join lateral jsonb_array_elements(d.invoice -> 'withholdingTotals') t
    cross join lateral jsonb_array_elements(t.value -> 'subtotals') s
    where v.tenant_id = ${tenantId} and v.client_id = ${clientId} and v.status = 'posted' and v.reversal_of is null
      and v.voucher_date >= ${from}::date and v.voucher_date <= ${to}::date
      and d.direction = 'satis' and d.state = 'POSTED' and s.value ->> 'tax' ~ '^-?[0-9]+([.][0-9]+)?$'
      and (s.value ->> 'code' = '9015' or s.value ->> 'code' ~ '^[68][0-9]{2}$')
    order by v.voucher_date, d.document_no`.execute(trx);
  return rows;
}

const DECIMAL = '^-?[0-9]{1,15}([.][0-9]+)?$';

export interface ExemptSale {
  readonly date: string;
  readonly documentNo: string | null;
  readonly counterparty: string | null;
  readonly taxId: string | null;
  readonly code: string;
  readonly reason: string | null;
  /** What bears no KDV by this code, or (8xx) the base of özel matrah; TRY at the voucher's rate. */
  readonly baseKurus: bigint;
  readonly kdvKurus: bigint;
}

/**
 * What posted sales documents name by exemption code (KDVK 11–17, 23): the declaration asks for them code by code. Returns
 * are left out, they have no row of their own there.
 */
export async function listExemptSales(
  trx: Trx,
  { tenantId, clientId, from, to }: Whose,
): Promise<ExemptSale[]> {
  const { rows } = await sql<ExemptSale>`
    select v.voucher_date as date, d.document_no as "documentNo", d.counterparty_name as counterparty,
      d.counterparty_tax_id as "taxId", s.value ->> 'exemptionCode' as code,
      left(s.value ->> 'exemptionReason', 120) as reason,
      round((s.value ->> 'taxable')::numeric * v.rate * 100)::bigint as "baseKurus",
      round(case when s.value ->> 'tax' ~ ${DECIMAL} then (s.value ->> 'tax')::numeric else 0 end
        * v.rate * 100)::bigint as "kdvKurus"
    from (
      select o.tenant_id, o.document_id, o.voucher_date, coalesce((
        select l.fx_rate from voucher_lines l
        where l.tenant_id = ${tenantId} and l.voucher_id = o.voucher_id and l.fx_rate is not null
        order by l.line_no limit 1), 1) as rate
      from vouchers o
      where o.tenant_id = ${tenantId} and o.client_id = ${clientId} and o.status = 'posted' and o.reversal_of is null
        and o.voucher_date >= ${from}::date and o.voucher_date <= ${to}::date and o.document_id is not null) v
    join documents d on d.tenant_id = v.tenant_id and d.document_id = v.document_id
    cross join lateral jsonb_array_elements(d.invoice -> 'taxTotals') t
    cross join lateral jsonb_array_elements(t.value -> 'subtotals') s
    where d.direction = 'satis' and d.state = 'POSTED' and coalesce(d.type, '') !~ 'IADE'
      and s.value ->> 'exemptionCode' ~ '^[2378][0-9]{2}$' and s.value ->> 'taxable' ~ ${DECIMAL}
    order by code, v.voucher_date, d.document_no`.execute(trx);
  return rows;
}

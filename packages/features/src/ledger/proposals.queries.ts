/** Queries of proposals: what a batch must know of the chart, and the drafts it leaves, each in one statement. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { BooksOwner } from './books.queries.ts';

export interface ChartRow {
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
  readonly isLeaf: boolean;
  readonly status: string;
  readonly counterpartyTaxId: string | null;
}

/** Accounts that are no counterparty's, those of the counterparties named, and those with the codes named. */
export async function loadChart(
  trx: Trx,
  owner: BooksOwner,
  taxIds: readonly string[],
  codes: readonly string[],
): Promise<ChartRow[]> {
  const { rows } = await sql<ChartRow>`
    select code, name, parent_code as "parentCode", is_leaf as "isLeaf", status,
           counterparty_tax_id as "counterpartyTaxId"
    from accounts
    where tenant_id = ${owner.tenantId} and client_id = ${owner.clientId}
      and (counterparty_tax_id is null or counterparty_tax_id = any(${[...taxIds]}::text[])
           or code = any(${[...codes]}::text[]))
    order by code`.execute(trx);
  return rows;
}

export interface PreferenceRow {
  readonly counterpartyTaxId: string;
  readonly role: string;
  readonly accountCode: string;
}

export async function loadPreferences(
  trx: Trx,
  owner: BooksOwner,
  taxIds: readonly string[],
): Promise<PreferenceRow[]> {
  return trx
    .selectFrom('posting_preferences')
    .select(['counterparty_tax_id as counterpartyTaxId', 'role', 'account_code as accountCode'])
    .where('tenant_id', '=', owner.tenantId)
    .where('client_id', '=', owner.clientId)
    .where('counterparty_tax_id', '=', sql<string>`any(${[...taxIds]}::text[])`)
    .execute();
}

/** The highest numeric last segment below each parent; 0 where there is none yet. */
export async function loadHighestSegments(
  trx: Trx,
  owner: BooksOwner,
  parents: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ parent: string; highest: number }>`
    select p.parent, coalesce(max(s.segment::int), 0) as highest
    from unnest(${[...parents]}::text[]) p (parent)
    left join lateral (
      select substr(a.code, length(p.parent) + 2) as segment
      from accounts a
      where a.tenant_id = ${owner.tenantId} and a.client_id = ${owner.clientId} and a.parent_code = p.parent
    ) s on length(s.segment) < 10
    group by p.parent`.execute(trx);
  return new Map(rows.map((row) => [row.parent, row.highest]));
}

/** Which of these leaf accounts have lines, and therefore can take no sub-account. */
export async function findAccountsWithLines(
  trx: Trx,
  owner: BooksOwner,
  codes: readonly string[],
): Promise<string[]> {
  if (codes.length === 0) return [];
  const { rows } = await sql<{ code: string }>`
    select code from unnest(${[...codes]}::text[]) c (code)
    where exists (
      select from voucher_lines l
      where l.tenant_id = ${owner.tenantId} and l.client_id = ${owner.clientId} and l.account_code = c.code)`.execute(
    trx,
  );
  return rows.map((row) => row.code);
}

export interface AccountToPropose {
  readonly code: string;
  readonly parent_code: string;
  readonly name: string;
  readonly counterparty_tax_id: string | null;
  readonly is_leaf: boolean;
}

/** Opens accounts as proposed; each takes its parent's side. A group among them is open at once, nothing posts to it. */
export async function insertProposedAccounts(
  trx: Trx,
  owner: BooksOwner,
  accounts: readonly AccountToPropose[],
): Promise<void> {
  if (accounts.length === 0) return;
  await sql`
    insert into accounts (tenant_id, client_id, code, name, parent_code, is_leaf, normal_side, status, counterparty_tax_id)
    select ${owner.tenantId}, ${owner.clientId}, n.code, n.name, n.parent_code, n.is_leaf,
           coalesce((select a.normal_side from accounts a
                     where a.tenant_id = ${owner.tenantId} and a.client_id = ${owner.clientId}
                       and a.code = substr(n.code, 1, 3)), 'borc'),
           case when n.is_leaf then 'proposed' else 'open' end, n.counterparty_tax_id
    from json_to_recordset(${JSON.stringify(accounts)}::json)
      as n (code text, parent_code text, name text, counterparty_tax_id text, is_leaf boolean)
    order by n.code collate "C"`.execute(trx);
}

/** Locks the drafts of these documents in one order for all, and says which documents stand in the books already. */
export async function lockDocumentVouchers(
  trx: Trx,
  tenantId: string,
  documentIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ voucher_id: string; document_id: string; status: string; reversed: boolean }>`
    select v.voucher_id, v.document_id, v.status,
           exists (select from vouchers r where r.tenant_id = v.tenant_id and r.reversal_of = v.voucher_id
             and r.status = 'posted') as reversed
    from vouchers v
    where v.tenant_id = ${tenantId} and v.document_id = any(${[...documentIds]}::uuid[]) and v.reversal_of is null
    order by v.voucher_id for update`.execute(trx);
  return new Map(
    rows
      .filter((row) => row.status === 'posted' && !row.reversed)
      .map((row) => [row.document_id, row.voucher_id]),
  );
}

/** Deletes the drafts of these documents with their lines. */
export async function deleteDocumentDrafts(
  trx: Trx,
  tenantId: string,
  documentIds: readonly string[],
): Promise<void> {
  await sql`
    delete from vouchers
    where tenant_id = ${tenantId} and document_id = any(${[...documentIds]}::uuid[])
      and reversal_of is null and status = 'draft'`.execute(trx);
}

export interface DraftToInsert {
  readonly document_id: string;
  readonly type: string;
  readonly voucher_date: string;
  readonly description: string;
}

/** Inserts one draft a document; returns the voucher of each document. */
export async function insertDocumentDrafts(
  trx: Trx,
  owner: BooksOwner,
  drafts: readonly DraftToInsert[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ voucher_id: string; document_id: string }>`
    insert into vouchers (tenant_id, client_id, type, voucher_date, description, document_id, created_by)
    select ${owner.tenantId}, ${owner.clientId}, type, voucher_date, description, document_id, app.user_id()
    from json_to_recordset(${JSON.stringify(drafts)}::json)
      as d (document_id uuid, type text, voucher_date date, description text)
    returning voucher_id, document_id`.execute(trx);
  return new Map(rows.map((row) => [row.document_id, row.voucher_id]));
}

/** A line as it is stored; amounts in kuruş as text, because JSON knows no bigint. */
export interface StoredLine {
  readonly line_no: number;
  readonly account_code: string;
  readonly debit_kurus: string;
  readonly credit_kurus: string;
  readonly description: string;
  readonly fx_currency: string | null;
  readonly fx_amount: string | null;
  readonly fx_rate: string | null;
  readonly reason: unknown;
}

export interface LineToInsert extends StoredLine {
  readonly voucher_id: string;
}

/** Inserts lines of any number of drafts of one client. */
export async function insertLines(
  trx: Trx,
  owner: Pick<BooksOwner, 'tenantId' | 'clientId'>,
  lines: readonly LineToInsert[],
): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    insert into voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus,
                               description, fx_currency, fx_amount, fx_rate, reason)
    select ${owner.tenantId}, ${owner.clientId}, voucher_id, line_no, account_code, debit_kurus, credit_kurus,
           description, fx_currency, fx_amount, fx_rate, reason
    from json_to_recordset(${JSON.stringify(lines)}::json)
      as l (voucher_id uuid, line_no int, account_code text, debit_kurus bigint, credit_kurus bigint,
            description text, fx_currency text, fx_amount numeric, fx_rate numeric, reason jsonb)`.execute(
    trx,
  );
}

/** SQL of the desk: what a selection holds, the files of a download, and what is nobody's. */
import { type RawBuilder, sql } from 'kysely';
import { CLEAN } from '../document-conditions.queries.ts';
import { asksForKeys, conditionsOf, documentsBy } from '../document-filter.queries.ts';
import type { DocumentFilter, DocumentOrder } from '../document-intake/contract.ts';
import { listOrder } from '../document-order.queries.ts';
import type { Trx } from '../feature.ts';
import type { Wanted } from './contract.ts';

/** The tables and conditions of what is wanted. */
async function chosen(trx: Trx, tenantId: string, { documentIds, selection = {} }: Wanted) {
  const conditions: RawBuilder<unknown>[] = await conditionsOf(trx, tenantId, selection);
  if (documentIds !== undefined) conditions.push(sql`d.document_id = any (${documentIds}::uuid[])`);
  return { from: documentsBy(asksForKeys(selection)), where: sql.join(conditions, sql` and `) };
}

export interface Summary {
  readonly documents: number;
  readonly files: number;
  readonly bytes: number;
  readonly clean: number;
  readonly byState: Readonly<Record<string, number>>;
}

/** Counted in one walk. */
export async function summarize(trx: Trx, tenantId: string, wanted: Wanted): Promise<Summary> {
  const { from, where } = await chosen(trx, tenantId, wanted);
  const { rows } = await sql<{ state: string; n: number; files: number; bytes: bigint; clean: number }>`
    select d.state, count(*)::int as n, count(d.sha256)::int as files,
      coalesce(sum(d.size_bytes) filter (where d.sha256 is not null), 0)::bigint as bytes,
      (count(*) filter (where ${CLEAN}))::int as clean
    from ${from} where ${where} group by d.state`.execute(trx);
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    documents: sum((row) => row.n),
    files: sum((row) => row.files),
    bytes: sum((row) => Number(row.bytes)),
    clean: sum((row) => row.clean),
    byState: Object.fromEntries(rows.map((row) => [row.state, row.n])),
  };
}

/** A document as a table of them shows it. */
export interface TableDocument {
  readonly documentId: string;
  readonly clientTitle: string;
  readonly clientTaxId: string;
  readonly sha256: string | null;
  readonly fileName: string;
  readonly entryPath: string | null;
  readonly state: string;
  readonly documentNo: string | null;
  readonly ettn: string | null;
  readonly issueDate: string | null;
  readonly type: string | null;
  readonly direction: string | null;
  readonly counterpartyTaxId: string | null;
  readonly counterpartyName: string | null;
  readonly payable: string | null;
  readonly currency: string | null;
  readonly notThisClient: boolean;
  readonly isDuplicate: boolean;
  readonly worstFinding: string | null;
  readonly rejectReason: string | null;
  /** As the intake keeps it; null where it could be read. */
  readonly failure: unknown;
  readonly fisNo: number | null;
  readonly receivedAt: Date;
}

/** Rows of documents for a table; `from`, `where` and `order` name `d` and, where `from` has them, its keys `k`. */
const tableOf = (from: RawBuilder<unknown>, where: RawBuilder<unknown>, order: RawBuilder<unknown>) =>
  sql<TableDocument>`
    select d.document_id as "documentId", c.title as "clientTitle", c.tax_id as "clientTaxId", d.sha256,
      d.file_name as "fileName", d.entry_path as "entryPath", d.state, d.document_no as "documentNo", d.ettn,
      d.issue_date as "issueDate", d.type, d.direction, d.counterparty_tax_id as "counterpartyTaxId",
      d.counterparty_name as "counterpartyName", d.payable::text as payable, d.currency,
      d.not_this_client as "notThisClient", d.duplicate_of is not null as "isDuplicate",
      d.worst_finding as "worstFinding", d.reject_reason as "rejectReason", d.failure, (
             select v.fis_no from vouchers v where v.tenant_id = d.tenant_id and v.voucher_id = d.voucher_id) as "fisNo",
      d.created_at as "receivedAt"
    from ${from}
    join clients c on c.tenant_id = d.tenant_id and c.client_id = d.client_id
    where ${where} order by ${order}`;

/** What goes into a ZIP, client by client and by date. */
export async function listForDownload(
  trx: Trx,
  tenantId: string,
  wanted: Wanted,
  limit: number,
): Promise<TableDocument[]> {
  const { from, where } = await chosen(trx, tenantId, wanted);
  const table = tableOf(from, where, sql`c.title, c.client_id, d.issue_date, d.document_id`);
  const { rows } = await sql<TableDocument>`${table} limit ${limit}`.execute(trx);
  return rows;
}

/** All documents of a client that match, in the order of their list. */
export async function documentsOf(
  trx: Trx,
  tenantId: string,
  filter: DocumentFilter & { readonly clientId: string },
  order: DocumentOrder,
): Promise<RawBuilder<TableDocument>> {
  const { key, by, conditions } = listOrder(order, tenantId, filter.clientId);
  const all = [...(await conditionsOf(trx, tenantId, filter)), ...conditions];
  return tableOf(documentsBy(key !== null || asksForKeys(filter)), sql.join(all, sql` and `), by);
}

export interface TrayRow {
  readonly documentId: string;
  readonly clientId: string;
  readonly clientTitle: string;
  readonly fileName: string;
  readonly documentNo: string | null;
  readonly issueDate: string | null;
  readonly currency: string | null;
  readonly payable: string | null;
  readonly receivedAt: Date;
  readonly supplier: unknown;
  readonly customer: unknown;
}

/** Documents whose parties are not the client they lie with, of all clients in sight, the newest first. */
export async function listTray(
  trx: Trx,
  tenantId: string,
  before: string | null,
  limit: number,
): Promise<TrayRow[]> {
  const { rows } = await sql<TrayRow>`
    select d.document_id as "documentId", d.client_id as "clientId", c.title as "clientTitle",
      d.file_name as "fileName", d.document_no as "documentNo", d.issue_date as "issueDate", d.currency,
      d.payable::text as payable, d.created_at as "receivedAt", coalesce(d.invoice -> 'supplier', d.facts -> 'supplier') as supplier,
      coalesce(d.invoice -> 'customer', d.facts -> 'customer') as customer
    from documents d join clients c on c.tenant_id = d.tenant_id and c.client_id = d.client_id
    where d.tenant_id = ${tenantId} and d.not_this_client and d.state = 'READY'
      ${before === null ? sql`` : sql`and d.document_id < ${before}::uuid`}
    order by d.document_id desc limit ${limit}`.execute(trx);
  return rows;
}

export async function countTray(trx: Trx, tenantId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from documents d
    where d.tenant_id = ${tenantId} and d.not_this_client and d.state = 'READY'`.execute(trx);
  return rows[0]?.n ?? 0;
}

/** Clients in books by tax number. */
export async function findClientsByTaxId(
  trx: Trx,
  tenantId: string,
  taxIds: readonly string[],
): Promise<Map<string, { clientId: string; title: string }>> {
  if (taxIds.length === 0) return new Map();
  const { rows } = await sql<{ taxId: string; clientId: string; title: string }>`
    select tax_id as "taxId", client_id as "clientId", title from clients
    where tenant_id = ${tenantId} and tax_id = any (${taxIds}::text[]) and archived_at is null`.execute(trx);
  return new Map(rows.map(({ taxId, ...client }) => [taxId, client]));
}

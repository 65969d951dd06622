/** SQL of looking at documents: pages, counts, one document. */
import { sql } from 'kysely';
import { CLEAN } from '../document-conditions.queries.ts';
import { asksForKeys, conditionsOf, documentsBy } from '../document-filter.queries.ts';
import { listOrder } from '../document-order.queries.ts';
import type { Trx } from '../feature.ts';
import type { DocumentFilter, DocumentOrder } from './contract.ts';
import type { Place } from './reading.queries.ts';

/** Columns of a list; the invoice itself is left out, it may be large. */
export const LISTED = sql`d.document_id, d.client_id, d.state, d.kind, d.file_name, d.entry_path, d.container_id,
  d.size_bytes, d.root, d.profile, d.type, d.document_no, d.ettn, d.issue_date, d.direction,
  d.counterparty_tax_id, d.counterparty_name, d.currency, d.payable::text as payable, d.not_this_client,
  d.duplicate_of, d.worst_finding, d.voucher_id, v.version as voucher_version, d.failure, d.reject_reason,
  d.created_at, d.read_at, d.version, d.sha256`;

export interface ListedDocument {
  readonly document_id: string;
  readonly client_id: string;
  readonly state: string;
  readonly kind: string;
  readonly file_name: string;
  readonly entry_path: string | null;
  readonly container_id: string | null;
  readonly size_bytes: bigint;
  readonly root: string | null;
  readonly profile: string | null;
  readonly type: string | null;
  readonly document_no: string | null;
  readonly ettn: string | null;
  readonly issue_date: string | null;
  readonly direction: string | null;
  readonly counterparty_tax_id: string | null;
  readonly counterparty_name: string | null;
  readonly currency: string | null;
  readonly payable: string | null;
  readonly not_this_client: boolean;
  readonly duplicate_of: string | null;
  readonly worst_finding: string | null;
  readonly voucher_id: string | null;
  readonly voucher_version: number | null;
  readonly failure: unknown;
  readonly reject_reason: string | null;
  readonly created_at: Date;
  readonly read_at: Date | null;
  readonly version: number;
  /** Null for a member that could not be taken out of its archive. */
  readonly sha256: string | null;
}

export interface ReadDocument extends ListedDocument {
  readonly invoice: unknown;
  readonly findings: unknown;
  readonly signature: unknown;
}

export interface DocumentPage {
  readonly filter: DocumentFilter & { readonly clientId: string };
  readonly order: DocumentOrder;
  /** The last document shown: its key in this order and its id. */
  readonly after: readonly [key: string | null, id: string] | null;
  readonly limit: number;
}

/** A page of a client's documents; the cursor names the last one shown, so that no page is slower than another. */
export async function listDocuments(
  trx: Trx,
  tenantId: string,
  { filter, order, after, limit }: DocumentPage,
): Promise<(ListedDocument & { readonly sort_key: string | null })[]> {
  const { key, id, down, by, conditions: ofOrder } = listOrder(order, tenantId, filter.clientId);
  const conditions = [...(await conditionsOf(trx, tenantId, filter)), ...ofOrder];
  const compare = down ? sql`<` : sql`>`;
  if (after !== null) {
    conditions.push(
      key === null
        ? sql`${id} ${compare} ${after[1]}::uuid`
        : sql`(${key.column}, ${id}) ${compare} (${after[0]}::${key.type}, ${after[1]}::uuid)`,
    );
  }
  const { rows } = await sql<ListedDocument & { sort_key: string | null }>`
    select ${LISTED}, ${key === null ? sql`null` : sql`${key.column}::text`} as sort_key
    from ${documentsBy(key !== null || asksForKeys(filter))}
    left join vouchers v on v.tenant_id = d.tenant_id and v.voucher_id = d.voucher_id
    where ${sql.join(conditions, sql` and `)} order by ${by} limit ${limit}`.execute(trx);
  return rows;
}

export async function findDocument(
  trx: Trx,
  tenantId: string,
  documentId: string,
): Promise<ReadDocument | undefined> {
  const { rows } = await sql<ReadDocument>`
    select ${LISTED}, d.invoice, d.findings, d.facts -> 'signature' as signature from documents d
    left join vouchers v on v.tenant_id = d.tenant_id and v.voucher_id = d.voucher_id
    where d.tenant_id = ${tenantId} and d.document_id = ${documentId}`.execute(trx);
  return rows[0];
}

export interface DocumentCounts {
  readonly byState: ReadonlyMap<string, number>;
  readonly clean: number;
  readonly notThisClient: number;
}

/** All documents of a client by state, and the two trays; three index-only scans. */
export async function countDocuments(trx: Trx, { tenantId, clientId }: Place): Promise<DocumentCounts> {
  const states = await sql<{ state: string; count: number }>`
    select d.state, count(*)::int as count from documents d
    where d.tenant_id = ${tenantId} and d.client_id = ${clientId} group by d.state`.execute(trx);
  const trays = await sql<{ clean: number; elsewhere: number }>`
    select
      (select count(*)::int from documents d where d.tenant_id = ${tenantId} and d.client_id = ${clientId}
        and ${CLEAN}) as clean,
      (select count(*)::int from documents d where d.tenant_id = ${tenantId} and d.client_id = ${clientId}
        and d.not_this_client and d.state = 'READY') as elsewhere`.execute(trx);
  const tray = trays.rows[0];
  return {
    byState: new Map(states.rows.map(({ state, count }) => [state, count])),
    clean: tray?.clean ?? 0,
    notThisClient: tray?.elsewhere ?? 0,
  };
}

/** Members of these containers by state, by container id. */
export async function countMembersByState(
  trx: Trx,
  tenantId: string,
  containerIds: readonly string[],
): Promise<Map<string, Record<string, number>>> {
  if (containerIds.length === 0) return new Map();
  const { rows } = await sql<{ container_id: string; counts: Record<string, number> }>`
    select container_id, jsonb_object_agg(state, count) as counts from (
      select container_id, state, count(*)::int from documents
      where tenant_id = ${tenantId} and container_id = any (${containerIds}::uuid[])
      group by container_id, state) as by_state
    group by container_id`.execute(trx);
  return new Map(rows.map((row) => [row.container_id, row.counts]));
}

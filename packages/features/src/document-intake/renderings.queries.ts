/** SQL of renderings: PDF and HTML beside the document that they show, and those that wait for its XML. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { Place } from './reading.queries.ts';

/** Of one document; more would be no renderings of it. */
const MOST_OF_ONE = 10;

export type RenderingKind = 'pdf' | 'html';

export interface NewRendering {
  /** Content of the XML whose rendering it is. */
  readonly of_sha256: string;
  readonly kind: RenderingKind;
  readonly file_name: string;
  readonly sha256: string;
  readonly size_bytes: number;
}

/** Puts these, which the store holds, beside the client's documents with those contents; the same content once. */
export async function insertRenderings(
  trx: Trx,
  { tenantId, clientId }: Place,
  renderings: readonly NewRendering[],
): Promise<void> {
  if (renderings.length === 0) return;
  const rows = JSON.stringify(renderings);
  await sql`
    insert into stored_files (tenant_id, sha256, size_bytes)
    select ${tenantId}, r.sha256, r.size_bytes
    from jsonb_to_recordset(${rows}::jsonb) as r (sha256 text, size_bytes bigint) order by r.sha256
    on conflict do nothing`.execute(trx);
  await sql`
    insert into document_renderings (tenant_id, document_id, client_id, kind, file_name, sha256, size_bytes)
    select ${tenantId}, d.document_id, ${clientId}, r.kind, r.file_name, r.sha256, r.size_bytes
    from (select r.*, row_number() over (partition by r.of_sha256 order by r.sha256) as n
      from jsonb_to_recordset(${rows}::jsonb) as r (of_sha256 text, kind text, file_name text, sha256 text,
        size_bytes bigint)) r
    join documents d on d.tenant_id = ${tenantId} and d.client_id = ${clientId} and d.sha256 = r.of_sha256
    where r.n + (select count(*) from document_renderings x
      where x.tenant_id = ${tenantId} and x.document_id = d.document_id) <= ${MOST_OF_ONE}
    on conflict (tenant_id, document_id, sha256) do nothing`.execute(trx);
}

export interface RenderingRow {
  readonly id: string;
  readonly kind: string;
  readonly fileName: string;
  readonly sizeBytes: bigint;
}

/** The renderings of a document, and those that came with files that repeat it. */
export async function listRenderings(
  trx: Trx,
  tenantId: string,
  documentId: string,
): Promise<RenderingRow[]> {
  const { rows } = await sql<RenderingRow>`
    select distinct on (r.sha256) r.rendering_id as id, r.kind, r.file_name as "fileName", r.size_bytes as "sizeBytes"
    from document_renderings r
    where r.tenant_id = ${tenantId} and r.document_id in (
      select ${documentId}::uuid union all
      select d.document_id from documents d where d.tenant_id = ${tenantId} and d.duplicate_of = ${documentId})
    order by r.sha256, r.rendering_id limit ${MOST_OF_ONE}`.execute(trx);
  // The PDF, which people know, before the HTML.
  return rows.toSorted((a, b) => (a.kind === b.kind ? (a.id < b.id ? -1 : 1) : a.kind === 'pdf' ? -1 : 1));
}

/**
 * Locks these ETTNs and numbers of the client until the transaction ends, in one order for all: of a document and its
 * rendering that are saved at the same time the second sees the first.
 */
export async function lockCalls(
  trx: Trx,
  { tenantId, clientId }: Place,
  calls: readonly string[],
): Promise<void> {
  await sql`select pg_advisory_xact_lock(key) from (
    select distinct hashtextextended(${tenantId} || ${clientId} || 'rendering' || c, 0) as key
    from unnest(${calls}::text[]) c order by 1) keys`.execute(trx);
}

export interface WaitingRendering {
  readonly documentId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: bigint;
  readonly kind: RenderingKind;
  /** ETTN or number that its name says. */
  readonly call: string;
}

/** Files of the client that could not be read since they are renderings, by these ETTNs and numbers; locked. */
export async function holdWaiting(
  trx: Trx,
  { tenantId, clientId }: Place,
  calls: readonly string[],
): Promise<WaitingRendering[]> {
  const { rows } = await sql<WaitingRendering>`
    select document_id as "documentId", file_name as "fileName", sha256, size_bytes as "sizeBytes",
      substr(failure ->> 'code', 6) as kind, coalesce(ettn, document_no) as call
    from documents
    where tenant_id = ${tenantId} and client_id = ${clientId} and state = 'FAILED' and kind = 'unknown'
      and (coalesce(ettn, document_no)) collate "C" = any (${calls}::text[])
      and failure ->> 'code' in ('file.pdf', 'file.html') and sha256 is not null
    order by document_id for update`.execute(trx);
  return rows;
}

export interface CalledDocument {
  readonly sha256: string;
  readonly ettn: string | null;
  readonly documentNo: string | null;
}

/** Documents of the client that were read and bear one of these ETTNs or numbers; none that repeats another. */
export async function findCalled(
  trx: Trx,
  { tenantId, clientId }: Place,
  calls: readonly string[],
): Promise<CalledDocument[]> {
  const read = sql`d.tenant_id = ${tenantId} and d.client_id = ${clientId} and d.root is not null
    and d.duplicate_of is null and d.state in ('READY', 'SETTLED', 'POSTED') and d.sha256 is not null`;
  const called = sql`select d.sha256, d.ettn, d.document_no as "documentNo" from documents d where ${read}`;
  const { rows } = await sql<CalledDocument>`
    ${called} and d.direction is not null and d.ettn = any (${calls}::text[])
    union ${called} and d.kind = 'other' and d.ettn = any (${calls}::text[])
    union ${called} and d.document_no collate "C" = any (${calls}::text[])`.execute(trx);
  return rows;
}

/** What is beside its document now asks for nothing more. */
export async function settleRenderings(
  trx: Trx,
  tenantId: string,
  settled: readonly { readonly document_id: string; readonly findings: readonly unknown[] }[],
): Promise<void> {
  await sql`
    update documents d set state = 'SETTLED', kind = 'other', failure = null, findings = r.findings,
      worst_finding = 'info', version = d.version + 1
    from jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) as r (document_id uuid, findings jsonb)
    where d.tenant_id = ${tenantId} and d.document_id = r.document_id`.execute(trx);
}

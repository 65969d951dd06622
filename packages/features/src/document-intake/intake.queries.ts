/** SQL of taking documents in: uploaded files and members of archives become rows, the same content once. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { Place } from './reading.queries.ts';

export interface NewDocument {
  readonly sha256: string | null;
  readonly size_bytes: number;
  readonly file_name: string;
  readonly kind: 'unknown' | 'archive';
  readonly state: 'PENDING' | 'FAILED';
  readonly entry_path: string | null;
  readonly container_id: string | null;
  readonly depth: number;
  readonly failure: unknown;
  /** Of the envelope that it was taken out of; absent elsewhere. */
  readonly facts?: unknown;
}

export interface InsertedDocument {
  readonly documentId: string;
  readonly sha256: string | null;
}

/** Inserts what is new to the client, in the order given; content that it has already is left out. */
export async function insertDocuments(
  trx: Trx,
  place: Place & { readonly uploadId: string; readonly userId: string | null },
  documents: readonly NewDocument[],
): Promise<InsertedDocument[]> {
  const rows = JSON.stringify(documents);
  await sql`
    insert into stored_files (tenant_id, sha256, size_bytes)
    select ${place.tenantId}, r.sha256, r.size_bytes
    from jsonb_to_recordset(${rows}::jsonb) as r (sha256 text, size_bytes bigint)
    where r.sha256 is not null
    order by r.sha256
    on conflict do nothing`.execute(trx);
  const inserted = await sql<InsertedDocument>`
    insert into documents (tenant_id, client_id, upload_id, created_by, sha256, size_bytes, file_name, kind, state,
      entry_path, container_id, depth, failure, facts)
    select ${place.tenantId}, ${place.clientId}, ${place.uploadId}, ${place.userId}, r.sha256, r.size_bytes,
      r.file_name, r.kind, r.state, r.entry_path, r.container_id, r.depth, r.failure, r.facts
    from rows from (jsonb_to_recordset(${rows}::jsonb) as (
      sha256 text, size_bytes bigint, file_name text, kind text, state text, entry_path text, container_id uuid,
      depth smallint, failure jsonb, facts jsonb)) with ordinality as r
    order by r.ordinality
    on conflict do nothing
    returning document_id as "documentId", sha256`.execute(trx);
  return inserted.rows;
}

export interface ExistingDocument {
  readonly documentId: string;
  readonly sha256: string;
  readonly state: string;
}

/** The client's documents with these contents. */
export async function findByContent(
  trx: Trx,
  { tenantId, clientId }: Place,
  contents: readonly string[],
): Promise<Map<string, ExistingDocument>> {
  const { rows } = await sql<ExistingDocument>`
    select document_id as "documentId", sha256, state from documents
    where tenant_id = ${tenantId} and client_id = ${clientId} and sha256 = any (${contents}::text[])`.execute(
    trx,
  );
  return new Map(rows.map((row) => [row.sha256, row]));
}

/** SQL of unpacking: the archive's claim, its members, and how it ends. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { Failure } from './failure.ts';
import type { Place } from './reading.queries.ts';

export interface ClaimedArchive {
  readonly documentId: string;
  readonly version: number;
  readonly sha256: string;
  readonly fileName: string;
  readonly depth: number;
  readonly uploadId: string;
  readonly createdBy: string | null;
}

/** Marks the archive PROCESSING; undefined where it is done, gone or moved. */
export async function claimArchive(
  trx: Trx,
  { tenantId, clientId }: Place,
  documentId: string,
): Promise<ClaimedArchive | undefined> {
  const { rows } = await sql<ClaimedArchive>`
    update documents d set state = 'PROCESSING', version = d.version + 1
    where d.tenant_id = ${tenantId} and d.client_id = ${clientId} and d.document_id = ${documentId}
      and d.state in ('PENDING', 'PROCESSING') and d.kind = 'archive'
    returning d.document_id as "documentId", d.version, d.sha256, d.file_name as "fileName", d.depth,
      d.upload_id as "uploadId", d.created_by as "createdBy"`.execute(trx);
  return rows[0];
}

/** Holds the archive for this transaction; false where another job took it over. */
export async function holdArchive(trx: Trx, tenantId: string, archive: ClaimedArchive): Promise<boolean> {
  const row = await trx
    .selectFrom('documents')
    .select('document_id')
    .where('tenant_id', '=', tenantId)
    .where('document_id', '=', archive.documentId)
    .where('version', '=', archive.version)
    .where('state', '=', 'PROCESSING')
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Members by what became of them so far. */
export async function countMembers(
  trx: Trx,
  tenantId: string,
  containerId: string,
): Promise<{ members: number; withContent: number; failed: number }> {
  const { rows } = await sql<{ members: number; withContent: number; failed: number }>`
    select count(*)::int as members, count(sha256)::int as "withContent",
      (count(*) filter (where state = 'FAILED' and sha256 is null))::int as failed
    from documents where tenant_id = ${tenantId} and container_id = ${containerId}`.execute(trx);
  return rows[0] ?? { members: 0, withContent: 0, failed: 0 };
}

export interface ArchiveEnd {
  readonly state: 'UNPACKED' | 'FAILED';
  readonly findings: unknown;
  readonly worstFinding: string | null;
  readonly failure: Failure | null;
  readonly now: Date;
}

export async function endArchive(
  trx: Trx,
  tenantId: string,
  documentId: string,
  end: ArchiveEnd,
): Promise<void> {
  await trx
    .updateTable('documents')
    .set({
      state: end.state,
      findings: JSON.stringify(end.findings),
      worst_finding: end.worstFinding,
      failure: end.failure === null ? null : JSON.stringify(end.failure),
      read_at: end.now,
      version: sql<number>`version + 1`,
    })
    .where('tenant_id', '=', tenantId)
    .where('document_id', '=', documentId)
    .execute();
}

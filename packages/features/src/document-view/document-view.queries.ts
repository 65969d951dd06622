/** SQL of showing a document: where its file is, and where its renderings are. */
import type { Trx } from '../feature.ts';

/** Undefined where there is no such document in sight. */
export function findShown(trx: Trx, tenantId: string, documentId: string) {
  return trx
    .selectFrom('documents')
    .select(['file_name', 'entry_path', 'document_no', 'sha256', 'size_bytes'])
    .where('tenant_id', '=', tenantId)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
}

/** A rendering of the document, or of a file that repeats it; undefined where there is none in sight. */
export function findRendering(trx: Trx, tenantId: string, documentId: string, renderingId: string) {
  return trx
    .selectFrom('document_renderings as r')
    .innerJoin('documents as d', (join) =>
      join.onRef('d.tenant_id', '=', 'r.tenant_id').onRef('d.document_id', '=', 'r.document_id'),
    )
    .select(['r.kind', 'r.file_name', 'r.sha256', 'r.size_bytes'])
    .where('r.tenant_id', '=', tenantId)
    .where('r.rendering_id', '=', renderingId)
    .where((eb) => eb.or([eb('d.document_id', '=', documentId), eb('d.duplicate_of', '=', documentId)]))
    .executeTakeFirst();
}

/** SQL of showing a document: where its file is. */
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

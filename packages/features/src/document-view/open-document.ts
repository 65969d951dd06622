/** Finds the stored file of a document that is to be shown, or of one of its renderings. */
import type { Readable } from 'node:stream';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import { StoredFileMissing } from '@muhasebi/platform/storage/storage.ts';
import { documentErrors } from '../document-intake/contract.ts';
import type { FeatureDeps } from '../feature.ts';
import { documentViewErrors } from './contract.ts';
import { findRendering, findShown } from './document-view.queries.ts';

export interface ShownDocument {
  readonly fileName: string;
  /** Its number, else its file's name: what a file made of it is called. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly stream: Readable;
}

/** Throws DOCUMENT_NOT_FOUND, DOCUMENT_HAS_NO_FILE. */
export async function openDocument(
  deps: Pick<FeatureDeps, 'db' | 'storage'>,
  scope: Scope,
  documentId: string,
): Promise<ShownDocument> {
  const tenantId = tenantOf(scope);
  const row = await inScope(deps.db, scope, (trx) => findShown(trx, tenantId, documentId));
  if (row === undefined) throw documentErrors.DOCUMENT_NOT_FOUND();
  const fileName = row.entry_path?.split('/').at(-1) ?? row.file_name;
  const { sha256 } = row;
  if (sha256 === null) throw documentErrors.DOCUMENT_HAS_NO_FILE({ fileName });
  try {
    const stream = await deps.storage.stream({ tenantId, sha256 });
    const name = row.document_no ?? fileName.replace(/\.xml$/i, '');
    return { fileName, name, sizeBytes: Number(row.size_bytes), stream };
  } catch (error) {
    if (error instanceof StoredFileMissing) throw documentErrors.DOCUMENT_HAS_NO_FILE({ fileName });
    throw error;
  }
}

/**
 * The rendering as it came, to be saved: a foreign page is never opened under our address.
 * Throws RENDERING_NOT_FOUND, DOCUMENT_HAS_NO_FILE.
 */
export async function openRendering(
  deps: Pick<FeatureDeps, 'db' | 'storage'>,
  scope: Scope,
  { documentId, renderingId }: { readonly documentId: string; readonly renderingId: string },
): Promise<FileResult> {
  const tenantId = tenantOf(scope);
  const row = await inScope(deps.db, scope, (trx) => findRendering(trx, tenantId, documentId, renderingId));
  if (row === undefined) throw documentViewErrors.RENDERING_NOT_FOUND();
  const { file_name: fileName, sha256, kind } = row;
  try {
    const stream = await deps.storage.stream({ tenantId, sha256 });
    const contentType = kind === 'pdf' ? 'application/pdf' : 'application/octet-stream';
    return { fileName, contentType, sizeBytes: Number(row.size_bytes), stream };
  } catch (error) {
    if (error instanceof StoredFileMissing) throw documentErrors.DOCUMENT_HAS_NO_FILE({ fileName });
    throw error;
  }
}

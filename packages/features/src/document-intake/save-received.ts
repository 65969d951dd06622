/** Makes documents of files that the store holds already: rows and their jobs in the caller's transaction. */
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { Trx } from '../feature.ts';
import type { ReceivedDocument, StoredDocument } from './document-service.ts';
import { documentState } from './document-state.ts';
import { findByContent, insertDocuments, type NewDocument } from './intake.queries.ts';
import { enqueueReading, enqueueUnpacking } from './jobs.ts';

export interface IntakePlace {
  readonly tenantId: string;
  readonly clientId: string;
  /** What they came in with: a request's upload, or a run of an integration. */
  readonly uploadId: string;
  /** Who sent them; null for the system. */
  readonly userId: string | null;
}

/** One answer a file, in their order; content that the client has already is answered with its document. */
export async function saveReceived(
  trx: Trx,
  place: IntakePlace,
  files: readonly StoredDocument[],
): Promise<ReceivedDocument[]> {
  const inserted = await insertDocuments(trx, place, files.map(newDocument));
  const existing = await findByContent(
    trx,
    place,
    files.map(({ sha256 }) => sha256),
  );
  const fresh = new Set(inserted.map(({ sha256 }) => sha256));
  const toRead: string[] = [];
  const answers: ReceivedDocument[] = [];
  for (const { sha256, isArchive } of files) {
    const document = existing.get(sha256);
    if (document === undefined) throw new Error('a document just saved is not there');
    // The second of two equal files is a duplicate of the first.
    const isNew = fresh.delete(sha256);
    const { documentId } = document;
    answers.push({ documentId, isNew, state: documentState.parse(document.state) });
    if (isNew && isArchive) await enqueueUnpacking(trx, place, documentId);
    else if (isNew) toRead.push(documentId);
  }
  await enqueueReading(trx, place, toRead);
  await announce(trx, { tenantId: place.tenantId, topic: 'documents', clientId: place.clientId });
  return answers;
}

function newDocument(file: StoredDocument): NewDocument {
  return {
    sha256: file.sha256,
    size_bytes: file.sizeBytes,
    file_name: file.fileName,
    kind: file.isArchive ? 'archive' : 'unknown',
    state: 'PENDING',
    entry_path: null,
    container_id: null,
    depth: 0,
    failure: null,
  };
}

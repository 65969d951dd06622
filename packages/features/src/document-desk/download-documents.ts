/** Documents as one ZIP: bounded before it begins, made while it is sent, with a list of what is in it at its end. */
import { type ZipMember, zipStream } from '@muhasebi/connectors/archive/zip-stream.ts';
import { inSnapshot } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { FileResult, RequestContext } from '@muhasebi/platform/http/handler.ts';
import { type Storage, StoredFileMissing } from '@muhasebi/platform/storage/storage.ts';
import type { FeatureDeps } from '../feature.ts';
import { contentsList, type Listed } from './contents-list.ts';
import { documentDeskErrors, type Wanted } from './contract.ts';
import { listForDownload, summarize, type TableDocument } from './desk.queries.ts';
import { createNames } from './entry-names.ts';

export const MAX_DOWNLOAD_FILES = 10_000;
export const MAX_DOWNLOAD_BYTES = 2 * 1024 ** 3;

type Deps = Pick<FeatureDeps, 'db' | 'storage' | 'clock'>;

/** Throws DOWNLOAD_EMPTY, DOWNLOAD_TOO_LARGE, SELECTION_UNNAMED. What one may not see is not in it. */
export async function downloadDocuments(
  deps: Deps,
  { scope, language }: Pick<RequestContext, 'scope' | 'language'>,
  wanted: Wanted,
): Promise<FileResult> {
  named(wanted);
  const tenantId = tenantOf(scope);
  const rows = await inSnapshot(deps.db, scope, async (trx) => {
    const { files, bytes } = await summarize(trx, tenantId, wanted);
    if (files === 0) throw documentDeskErrors.DOWNLOAD_EMPTY();
    if (files > MAX_DOWNLOAD_FILES || bytes > MAX_DOWNLOAD_BYTES) throw tooLarge(files, bytes);
    // Documents without a file stand in the list alone.
    return listForDownload(trx, tenantId, wanted, MAX_DOWNLOAD_FILES * 2);
  });
  const members = membersOf(deps, tenantId, rows, language);
  const day = deps.clock.now().toISOString().slice(0, 10);
  return {
    fileName: `belgeler-${day}.zip`,
    contentType: 'application/zip',
    sizeBytes: null,
    stream: zipStream(members),
  };
}

/** Throws SELECTION_UNNAMED where it is not said which documents. */
export function named({ documentIds, selection }: Wanted): void {
  if ((documentIds === undefined) === (selection === undefined)) throw documentDeskErrors.SELECTION_UNNAMED();
}

function tooLarge(files: number, bytes: number) {
  const inGb = (count: number) => `${(count / 1024 ** 3).toFixed(1).replace('.', ',')} GB`;
  return documentDeskErrors.DOWNLOAD_TOO_LARGE({
    files,
    size: inGb(bytes),
    limit: MAX_DOWNLOAD_FILES,
    sizeLimit: inGb(MAX_DOWNLOAD_BYTES),
  });
}

async function* membersOf(
  { storage, clock }: Deps,
  tenantId: string,
  rows: readonly TableDocument[],
  language: 'tr' | 'en',
): AsyncGenerator<ZipMember> {
  const nameOf = createNames();
  const list = nameOf(null, language === 'tr' ? 'liste.csv' : 'list.csv');
  const several = new Set(rows.map((row) => row.clientTaxId)).size > 1;
  const listed: Listed[] = [];
  for (const row of rows) {
    const content = row.sha256 === null ? null : await openFile(storage, tenantId, row.sha256);
    const name =
      content === null
        ? null
        : nameOf(several ? row.clientTitle : null, lastPart(row.entryPath ?? row.fileName));
    listed.push({ row, name });
    if (content !== null && name !== null) yield { name, modifiedAt: row.receivedAt, content };
  }
  yield { name: list, modifiedAt: clock.now(), content: await contentsList(listed, language) };
}

const lastPart = (path: string) => path.split(/[\\/]/).at(-1) ?? path;

/** Null where the store has lost it: the list says so, and the others are still sent. */
async function openFile(storage: Storage, tenantId: string, sha256: string) {
  try {
    return await storage.stream({ tenantId, sha256 });
  } catch (error) {
    if (error instanceof StoredFileMissing) return null;
    throw error;
  }
}

/** What a document can be refused with, by code, as its page shows it: from the reader, the archives and the intake. */
import {
  ARCHIVE_ERROR_CODES,
  type ArchiveErrorCode,
  refused,
} from '@muhasebi/connectors/archive/archive-item.ts';
import { READ_ERROR_CODES, type ReadErrorCode, readError } from '@muhasebi/connectors/ubl-tr/read-error.ts';
import {
  type Failure,
  FILE_MISSING,
  failureOf,
  GIVEN_UP,
} from '@muhasebi/features/document-intake/failure.ts';

/** In the order of their codes; `{parameters}` stay, a document fills them in. */
export function documentRefusals(): readonly Failure[] {
  const reading = READ_ERROR_CODES.map((code) => readError(code as ReadErrorCode));
  const archives = ARCHIVE_ERROR_CODES.map((code) => archiveError(code as ArchiveErrorCode));
  return [...reading, ...archives, FILE_MISSING, GIVEN_UP]
    .map((fault) => failureOf('{fileName}', fault))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function archiveError(code: ArchiveErrorCode) {
  const item = refused(null, code, {});
  if (item.kind !== 'refused') throw new Error(`${code} is no refusal`);
  return item.error;
}

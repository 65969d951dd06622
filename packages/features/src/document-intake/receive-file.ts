/** Receives one uploaded file: streamed to a scratch file, hashed on the way, bounded; never whole in memory. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { AppError } from '@muhasebi/platform/errors/app-error.ts';
import type { IncomingFile } from '@muhasebi/platform/http/handler.ts';
import { writeBounded } from '@muhasebi/platform/storage/write-bounded.ts';
import { plainName } from '../plain-name.ts';
import { documentErrors } from './contract.ts';
import { MAX_ARCHIVE_BYTES, MAX_DOCUMENT_BYTES } from './limits.ts';

export interface ReceivedFile {
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly isArchive: boolean;
  readonly scratchPath: string;
}

export type Received =
  | { readonly ok: true; readonly file: ReceivedFile }
  | { readonly ok: false; readonly fileName: string; readonly refusal: AppError };

/** Consumes the stream to its end, whatever comes of it. The scratch file is the caller's to move or remove. */
export async function receiveFile(incoming: IncomingFile, scratchDir: string): Promise<Received> {
  const fileName = plainName(incoming.fileName);
  const scratchPath = path.join(scratchDir, `${randomUUID()}.part`);
  let keep = false;
  try {
    const taken = await takeStream(incoming, scratchPath);
    if (taken === 'too-large-document' || taken === 'too-large-archive') {
      const limit = taken === 'too-large-archive' ? '1 GB' : '20 MB';
      return { ok: false, fileName, refusal: documentErrors.FILE_TOO_LARGE({ fileName, limit }) };
    }
    if (taken.sizeBytes === 0)
      return { ok: false, fileName, refusal: documentErrors.FILE_EMPTY({ fileName }) };
    keep = true;
    return { ok: true, file: { fileName, scratchPath, ...taken } };
  } finally {
    if (!keep) await rm(scratchPath, { force: true });
  }
}

type Taken = Pick<ReceivedFile, 'sha256' | 'sizeBytes' | 'isArchive'>;

async function takeStream(
  incoming: IncomingFile,
  scratchPath: string,
): Promise<Taken | 'too-large-document' | 'too-large-archive'> {
  const written = await writeBounded(incoming.stream, scratchPath, (head) =>
    // Until four bytes are here it may be either.
    head.length < 4 || isZip(head) ? MAX_ARCHIVE_BYTES : MAX_DOCUMENT_BYTES,
  );
  const { sha256, sizeBytes } = written;
  const isArchive = isZip(written.head);
  if (written.isTooLarge || incoming.truncated())
    return isArchive ? 'too-large-archive' : 'too-large-document';
  return { sha256, sizeBytes, isArchive };
}

function isZip(head: Buffer): boolean {
  const magic = head.subarray(0, 4).toString('latin1');
  return magic === 'PK\u0003\u0004' || magic === 'PK\u0005\u0006';
}

/** Receives one uploaded file: streamed to a scratch file, hashed on the way, bounded; never whole in memory. */
import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { AppError } from '@muhasebi/platform/errors/app-error.ts';
import type { IncomingFile } from '@muhasebi/platform/http/handler.ts';
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
  const hash = createHash('sha256');
  const file = await open(scratchPath, 'wx', 0o600);
  let sizeBytes = 0;
  let head = Buffer.alloc(0);
  let limit = MAX_ARCHIVE_BYTES;
  let fault: unknown = null;
  try {
    for await (const chunk of incoming.stream as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (head.length < 4) {
        head = Buffer.concat([head, chunk.subarray(0, 4)]);
        if (head.length >= 4) limit = isZip(head) ? MAX_ARCHIVE_BYTES : MAX_DOCUMENT_BYTES;
      }
      // Past the limit the rest is only read away, so that the files behind it can be taken.
      if (sizeBytes > limit || fault !== null) continue;
      hash.update(chunk);
      // After a full disk, too: an unread rest would hold back the files behind it.
      await file.writeFile(chunk).catch((error: unknown) => {
        fault = error;
      });
    }
  } finally {
    await file.close();
  }
  if (fault !== null) throw fault;
  const isArchive = isZip(head);
  if (sizeBytes > limit || incoming.truncated())
    return isArchive ? 'too-large-archive' : 'too-large-document';
  return { sha256: hash.digest('hex'), sizeBytes, isArchive };
}

function isZip(head: Buffer): boolean {
  const magic = head.subarray(0, 4).toString('latin1');
  return magic === 'PK\u0003\u0004' || magic === 'PK\u0005\u0006';
}

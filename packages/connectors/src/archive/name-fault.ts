/** Names what is wrong with an archive that its reader gave up on; the reader tells faults apart in English sentences only. */
import { type FileHandle, open } from 'node:fs/promises';
import type { ArchiveErrorCode } from './archive-item.ts';

/** Signatures of a first entry, and of the end of an archive, which is all that an empty one has (APPNOTE 4.3). */
const FIRST_ENTRY = Buffer.from('PK\u0003\u0004', 'latin1');
const END = Buffer.from('PK\u0005\u0006', 'latin1');
/** The end record with the longest comment that it may have. */
const LONGEST_END_BYTES = 22 + 65_535;

/** Of an archive that could not be opened. Rejects where the path cannot be read. */
export async function faultOfOpening(source: string | Uint8Array): Promise<ArchiveErrorCode> {
  const { head, tail } = typeof source === 'string' ? await endsOfFile(source) : endsOf(source);
  if (!head.equals(FIRST_ENTRY) && !head.equals(END)) return 'archive.not-zip';
  return tail.includes(END) ? 'archive.broken' : 'archive.cut-off';
}

/** Of an archive whose table of contents ended in `error`. */
export function faultOfListing(error: unknown): ArchiveErrorCode {
  return /encrypt/i.test(causeOf(error)) ? 'archive.encrypted' : 'archive.broken';
}

/** The reader's sentence, for the log. */
export function causeOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}

interface Ends {
  readonly head: Buffer;
  readonly tail: Buffer;
}

function endsOf(source: Uint8Array): Ends {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  return { head: bytes.subarray(0, 4), tail: bytes.subarray(-LONGEST_END_BYTES) };
}

async function endsOfFile(path: string): Promise<Ends> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return {
      head: await readAt(file, 0, 4),
      tail: await readAt(file, Math.max(0, size - LONGEST_END_BYTES), LONGEST_END_BYTES),
    };
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

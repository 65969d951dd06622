/** Writes what somebody sends into a file, hashed on the way and bounded: nothing of it is whole in memory. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** Bytes that tell most kinds of files apart. */
const HEAD_BYTES = 4;

export interface Written {
  readonly sha256: string;
  /** Of all that was sent, beyond the bound too. */
  readonly sizeBytes: number;
  /** The first four bytes, or all of a shorter file. */
  readonly head: Buffer;
  /** The bound was passed: what lies in the file is its beginning alone. */
  readonly isTooLarge: boolean;
}

/**
 * Makes the file, for its owner alone, and reads the stream to its end whatever comes of it: past the bound, or after a full
 * disk, the rest is read away, so that what is sent behind it can be taken. `mostBytes` may go by the head.
 * Throws where the file cannot be made or written, and what the stream throws.
 */
export async function writeBounded(
  stream: AsyncIterable<Buffer>,
  filePath: string,
  mostBytes: number | ((head: Buffer) => number),
): Promise<Written> {
  const hash = createHash('sha256');
  const file = await open(filePath, 'wx', 0o600);
  const boundOf = typeof mostBytes === 'number' ? () => mostBytes : mostBytes;
  let sizeBytes = 0;
  let head = Buffer.alloc(0);
  let fault: unknown = null;
  try {
    for await (const chunk of stream) {
      sizeBytes += chunk.length;
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]);
      if (sizeBytes > boundOf(head) || fault !== null) continue;
      hash.update(chunk);
      await file.writeFile(chunk).catch((error: unknown) => {
        fault = error;
      });
    }
  } finally {
    await file.close();
  }
  if (fault !== null) throw fault;
  return { sha256: hash.digest('hex'), sizeBytes, head, isTooLarge: sizeBytes > boundOf(head) };
}

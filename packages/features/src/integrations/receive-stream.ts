/** Copies a stream into a scratch file, hashed on the way and bounded: nothing of it is whole in memory. */
import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { plainName } from '../plain-name.ts';
import { type IncomingFile, SyncFault } from './connector.ts';

/** Where a connector names no bound: what a document or a statement may be, with room. Bytes. */
export const MOST_FILE_BYTES = 100 * 1024 * 1024;

/** Throws SyncFault 'too-large' at the bound, and what the stream throws; then nothing is left on the disk. */
export async function receiveStream(
  scratchDir: string,
  fileName: string,
  stream: Readable,
  mostBytes = MOST_FILE_BYTES,
): Promise<IncomingFile> {
  const name = plainName(fileName);
  const scratchPath = path.join(scratchDir, `${randomUUID()}.sync`);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let isWhole = false;
  const file = await open(scratchPath, 'wx', 0o600);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer | string>) {
      const bytes = Buffer.from(chunk);
      sizeBytes += bytes.length;
      if (sizeBytes > mostBytes) throw tooLarge(name, mostBytes);
      hash.update(bytes);
      await file.writeFile(bytes);
    }
    isWhole = true;
  } finally {
    await file.close();
    // What is left unread is of no use: the far side may stop sending.
    if (!isWhole) stream.destroy();
    if (!isWhole) await rm(scratchPath, { force: true });
  }
  return { fileName: name, scratchPath, sha256: hash.digest('hex'), sizeBytes };
}

function tooLarge(name: string, mostBytes: number): SyncFault {
  const most = `${Math.floor(mostBytes / (1024 * 1024))} MB`;
  return new SyncFault(
    'too-large',
    {
      tr: `"${name}" ${most} sınırından büyük; alınmadı.`,
      en: `"${name}" is larger than ${most}; it was not taken.`,
    },
    { tr: 'Dosyayı bölüp elle yükleyin.', en: 'Split the file and upload it by hand.' },
  );
}

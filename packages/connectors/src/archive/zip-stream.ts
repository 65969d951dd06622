/** Writes a ZIP while it is sent: one member open at a time, nothing held in memory or on disk, all released when the reader leaves. */
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

export interface ZipMember {
  /** Path inside, with forward slashes. */
  readonly name: string;
  readonly modifiedAt: Date;
  readonly content: Readable | Uint8Array;
}

/**
 * The ZIP of these members in their order, compressed. A member that fails, or a source that throws, breaks the stream off with
 * that error, so that no reader takes half a ZIP for a whole one. Destroying the stream closes the member that is open and ends
 * the source.
 */
export function zipStream(members: AsyncIterable<ZipMember>): Readable {
  const zip = new ZipFile();
  const left = new AbortController();
  const output = new Readable({
    read: () => source.resume(),
    destroy(error, done) {
      left.abort();
      done(error);
    },
  });
  const source = zip.outputStream as Readable;
  source.on('data', (chunk: Buffer) => {
    if (!output.push(chunk)) source.pause();
  });
  source.once('end', () => output.push(null));
  zip.on('error', (error: Error) => output.destroy(error));
  feed(zip, members, left.signal).catch((error: unknown) => {
    if (!left.signal.aborted) output.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return output;
}

async function feed(zip: ZipFile, members: AsyncIterable<ZipMember>, left: AbortSignal): Promise<void> {
  for await (const { name, modifiedAt, content } of members) {
    const options = { mtime: modifiedAt, compress: true };
    if (!(content instanceof Readable)) {
      zip.addBuffer(Buffer.from(content), name, options);
      continue;
    }
    const close = () => content.destroy();
    if (left.aborted) close();
    left.addEventListener('abort', close, { once: true });
    const read = finished(content, { writable: false });
    // A member that fails is told by `read`; without a listener of its own it would be told twice, once as uncaught.
    zip.addReadStream(content, name, options);
    await read;
    left.removeEventListener('abort', close);
  }
  zip.end();
}

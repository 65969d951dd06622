/** The pieces of a backup: files written flushed and counted while they flow, compressed, encrypted where a key is given. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip } from 'node:zlib';
import { seal, unseal } from './sealed-stream.ts';

/** One file of a backup as it lies on the disk; what it holds is compressed, and sealed where the backup is. */
export interface Piece {
  /** Path below the backup's folder. */
  readonly file: string;
  readonly sizeBytes: number;
  /** Of the bytes on the disk, lower-case hex: damage is found without the key. */
  readonly sha256: string;
}

/** What is on the disk is not what was written. */
export class PieceDamaged extends Error {
  readonly file: string;
  constructor(file: string, why: string) {
    super(`${file}: ${why}`);
    this.name = 'PieceDamaged';
    this.file = file;
  }
}

/** Lets bytes through and counts them. */
function meter(hash: Hash): { readonly stream: Transform; readonly size: () => number } {
  let size = 0;
  const stream = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      size += bytes.length;
      hash.update(bytes);
      done(null, bytes);
    },
  });
  return { stream, size: () => size };
}

/** Writes a piece beside its place, flushes it and moves it in: under its name it is whole. */
export async function writePiece(
  folder: string,
  file: string,
  content: Readable,
  key: Buffer | null,
): Promise<Piece> {
  const target = join(folder, file);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  const metered = meter(hash);
  const disk = createWriteStream(`${target}.part`, { mode: 0o600, flush: true });
  await pipeline(
    content,
    createGzip({ level: constants.Z_BEST_SPEED }),
    key === null ? new PassThrough() : seal(key),
    metered.stream,
    disk,
  );
  await rename(`${target}.part`, target);
  await flushFolder(dirname(target));
  return { file, sizeBytes: metered.size(), sha256: hash.digest('hex') };
}

/** After a power cut the name is still there. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Reads the bytes on the disk against size and hash. Throws PieceDamaged. */
export async function checkPiece(folder: string, { file, sizeBytes, sha256 }: Piece): Promise<void> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const bytes of createReadStream(join(folder, file))) {
      size += bytes.length;
      hash.update(bytes);
    }
  } catch (error) {
    throw new PieceDamaged(file, error instanceof Error ? error.message : String(error));
  }
  if (size !== sizeBytes) throw new PieceDamaged(file, `${size} bytes instead of ${sizeBytes}`);
  if (hash.digest('hex') !== sha256) throw new PieceDamaged(file, 'its content was changed');
}

/** The content of a piece; the stream fails with PieceDamaged where it was changed or the key is another. */
export function readPiece(folder: string, file: string, key: Buffer | null): Readable {
  return Readable.from(contentOf(folder, file, key));
}

async function* contentOf(folder: string, file: string, key: Buffer | null): AsyncGenerator<Buffer> {
  const content = createGunzip();
  const opened = key === null ? new PassThrough() : unseal(key);
  // Whatever fails before it ends the reading below, with the same error.
  pipeline(createReadStream(join(folder, file)), opened, content).catch(() => undefined);
  try {
    for await (const bytes of content as AsyncIterable<Buffer>) yield bytes;
  } catch (error) {
    throw new PieceDamaged(file, error instanceof Error ? error.message : String(error));
  }
}

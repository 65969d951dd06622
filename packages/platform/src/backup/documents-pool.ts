/** Stored documents in a backup: each once for all backups, because a file that is named by its content never changes. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Storage, type StoredFileRef, storageKey } from '../storage/storage.ts';
import { POOL } from './manifest.ts';
import { PieceDamaged } from './pieces.ts';
import { seal, unseal } from './sealed-stream.ts';

/** A stored file as the database names it. */
export interface DocumentOfBackup extends StoredFileRef {
  readonly sizeBytes: number;
}

const poolFile = (ref: StoredFileRef, key: Buffer | null) =>
  join(POOL, `${storageKey(ref)}${key === null ? '' : '.sealed'}`);

/**
 * Copies what the pool does not hold yet; answers how many were copied. `onDone` hears after each file.
 * Throws StoredFileMissing where the store lacks one, PieceDamaged where its content is not what its name says.
 */
export async function fillPool(
  root: string,
  storage: Storage,
  documents: readonly DocumentOfBackup[],
  key: Buffer | null,
  onDone: (done: number) => void,
): Promise<number> {
  let copied = 0;
  let done = 0;
  for (const ref of documents) {
    const target = join(root, poolFile(ref, key));
    if (!(await exists(target))) {
      await copyIn(await storage.stream(ref), target, ref, key);
      copied++;
    }
    onDone(++done);
  }
  return copied;
}

async function copyIn(content: Readable, target: string, ref: DocumentOfBackup, key: Buffer | null) {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  await pipeline(
    content,
    async function* (bytes: AsyncIterable<Buffer>) {
      for await (const part of bytes) {
        hash.update(part);
        yield part;
      }
    },
    key === null ? new PassThrough() : seal(key),
    createWriteStream(`${target}.part`, { mode: 0o600, flush: true }),
  );
  if (hash.digest('hex') !== ref.sha256)
    throw new PieceDamaged(storageKey(ref), 'the stored file is not what its name says');
  await rename(`${target}.part`, target);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Reads a file of the pool against its name. Throws PieceDamaged. */
export async function checkPoolFile(root: string, ref: DocumentOfBackup, key: Buffer | null): Promise<void> {
  for await (const _ of readPoolFile(root, ref, key)) {
    // Only the check at the end is of interest.
  }
}

/** The content of a file of the pool; the stream fails at its end where the content is not what its name says. */
export function readPoolFile(root: string, ref: DocumentOfBackup, key: Buffer | null): Readable {
  const file = poolFile(ref, key);
  return Readable.from(checked(root, file, ref, key));
}

async function* checked(root: string, file: string, ref: DocumentOfBackup, key: Buffer | null) {
  const hash = createHash('sha256');
  try {
    const source = createReadStream(join(root, file));
    const opened = key === null ? source : source.pipe(unseal(key));
    source.once('error', (error) => opened.destroy(error));
    for await (const bytes of opened as AsyncIterable<Buffer>) {
      hash.update(bytes);
      yield bytes;
    }
  } catch (error) {
    throw new PieceDamaged(file, error instanceof Error ? error.message : String(error));
  }
  if (hash.digest('hex') !== ref.sha256)
    throw new PieceDamaged(file, 'its content is not what its name says');
}

/** The store on a disk: write to a temporary file, flush, rename into place. */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Storage, StoredFileMissing, type StoredFileRef, storageKey } from './storage.ts';

/** Files are readable by the owner of the process alone. */
const FILE_MODE = 0o600;
const DIR_MODE = 0o700;

export function createDiskStorage(root: string): Storage {
  const place = (ref: StoredFileRef) => path.join(root, storageKey(ref));
  const missing = (ref: StoredFileRef) => (cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT' ? new StoredFileMissing(ref, cause) : cause;
  };
  const exists = (target: string) =>
    stat(target).then(
      () => true,
      () => false,
    );

  async function put(ref: StoredFileRef, content: Uint8Array): Promise<void> {
    const target = place(ref);
    if (await exists(target)) return;
    await mkdir(path.dirname(target), { recursive: true, mode: DIR_MODE });
    const temporary = `${target}.${randomUUID()}.tmp`;
    try {
      const file = await open(temporary, 'wx', FILE_MODE);
      try {
        await file.writeFile(content);
        await file.datasync();
      } finally {
        await file.close();
      }
      await rename(temporary, target);
    } catch (cause) {
      await rm(temporary, { force: true });
      throw cause;
    }
  }

  async function putFile(ref: StoredFileRef, sourcePath: string): Promise<void> {
    const target = place(ref);
    await mkdir(path.dirname(target), { recursive: true, mode: DIR_MODE });
    const file = await open(sourcePath, 'r');
    await file.datasync();
    await file.close();
    await rename(sourcePath, target);
  }

  return {
    put,
    putFile,
    read: (ref) => readFile(place(ref)).catch(missing(ref)),
    async stream(ref) {
      await access(place(ref)).catch(missing(ref));
      return createReadStream(place(ref));
    },
    async localPath(ref) {
      await access(place(ref)).catch(missing(ref));
      return { path: place(ref), release: async () => {} };
    },
    async check() {
      await mkdir(root, { recursive: true, mode: DIR_MODE });
      const probe = path.join(root, `.probe-${randomUUID()}`);
      const file = await open(probe, 'wx', FILE_MODE);
      await file.close();
      await rm(probe);
    },
  };
}

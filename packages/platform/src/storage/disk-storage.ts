/** The store on a disk: write to a temporary file, flush, rename into place, flush the folder. */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, copyFile, link, mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
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

  return {
    async put(ref, content) {
      const target = place(ref);
      if (await touched(target)) return;
      await mkdir(path.dirname(target), { recursive: true, mode: DIR_MODE });
      await moveIn(target, async (temporary) => {
        const file = await open(temporary, 'wx', FILE_MODE);
        try {
          await file.writeFile(content);
          await file.datasync();
        } finally {
          await file.close();
        }
      });
    },
    async putFile(ref, sourcePath) {
      const target = place(ref);
      if (!(await touched(target))) {
        await mkdir(path.dirname(target), { recursive: true, mode: DIR_MODE });
        await moveIn(target, async (temporary) => {
          await moveOrCopy(sourcePath, temporary);
          const file = await open(temporary, 'r+');
          try {
            await file.chmod(FILE_MODE);
            await file.datasync();
          } finally {
            await file.close();
          }
        });
      }
      await rm(sourcePath, { force: true });
    },
    read: (ref) => readFile(place(ref)).catch(missing(ref)),
    async stream(ref) {
      await access(place(ref)).catch(missing(ref));
      return createReadStream(place(ref));
    },
    async localPath(ref) {
      await access(place(ref)).catch(missing(ref));
      return { path: place(ref), release: async () => {} };
    },
    removeUntouched: (ref, since) => removeUntouched(place(ref), since),
    remove: (ref) => rm(place(ref), { force: true }),
    async check() {
      await mkdir(root, { recursive: true, mode: DIR_MODE });
      // One name a process: what a process that is killed here leaves behind does not add up.
      const probe = path.join(root, `.probe-${process.pid}`);
      const file = await open(probe, 'w', FILE_MODE);
      await file.close();
      await rm(probe, { force: true });
    },
  };
}

/** Whether it is there; its time then says that it was put again. */
async function touched(target: string): Promise<boolean> {
  const now = new Date();
  try {
    await utimes(target, now, now);
    return true;
  } catch (cause) {
    if (isMissing(cause)) return false;
    throw cause;
  }
}

/** Moved aside first: whoever puts it again from then on finds nothing and writes it, and whoever did before is seen. */
async function removeUntouched(target: string, since: Date): Promise<boolean> {
  const aside = `${target}.removing`;
  try {
    // What a process that was killed here left behind.
    await putBack(aside, target);
    if ((await stat(target)).mtime >= since) return false;
    await rename(target, aside);
    const isUntouched = (await stat(aside)).mtime < since;
    if (isUntouched) await rm(aside, { force: true });
    else await putBack(aside, target);
    return isUntouched;
  } catch (cause) {
    if (isMissing(cause)) return true;
    throw cause;
  }
}

/** Nothing where there is none, or where the content was written again meanwhile. */
async function putBack(aside: string, target: string): Promise<void> {
  try {
    // A link never takes the place of a file that is there.
    await link(aside, target);
  } catch (cause) {
    if (isMissing(cause)) return;
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
  }
  await rm(aside, { force: true });
}

const isMissing = (cause: unknown) => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';

/** The file shows under its name only once it is whole and flushed, and after a power cut it still does. */
async function moveIn(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    await write(temporary);
    await rename(temporary, target);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
  const folder = await open(path.dirname(target), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Uploads in flight may lie on another file system than the store. */
async function moveOrCopy(source: string, target: string): Promise<void> {
  try {
    await rename(source, target);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EXDEV')) throw cause;
    await copyFile(source, target);
  }
}

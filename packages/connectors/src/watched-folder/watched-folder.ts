/** A folder of this machine that others drop files into, never outside the root that the operator set. */
import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, open, opendir, realpath, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import {
  DropFault,
  type DropFile,
  type DropFolder,
  FileFault,
  type Look,
  type LookBounds,
} from '../drop-folder/drop-folder.ts';
import { type ListedEntry, lookInto } from '../drop-folder/look-into.ts';
import { baseName, isPlainPart, mostNames, nthName } from '../drop-folder/names.ts';
import { isSameState } from '../drop-folder/settle.ts';

/**
 * `root` is absolute and the operator's; `folder` is a path below it ("" is the root itself). Rejects with 'outside-root' where
 * the folder climbs out or any part of it is a link, with 'no-such-folder' where it is not there.
 */
export async function openWatchedFolder(root: string, folder: string): Promise<DropFolder> {
  const parts = folder.split('/').filter((part) => part !== '');
  if (path.isAbsolute(folder) || !parts.every(isPlainPart))
    throw new DropFault('outside-root', `${folder}: not a path below the root`);
  const wanted = path.join(await realPlace(root), ...parts);
  // What a link leads to is not looked at: where it lies would depend on who can write there.
  if ((await realPlace(wanted)) !== wanted)
    throw new DropFault('outside-root', `${folder}: a part of it is a link`);
  if (!(await lstat(wanted)).isDirectory()) throw new DropFault('no-such-folder', wanted);
  return new WatchedFolder(wanted);
}

class WatchedFolder implements DropFolder {
  readonly #home: string;

  constructor(home: string) {
    this.#home = home;
  }

  look(bounds: LookBounds): Promise<Look> {
    return lookInto((below) => this.#list(below), bounds);
  }

  async *#list(below: string): AsyncGenerator<ListedEntry> {
    const folder = await opendir(this.#place(below)).catch((error: unknown) => {
      throw below === '' ? folderFault(error, this.#home) : fileFault(error, below);
    });
    // Whoever leaves this loop has closed the folder.
    for await (const { name } of folder) {
      // A file that went between the two calls was not there.
      const found = await lstat(path.join(this.#home, below, name)).catch(() => null);
      if (found !== null) yield { name, kind: kindOf(found), ...stateOf(found) };
    }
  }

  async open(file: DropFile): Promise<Readable> {
    const place = this.#place(file.path);
    // Neither a link nor a pipe that was put in its place meanwhile is opened.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const handle = await open(place, flags).catch((error: unknown) => {
      throw fileFault(error, file.path);
    });
    const found = await handle.stat();
    const isTheSame =
      kindOf(found) === 'file' && isSameState(file, stateOf(found)) && (await realPlace(place)) === place;
    if (isTheSame) return handle.createReadStream();
    await handle.close();
    throw new FileFault('changed', file.path);
  }

  async isStill(file: DropFile): Promise<boolean> {
    const found = await lstat(this.#place(file.path)).catch(() => null);
    return found !== null && kindOf(found) === 'file' && isSameState(file, stateOf(found));
  }

  async remove(file: DropFile): Promise<void> {
    await this.#stillOrFault(file);
    await unlink(this.#place(file.path)).catch((error: unknown) => {
      throw fileFault(error, file.path);
    });
  }

  async moveInto(folder: string, file: DropFile): Promise<string> {
    await this.#stillOrFault(file);
    try {
      await mkdir(this.#place(folder), { recursive: true });
      if ((await realpath(this.#place(folder))) !== this.#place(folder))
        throw new FileFault('not-permitted', `${folder}: a link`);
      for (let turn = 1; turn <= mostNames; turn++) {
        const to = `${folder}/${nthName(baseName(file.path), turn)}`;
        if ((await lstat(this.#place(to)).catch(() => null)) !== null) continue;
        await rename(this.#place(file.path), this.#place(to));
        return to;
      }
    } catch (error) {
      throw error instanceof FileFault ? error : fileFault(error, file.path);
    }
    throw new FileFault('taken-name', file.path);
  }

  async close(): Promise<void> {
    // Nothing is held open between two calls.
  }

  #place(at: string): string {
    return path.join(this.#home, at);
  }

  async #stillOrFault(file: DropFile): Promise<void> {
    if (!(await this.isStill(file))) throw new FileFault('changed', file.path);
  }
}

/** A file of more than one name counts as a link: its other name may lie where nobody may read. */
function kindOf(found: Stats): ListedEntry['kind'] {
  if (found.isDirectory()) return 'folder';
  if (found.isSymbolicLink() || (found.isFile() && found.nlink > 1)) return 'link';
  return found.isFile() ? 'file' : 'other';
}

function stateOf(found: Stats) {
  return { sizeBytes: found.size, modifiedMs: Math.floor(found.mtimeMs) };
}

async function realPlace(place: string): Promise<string> {
  return realpath(place).catch((error: unknown) => {
    throw folderFault(error, place);
  });
}

function folderFault(error: unknown, place: string): DropFault {
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM') return new DropFault('not-permitted', place, error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return new DropFault('no-such-folder', place, error);
  return new DropFault('unreachable', `${place}: ${code}`, error);
}

function fileFault(error: unknown, at: string): FileFault {
  const code = codeOf(error);
  if (code === 'ENOENT') return new FileFault('gone', at, error);
  if (code === 'ELOOP') return new FileFault('changed', at, error);
  const kind = ['EACCES', 'EPERM', 'EROFS'].includes(code) ? 'not-permitted' : 'failed';
  return new FileFault(kind, `${at}: ${code}`, error);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** Decides where the data folder really lies, so that the account which the server runs as can reach it. */
import { createHash } from 'node:crypto';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  readFile,
  readlink,
  realpath,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Account, mayEnter } from './account.ts';
import { sharedRoot } from './binaries.ts';

/**
 * Answers the real path of the data folder wished at `wished`; the folder above it exists afterwards.
 *
 * As root, in a project below a closed folder such as a 0700 home, the server's account could not reach
 * `wished`. Then the data lie under `/var/lib/embedded-postgres/data-…` and `wished` becomes a symbolic link to
 * them: the user still finds everything in one place, and no folder of theirs is opened to others.
 */
export async function placeData(wished: string, account: Account | undefined): Promise<string> {
  const parent = dirname(resolve(wished));
  await mkdir(parent, { recursive: true, mode: account ? 0o711 : 0o700 });
  const path = join(await realpath(parent), basename(wished));
  const there = await lstat(path).catch(() => undefined);
  if (there?.isSymbolicLink()) return followLink(path);
  if (!account) return path;
  await openToPass(parent);
  if (await mayEnter(parent, account)) return path;
  if (there)
    throw new Error(
      `The account ${account.name} cannot reach ${path}: open the folders above it, or move the project.`,
    );
  return linkAway(path);
}

/** Lets others pass through (not read) the folder directly above the data, when it is root's own. */
async function openToPass(parent: string): Promise<void> {
  const { mode, uid } = await stat(parent);
  if (uid === 0 && (mode & 0o001) === 0) await chmod(parent, (mode & 0o777) | 0o011);
}

async function linkAway(path: string): Promise<string> {
  const key = createHash('sha256').update(path).digest('hex').slice(0, 12);
  const home = join(sharedRoot, `data-${key}`);
  await mkdir(home, { recursive: true, mode: 0o711 });
  await writeFile(join(home, 'belongs-to'), path);
  await symlink(join(home, 'postgres'), path);
  return join(home, 'postgres');
}

/** A moved project keeps its data; a copied one must not share them with the original. */
async function followLink(path: string): Promise<string> {
  const target = resolve(dirname(path), await readlink(path));
  const note = join(dirname(target), 'belongs-to');
  const owner = await readFile(note, 'utf8').catch(() => undefined);
  if (owner === undefined || owner === path) return target;
  if (await lstat(owner).catch(() => undefined)) {
    throw new Error(
      `The data at ${target} belong to ${owner}, of which this is a copy. Remove ${path} to start with empty data.`,
    );
  }
  await writeFile(note, path);
  return target;
}

/** Makes an empty folder at `path`, owned by the server's account and closed to all others. */
export async function makeOwnedFolder(path: string, account: Account | undefined): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (account) await chown(path, account.uid, account.gid);
}

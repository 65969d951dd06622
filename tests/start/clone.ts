/** A copy of the repository as a fresh clone would have it, in a folder whose path has spaces. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** The copy; `parent` is its own too, so that its permissions may be changed. */
export type Clone = { readonly dir: string; readonly parent: string; remove(): void };

/** Copies every file under version control or about to be; no node_modules, no data. */
export function makeClone(): Clone {
  const parent = mkdtempSync(join(tmpdir(), 'ai muhasebi '));
  chmodSync(parent, 0o755);
  const dir = join(parent, 'bir klasör');
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const names = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const name of names) {
    if (!existsSync(join(root, name))) continue;
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    cpSync(join(root, name), join(dir, name));
  }
  return {
    dir,
    parent,
    remove: () => {
      killAll(processesOf(parent));
      removeData(dir);
      rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Removes `.data`, and what it points to where the data had to lie elsewhere. */
export function removeData(dir: string): void {
  const postgres = join(dir, '.data/postgres');
  if (lstatSync(postgres, { throwIfNoEntry: false })?.isSymbolicLink()) {
    rmSync(dirname(readlinkSync(postgres)), { recursive: true, force: true });
  }
  rmSync(join(dir, '.data'), { recursive: true, force: true });
}

/** Living processes that were started out of `folder`, by their command line or their working folder. */
export function processesOf(folder: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      const cwd = readlinkSync(`/proc/${name}/cwd`);
      return command !== '' && (command.includes(folder) || cwd.startsWith(folder)) ? [pid] : [];
    } catch {
      // It ended while we looked.
      return [];
    }
  });
}

/** Kills each with -9; one that ended since it was listed is as dead as wanted. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** The unprivileged account that PostgreSQL runs as when we are root, for it refuses to run as root. */
import { execFile } from 'node:child_process';
import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A system account by its numbers. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number };

/**
 * Answers undefined when this process is not root (then PostgreSQL runs as ourselves), else the account
 * `postgres`, made if there is none; `nobody` where no account can be made (a read-only /etc).
 */
export async function unprivilegedAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const known = await lookUp('postgres');
  if (known) return known;
  await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/bin/false',
    'postgres',
  ]).catch(() => undefined);
  const account = (await lookUp('postgres')) ?? (await lookUp('nobody'));
  if (!account) {
    throw new Error(
      'PostgreSQL does not run as root, and no other account could be made. Run as an ordinary user.',
    );
  }
  return account;
}

async function lookUp(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    // `id` fails for an account that does not exist, which is an answer and no fault.
    return undefined;
  }
}

/** True when `account` may enter the folder `path` (which must exist) and every folder above it. */
export async function mayEnter(path: string, account: Account): Promise<boolean> {
  let folder = await realpath(path);
  for (;;) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    const above = dirname(folder);
    if (above === folder) return true;
    folder = above;
  }
}

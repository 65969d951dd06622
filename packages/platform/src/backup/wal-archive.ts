/** The archive of the embedded server's write-ahead log, beside its data folder: with it any moment since a backup is reached. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, unprivilegedAccount } from '../embedded-postgres/account.ts';
import { makeOwnedFolder } from '../embedded-postgres/data-place.ts';

/** 24 hexadecimal digits: timeline, and the place of 16 MB in the log. */
const SEGMENT = /^[0-9A-F]{24}$/;
const SEGMENT_BYTES = 16n * 1024n * 1024n;

/** Where the log of the server on `dataDir` is kept. */
export function walArchiveOf(dataDir: string): string {
  return `${dataDir}.wal`;
}

/** In single quotes the shell reads nothing but the end; `%` is PostgreSQL's own sign in these settings. */
const quoted = (path: string) => `'${path.replaceAll("'", "'\\''").replaceAll('%', '%%')}'`;

/**
 * Settings of a server that archives as soon as the folder is there, which the first backup makes: until then every
 * segment counts as archived, and nothing adds up on the disk of who never backs up.
 */
export function archivingSettings(dataDir: string): Record<string, string> {
  const folder = walArchiveOf(dataDir);
  const target = quoted(folder).replace(/'$/, "/%f'");
  const part = quoted(folder).replace(/'$/, "/%f.part'");
  return {
    archive_mode: 'on',
    // Flushed before it gets its name: PostgreSQL forgets a segment that it believes archived.
    archive_command: `test ! -d ${quoted(folder)} || cmp -s '%p' ${target} || { cp '%p' ${part} && sync ${part} && mv ${part} ${target}; }`,
  };
}

/** Settings of a server that recovers: from the archive, and from what the lost server had not archived yet. */
export function recoverySettings(sources: readonly string[], until: Date | null): Record<string, string> {
  const copies = sources.map((folder) => `cp ${quoted(folder).replace(/'$/, "/%f'")} '%p' 2>/dev/null`);
  return {
    restore_command: copies.length === 0 ? 'false' : copies.join(' || '),
    recovery_target_action: 'promote',
    // Without it the server calls itself ready while it still recovers.
    hot_standby: 'off',
    ...(until === null
      ? {}
      : { recovery_target_time: until.toISOString().replace('T', ' ').replace('Z', '+00') }),
  };
}

/** Makes the folder, which begins the archiving. */
export async function beginArchiving(dataDir: string): Promise<void> {
  const account: Account | undefined = await unprivilegedAccount();
  await mkdir(join(dataDir, '..'), { recursive: true });
  await makeOwnedFolder(walArchiveOf(dataDir), account);
}

/** Number of the segment in which a place of the log ("1/2A000028") lies. */
function segmentOf(lsn: string): bigint {
  const [high = '0', low = '0'] = lsn.split('/');
  return ((BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)) / SEGMENT_BYTES;
}

/** Removes what no kept backup needs: segments that end before `oldestLsn`. Answers how many went. */
export async function pruneArchive(dataDir: string, oldestLsn: string): Promise<number> {
  const folder = walArchiveOf(dataDir);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const needed = segmentOf(oldestLsn);
  const old = names.filter((name) => {
    if (!SEGMENT.test(name)) return false;
    return BigInt(`0x${name.slice(8, 16)}`) * 256n + BigInt(`0x${name.slice(16)}`) < needed;
  });
  for (const name of old) await rm(join(folder, name), { force: true });
  return old.length;
}

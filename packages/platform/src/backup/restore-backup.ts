/** Restores a backup into a new folder: unpacked, recovered to a moment if wished, checked, and only then under its name. */
import { mkdir, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { unprivilegedAccount } from '../embedded-postgres/account.ts';
import { makeOwnedFolder, placeData } from '../embedded-postgres/data-place.ts';
import { type PostgresServer, startPostgres } from '../embedded-postgres/start-postgres.ts';
import { createDiskStorage } from '../storage/disk-storage.ts';
import { readPoolFile } from './documents-pool.ts';
import type { Manifest } from './manifest.ts';
import { readPiece } from './pieces.ts';
import { documentsOf, openBackup } from './read-backup.ts';
import { DATABASE_PIECE, SETTINGS_PIECE } from './take-backup.ts';
import { unpackData } from './unpack-data.ts';
import { recoverySettings, walArchiveOf } from './wal-archive.ts';

/** Recovery replays every change since the backup; hours of them take minutes. Milliseconds. */
const RECOVERY_LIMIT_MS = 60 * 60_000;

export interface RestoreOptions {
  readonly root: string;
  readonly name: string;
  readonly key: Buffer | null;
  /** The new place: must not be there, or be empty. It gets `postgres`, `documents` and, from an encrypted backup, `secrets.json`. */
  readonly target: string;
  /** The moment to reach; null is the end of the backup. */
  readonly until: Date | null;
  /** Data folder of the lost server, whose archive and last log are used where they are still there. */
  readonly lostDataDir: string | null;
  readonly superuserPassword: string;
  readonly report: (line: string) => void;
  /** Looks at the recovered database and the documents before they count as restored; throws what is wrong. */
  readonly verify: (server: PostgresServer, documentsDir: string) => Promise<void>;
}

export interface Restored {
  readonly manifest: Manifest;
  /** The last change that is in it, as the server says; null where nothing followed the backup. */
  readonly reached: string | null;
  readonly databaseBytes: number;
  readonly documents: number;
  readonly hasSettings: boolean;
}

/** The place holds something already. */
export class TargetNotEmpty extends Error {}

/**
 * Throws TargetNotEmpty, BackupRefused, PieceDamaged; an Error with the server's last words where it does not recover,
 * and what `verify` throws. After any of these the folder holds no `postgres`: a half-made restore cannot be started.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { target, report } = options;
  const { manifest, key, folder } = await openBackup(options.root, options.name, options.key);
  await mkdir(target, { recursive: true, mode: 0o700 });
  if ((await readdir(target)).length > 0) throw new TargetNotEmpty(target);
  const started = join(target, 'postgres.unfinished');
  const account = await unprivilegedAccount();
  const dataDir = await placeData(started, account);
  await makeOwnedFolder(dataDir, account);
  report('veritabanı açılıyor / unpacking the database');
  const databaseBytes = await unpackData(readPiece(join(folder, DATABASE_PIECE), key), dataDir, account);
  report(`belgeler geri konuyor / restoring documents: ${manifest.documents.count}`);
  const documentsDir = join(target, 'documents');
  const documents = await restoreDocuments(options.root, folder, documentsDir, key);
  const hasSettings = manifest.pieces.some(({ file }) => file === SETTINGS_PIECE);
  if (hasSettings) await restoreSettings(join(folder, SETTINGS_PIECE), join(target, 'secrets.json'), key);
  report('kayıtlar işleniyor / replaying the log');
  const reached = await recover(options, started, dataDir, documentsDir);
  await rename(started, join(target, 'postgres'));
  return { manifest, reached, databaseBytes, documents, hasSettings };
}

async function restoreDocuments(
  root: string,
  folder: string,
  documentsDir: string,
  key: Buffer | null,
): Promise<number> {
  const storage = createDiskStorage(documentsDir);
  await storage.check();
  const incoming = join(documentsDir, '.restoring');
  let count = 0;
  for await (const document of documentsOf(folder, key)) {
    await writeFile(incoming, readPoolFile(root, document, key), { mode: 0o600 });
    await storage.putFile(document, incoming);
    count++;
  }
  return count;
}

async function restoreSettings(piece: string, file: string, key: Buffer | null): Promise<void> {
  await writeFile(file, readPiece(piece, key), { mode: 0o600 });
}

/** Where the log is looked for: the archive, and the last segments of the lost server, which it had not archived. */
async function logSources(lostDataDir: string | null): Promise<string[]> {
  if (lostDataDir === null) return [];
  const real = await realpath(lostDataDir).catch(() => null);
  return real === null ? [] : [walArchiveOf(real), join(real, 'pg_wal')];
}

async function recover(
  options: RestoreOptions,
  started: string,
  dataDir: string,
  documentsDir: string,
): Promise<string | null> {
  const { until } = options;
  if (until !== null) await writeFile(join(dataDir, 'recovery.signal'), '');
  const settings = until === null ? {} : recoverySettings(await logSources(options.lostDataDir), until);
  const server = await startPostgres({
    dataDir: started,
    logFile: join(options.target, 'restore.log'),
    superuserPassword: options.superuserPassword,
    settings,
    readyLimitMs: RECOVERY_LIMIT_MS,
    archiveWal: false,
  });
  try {
    const reached = await lastChange(server);
    await options.verify(server, documentsDir);
    return reached;
  } finally {
    await server.stop();
    await rm(join(dataDir, 'recovery.signal'), { force: true });
  }
}

/** When the last transaction that is in it was committed. */
async function lastChange(server: PostgresServer): Promise<string | null> {
  const client = new pg.Client({ connectionString: server.superuserUrl('postgres') });
  await client.connect();
  try {
    const { rows } = await client.query<{ at: Date | null }>('select pg_last_xact_replay_timestamp() as at');
    return rows[0]?.at?.toISOString() ?? null;
  } finally {
    await client.end();
  }
}

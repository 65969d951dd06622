/** Restores a backup into a new folder: unpacked, recovered to a moment if wished, checked, and only then under its name. */
import { mkdir, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { unprivilegedAccount } from '../embedded-postgres/account.ts';
import { makeOwnedFolder, placeData } from '../embedded-postgres/data-place.ts';
import {
  type PostgresOptions,
  type PostgresServer,
  startPostgres,
} from '../embedded-postgres/start-postgres.ts';
import { createDiskStorage } from '../storage/disk-storage.ts';
import type { Storage, StoredFileRef } from '../storage/storage.ts';
import { readDocuments } from './documents.queries.ts';
import { readPoolFile } from './documents-pool.ts';
import type { Manifest } from './manifest.ts';
import { checkPiece, readPiece } from './pieces.ts';
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
  /** The new place: must not be there, or be empty. It gets `postgres`, `documents` and `secrets.json`. */
  readonly target: string;
  /** The moment to reach; null is the end of the backup. */
  readonly until: Date | null;
  /** Data folder of the lost server, whose archive and last log are used where they are still there. */
  readonly lostDataDir: string | null;
  /** The store of the lost installation: what came after the backup lies nowhere else. */
  readonly lostStorage: Storage | null;
  /** The installation's own secrets, for a backup that does not hold them; null where they are lost too. */
  readonly settings: string | null;
  /** The superuser's password, out of the secrets. */
  readonly superuserPassword: (settings: string) => string;
  /** The database that names the documents. */
  readonly database: string;
  readonly report: (line: string) => void;
  /** Looks at the recovered database and the documents before they count as restored; throws what is wrong. */
  readonly verify: (server: PostgresServer, documentsDir: string, settings: string) => Promise<void>;
}

export interface Restored {
  readonly manifest: Manifest;
  /** The last change that is in it, as the server says; null where nothing followed the backup. */
  readonly reached: string | null;
  readonly databaseBytes: number;
  readonly documents: number;
}

/** The place holds something already. */
export class TargetNotEmpty extends Error {}

/** The backup does not hold the installation's secrets, and none were given: nobody could sign in to the database. */
export class SettingsMissing extends Error {}

/** The moment lies after everything that is in the archive and the lost server's log. */
export class MomentNotReached extends Error {}

/**
 * Throws TargetNotEmpty, BackupRefused, PieceDamaged, SettingsMissing, MomentNotReached; an Error with the server's last words where it does not recover,
 * and what `verify` throws. After any of these the folder holds no `postgres`: a half-made restore cannot be started.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { target, report } = options;
  const { manifest, key, folder } = await openBackup(options.root, options.name, options.key);
  // Damage is told by name before anything is written, and not as what an unpacking program stumbles over.
  for (const piece of manifest.pieces) await checkPiece(folder, piece);
  const isHeld = manifest.pieces.some(({ file }) => file === SETTINGS_PIECE);
  const settings = isHeld ? await text(readPiece(folder, SETTINGS_PIECE, key)) : options.settings;
  if (settings === null) throw new SettingsMissing();
  await mkdir(target, { recursive: true, mode: 0o700 });
  if ((await readdir(target)).length > 0) throw new TargetNotEmpty(target);
  const started = join(target, 'postgres.unfinished');
  const account = await unprivilegedAccount();
  const dataDir = await placeData(started, account);
  await makeOwnedFolder(dataDir, account);
  report('veritabanı açılıyor / unpacking the database');
  const databaseBytes = await unpackData(readPiece(folder, DATABASE_PIECE, key), dataDir, account);
  report(`belgeler geri konuyor / restoring documents: ${manifest.documents.count}`);
  const documentsDir = join(target, 'documents');
  const documents = await restoreDocuments(options.root, folder, documentsDir, key);
  report('kayıtlar işleniyor / replaying the log');
  await writeFile(join(target, 'secrets.json'), settings, { mode: 0o600 });
  const reached = await recover(options, started, dataDir, documentsDir, settings);
  await rename(started, join(target, 'postgres'));
  return { manifest, reached, databaseBytes, documents };
}

/** Puts the documents of a backup into a store of files; answers how many. Throws PieceDamaged. */
export async function restoreDocuments(
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
  secrets: string,
): Promise<string | null> {
  const { until } = options;
  if (until !== null) await writeFile(join(dataDir, 'recovery.signal'), '');
  const settings = until === null ? {} : recoverySettings(await logSources(options.lostDataDir), until);
  const server = await startRecovering({
    dataDir: started,
    logFile: join(options.target, 'restore.log'),
    superuserPassword: options.superuserPassword(secrets),
    settings,
    readyLimitMs: RECOVERY_LIMIT_MS,
    archiveWal: false,
  });
  try {
    const reached = await lastChange(server);
    if (until !== null) await takeLaterDocuments(options, server, documentsDir);
    await options.verify(server, documentsDir, secrets);
    return reached;
  } finally {
    await server.stop();
    await rm(join(dataDir, 'recovery.signal'), { force: true });
  }
}

async function startRecovering(options: PostgresOptions): Promise<PostgresServer> {
  try {
    return await startPostgres(options);
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    throw words.includes('before configured recovery target was reached') ? new MomentNotReached() : error;
  }
}

/** Documents that came between the backup and the moment are fetched from where they were stored. */
async function takeLaterDocuments(
  { database, lostStorage, report }: RestoreOptions,
  server: PostgresServer,
  documentsDir: string,
): Promise<void> {
  if (lostStorage === null) return;
  const storage = createDiskStorage(documentsDir);
  const { documents } = await readDocuments(server.superuserUrl(database));
  let taken = 0;
  for (const document of documents) {
    if (await isThere(storage, document)) continue;
    // One that is missing there too is told by the check that follows.
    const content = await lostStorage.read(document).catch(() => null);
    if (content === null) continue;
    await storage.put(document, content);
    taken++;
  }
  report(`yedekten sonraki belgeler / documents later than the backup: ${taken}`);
}

function isThere(storage: Storage, document: StoredFileRef): Promise<boolean> {
  return storage.localPath(document).then(
    () => true,
    () => false,
  );
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

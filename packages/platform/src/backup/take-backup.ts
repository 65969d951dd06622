/** Takes a backup: the database first, its documents after, the manifest last. */
import { Readable } from 'node:stream';
import type { Storage } from '../storage/storage.ts';
import { type BaseBackupPlace, startBaseBackup } from './base-backup.ts';
import { readDocuments } from './documents.queries.ts';
import { type DocumentOfBackup, fillPool } from './documents-pool.ts';
import { startDump } from './dump.ts';
import { finish, keepNewest, listBackups, type Manifest, nameOf, prepare } from './manifest.ts';
import { asOnlyBackup } from './only-one.ts';
import { type Piece, writePiece } from './pieces.ts';
import { beginArchiving, pruneArchive } from './wal-archive.ts';

export const DATABASE_PIECE = 'database.tar.gz';
/** Of a server that is another's to run: pg_dump's custom format. */
export const DUMP_PIECE = 'database.dump.gz';
export const DOCUMENTS_PIECE = 'documents.jsonl.gz';
export const SETTINGS_PIECE = 'settings.json.gz';

export interface TakeOptions {
  /** Folder of all backups. */
  readonly root: string;
  /** A role that sees every office: the superuser of the embedded server, or one with BYPASSRLS. */
  readonly databaseUrl: string;
  /** The embedded server's data folder, or where pg_dump of the server's version is (null: on the PATH). */
  readonly source: { readonly dataDir: string } | { readonly pgBin: string | null };
  readonly storage: Storage;
  /** 32 bytes; null leaves the backup readable. */
  readonly key: Buffer | null;
  /** What a restored installation needs to read its own secrets; goes into an encrypted backup only. */
  readonly settings: string | null;
  readonly release: string;
  /** Backups to keep, this one included. */
  readonly keep: number;
  readonly now: () => Date;
  readonly report: (line: string) => void;
}

/** What came of it. */
export interface Taken {
  readonly manifest: Manifest;
  readonly removed: readonly string[];
  readonly newDocuments: number;
}

/**
 * Documents are stored before the database knows them, so every document of the copied database is in the store when
 * the database has been copied. Archiving of the log begins with the first backup; what no kept backup needs of it goes.
 * Throws DumpUnfit where pg_dump is not that of the server, and BackupRunning where another run is at work.
 */
export async function takeBackup(options: TakeOptions): Promise<Taken> {
  const startedAt = options.now();
  return asOnlyBackup(options.databaseUrl, () => takeAlone(options, nameOf(startedAt), startedAt));
}

async function takeAlone(options: TakeOptions, name: string, startedAt: Date): Promise<Taken> {
  const { root, databaseUrl, source, key, now, report } = options;
  const folder = await prepare(root, name);
  report('veritabanı kopyalanıyor / copying the database');
  const { database, wal } = await copyDatabase(options, folder, name);
  const { documents, postgresVersion } = await readDocuments(databaseUrl);
  report(`belgeler kopyalanıyor / copying documents: ${documents.length}`);
  const newDocuments = await fillPool(root, options.storage, documents, key, (done) => {
    if (done % 1000 === 0) report(`  ${done}/${documents.length}`);
  });
  const pieces: Piece[] = [database, await writePiece(folder, DOCUMENTS_PIECE, linesOf(documents), key)];
  if (key !== null && options.settings !== null)
    pieces.push(
      await writePiece(folder, SETTINGS_PIECE, Readable.from([Buffer.from(options.settings)]), key),
    );
  const manifest: Manifest = {
    format: 1,
    name,
    kind: 'dataDir' in source ? 'base' : 'dump',
    release: options.release,
    postgresVersion,
    startedAt: startedAt.toISOString(),
    endedAt: now().toISOString(),
    encrypted: key !== null,
    wal,
    pieces,
    documents: {
      count: documents.length,
      sizeBytes: documents.reduce((sum, document) => sum + document.sizeBytes, 0),
    },
  };
  await finish(root, manifest);
  const removed = await keepNewest(root, options.keep);
  const oldest = (await listBackups(root)).find((each) => each.wal !== null);
  if (oldest?.wal && 'dataDir' in source) await pruneArchive(source.dataDir, oldest.wal.startLsn);
  return { manifest, removed, newDocuments };
}

async function copyDatabase(
  { databaseUrl, source, key }: TakeOptions,
  folder: string,
  name: string,
): Promise<{ database: Piece; wal: BaseBackupPlace | null }> {
  if ('dataDir' in source) {
    await beginArchiving(source.dataDir);
    const backup = await startBaseBackup(databaseUrl, name);
    const database = await writePiece(folder, DATABASE_PIECE, backup.tar, key);
    return { database, wal: await backup.end };
  }
  const dump = await startDump(databaseUrl, source.pgBin);
  const database = await writePiece(folder, DUMP_PIECE, dump.content, key);
  await dump.end;
  return { database, wal: null };
}

function linesOf(documents: readonly DocumentOfBackup[]): Readable {
  return Readable.from(
    (function* () {
      for (const document of documents) yield Buffer.from(`${JSON.stringify(document)}\n`);
    })(),
  );
}

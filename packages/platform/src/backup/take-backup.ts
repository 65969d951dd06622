/** Takes a backup: the database first, its documents after, the manifest last. */
import { Readable } from 'node:stream';
import type { Storage } from '../storage/storage.ts';
import { startBaseBackup } from './base-backup.ts';
import { readDocuments } from './documents.queries.ts';
import { type DocumentOfBackup, fillPool } from './documents-pool.ts';
import { finish, keepNewest, listBackups, type Manifest, nameOf, prepare } from './manifest.ts';
import { asOnlyBackup } from './only-one.ts';
import { type Piece, writePiece } from './pieces.ts';
import { beginArchiving, pruneArchive } from './wal-archive.ts';

export const DATABASE_PIECE = 'database.tar.gz';
export const DOCUMENTS_PIECE = 'documents.jsonl.gz';
export const SETTINGS_PIECE = 'settings.json.gz';

export interface TakeOptions {
  /** Folder of all backups. */
  readonly root: string;
  /** The embedded server: the superuser's connection to the database with the documents, and its data folder. */
  readonly superuserUrl: string;
  readonly dataDir: string;
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
 * Throws BackupRunning where another run is at work.
 */
export async function takeBackup(options: TakeOptions): Promise<Taken> {
  const startedAt = options.now();
  return asOnlyBackup(options.superuserUrl, () => takeAlone(options, nameOf(startedAt), startedAt));
}

async function takeAlone(options: TakeOptions, name: string, startedAt: Date): Promise<Taken> {
  const { root, superuserUrl, dataDir, key, now, report } = options;
  const folder = await prepare(root, name);
  await beginArchiving(dataDir);
  report('veritabanı kopyalanıyor / copying the database');
  const backup = await startBaseBackup(superuserUrl, name);
  const database = await writePiece(folder, DATABASE_PIECE, backup.tar, key);
  const wal = await backup.end;
  const { documents, postgresVersion } = await readDocuments(superuserUrl);
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
    kind: 'base',
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
  if (oldest?.wal) await pruneArchive(dataDir, oldest.wal.startLsn);
  return { manifest, removed, newDocuments };
}

function linesOf(documents: readonly DocumentOfBackup[]): Readable {
  return Readable.from(
    (function* () {
      for (const document of documents) yield Buffer.from(`${JSON.stringify(document)}\n`);
    })(),
  );
}

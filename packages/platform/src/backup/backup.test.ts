/** Backups of a real server and a real store: what counts as one, what is kept, what damage is named. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from '../embedded-postgres/start-postgres.ts';
import { createStorage } from '../storage/create-storage.ts';
import { createDiskStorage } from '../storage/disk-storage.ts';
import { startS3Server } from '../storage/s3-server.fixture.ts';
import type { Storage } from '../storage/storage.ts';
import { keepNewest, listBackups } from './manifest.ts';
import { asOnlyBackup, BackupRunning } from './only-one.ts';
import { PieceDamaged } from './pieces.ts';
import { verifyBackup } from './read-backup.ts';
import { MomentNotReached, restoreBackup, TargetNotEmpty } from './restore-backup.ts';
import { takeBackup } from './take-backup.ts';
import { archivingSettings, pruneArchive, walArchiveOf } from './wal-archive.ts';

const LIMIT_MS = 120_000;
const password = 'a password: /?#';
const tenantId = randomUUID();
let home: string;
let root: string;
let server: PostgresServer;
let storage: Storage;
let clock: Date;

async function ask(of: PostgresServer, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: of.superuserUrl('postgres') });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

async function addDocument(content: string): Promise<void> {
  const sha256 = createHash('sha256').update(content).digest('hex');
  await storage.put({ tenantId, sha256 }, Buffer.from(content));
  await ask(server, `insert into stored_files values ('${tenantId}', '${sha256}', ${content.length})`);
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "backup o'clock 100% "));
  await chmod(home, 0o711);
  server = await startPostgres({
    dataDir: join(home, 'data/postgres'),
    logFile: join(home, 'data/postgres.log'),
    superuserPassword: password,
    archiveWal: true,
  });
  storage = createDiskStorage(join(home, 'data/documents'));
  await ask(server, 'create table stored_files (tenant_id uuid, sha256 text, size_bytes bigint)');
  await addDocument('first');
}, LIMIT_MS);
afterAll(async () => {
  await server.stop();
  await rm(home, { recursive: true, force: true });
}, LIMIT_MS);

beforeEach(() => {
  root = join(home, `backups-${randomUUID()}`);
  clock = new Date('2026-11-27T10:00:00Z');
});
afterEach(() => rm(root, { recursive: true, force: true }));

function take(key: Buffer | null = null, keep = 7) {
  clock = new Date(clock.getTime() + 60_000);
  const now = clock;
  return takeBackup({
    ...{ root, source: { dataDir: server.dataDir }, storage, key, keep },
    databaseUrl: server.superuserUrl('postgres'),
    settings: 'the secrets',
    release: '1.2.3',
    now: () => now,
    report: () => {},
  });
}

const restore = (
  name: string,
  target: string,
  until: Date | null,
  verify: (of: PostgresServer) => Promise<void>,
) =>
  restoreBackup({
    ...{ root, name, target, until, verify },
    key: null,
    lostDataDir: server.dataDir,
    lostStorage: storage,
    settings: 'the secrets',
    superuserPassword: () => password,
    database: 'postgres',
    report: () => {},
  });

describe('backups', () => {
  it(
    'are listed once they are whole; what a kill left is no backup and is cleared by the next run',
    async () => {
      await mkdir(join(root, '20200101T000000Z.unfinished'), { recursive: true });
      await mkdir(join(root, '20200101T000001Z'));
      const { manifest } = await take();
      expect((await listBackups(root)).map(({ name }) => name)).toEqual(['20261127T100100Z']);
      expect(manifest).toMatchObject({ kind: 'base', encrypted: false, release: '1.2.3' });
      expect(await readdir(root)).not.toContain('20200101T000000Z.unfinished');
      expect(await verifyBackup(root, manifest.name, null)).toEqual(manifest);
    },
    LIMIT_MS,
  );

  it(
    'copy each document once, keep the newest and let the others go',
    async () => {
      const copied = [await take(null, 2), await take(null, 2), await take(null, 2)].map(
        ({ newDocuments, removed }) => ({ isFirst: newDocuments > 0, removed }),
      );
      expect(copied).toEqual([
        { isFirst: true, removed: [] },
        { isFirst: false, removed: [] },
        { isFirst: false, removed: ['20261127T100100Z'] },
      ]);
      expect(await keepNewest(root, 1)).toEqual(['20261127T100200Z']);
      expect((await listBackups(root)).map(({ name }) => name)).toEqual(['20261127T100300Z']);
    },
    LIMIT_MS,
  );

  it(
    'that are encrypted open under their key alone, and only these hold the secrets',
    async () => {
      const key = randomBytes(32);
      const { manifest } = await take(key);
      expect(manifest.pieces.map(({ file }) => file)).toContain('settings.json.gz');
      await expect(verifyBackup(root, manifest.name, key)).resolves.toEqual(manifest);
      await expect(verifyBackup(root, manifest.name, randomBytes(32))).rejects.toThrow(
        /database\.tar\.gz: the key is another/,
      );
      await expect(verifyBackup(root, manifest.name, null)).rejects.toMatchObject({ reason: 'no-key' });
      expect((await take()).manifest.pieces.map(({ file }) => file)).not.toContain('settings.json.gz');
    },
    LIMIT_MS,
  );

  it(
    'that were changed, cut off or lack a document are named by the damaged file',
    async () => {
      const { manifest } = await take();
      const [database] = manifest.pieces;
      const path = join(root, manifest.name, database?.file ?? '');
      const file = await open(path, 'r+');
      await file.write(Buffer.from([0xff, 0x00, 0xff]), 0, 3, 5_000);
      await expect(verifyBackup(root, manifest.name, null)).rejects.toMatchObject({ file: database?.file });
      const target = join(home, 'of a damaged one');
      const restored = restore(manifest.name, target, null, async () => {});
      await expect(restored).rejects.toMatchObject({ name: 'PieceDamaged', file: database?.file });
      await expect(readdir(target)).rejects.toThrow('ENOENT');
      await file.truncate(6_000);
      await file.close();
      await expect(verifyBackup(root, manifest.name, null)).rejects.toThrow(/6000 bytes instead of/);
      const other = (await take()).manifest;
      await rm(join(root, 'documents'), { recursive: true });
      await expect(verifyBackup(root, other.name, null)).rejects.toThrow(PieceDamaged);
    },
    LIMIT_MS,
  );

  it('are taken one at a time', async () => {
    await asOnlyBackup(server.superuserUrl('postgres'), async () => {
      await expect(take()).rejects.toThrow(BackupRunning);
    });
    expect(await listBackups(root)).toEqual([]);
  });

  it(
    'come back as they were, or as they were at a moment after them, into an empty place alone',
    async () => {
      await ask(server, 'create table kept as select 1 as n');
      const { manifest } = await take();
      await addDocument('later');
      await ask(server, 'insert into kept values (2)');
      // A moment between two commits: the server's clock is the machine's.
      await ask(server, 'select pg_sleep(1.1)');
      const moment = new Date();
      await ask(server, 'select pg_sleep(1.1)');
      await ask(server, 'insert into kept values (3)');
      const counted: unknown[] = [];
      const count = async (of: PostgresServer) => {
        counted.push(await ask(of, 'select count(*)::int from kept'));
      };
      await restore(manifest.name, join(home, 'as it was'), null, count);
      const restored = await restore(manifest.name, join(home, 'at a moment'), moment, count);
      expect(counted).toEqual([1, 2]);
      expect(restored.documents).toBe(1);
      expect((await readdir(join(home, 'at a moment'))).toSorted()).toEqual([
        'documents',
        'postgres',
        'restore.log',
        'secrets.json',
      ]);
      await expect(restore(manifest.name, join(home, 'as it was'), null, count)).rejects.toThrow(
        TargetNotEmpty,
      );
    },
    LIMIT_MS,
  );

  it(
    'leave nothing that could be started where the check finds fault, or the moment lies beyond the log',
    async () => {
      const { manifest } = await take();
      const faulty = restore(manifest.name, join(home, 'faulty'), null, async () => {
        throw new Error('the books differ');
      });
      await expect(faulty).rejects.toThrow('the books differ');
      expect(await readdir(join(home, 'faulty'))).not.toContain('postgres');
      const beyond = restore(manifest.name, join(home, 'beyond'), new Date('2099-01-01'), async () => {});
      await expect(beyond).rejects.toThrow(MomentNotReached);
      expect(await readdir(join(home, 'beyond'))).not.toContain('postgres');
    },
    LIMIT_MS,
  );
});

it(
  'documents of an S3 store are read through it into the pool, and come back as files',
  async () => {
    const s3 = await startS3Server('belgeler');
    try {
      const bucket = createStorage({
        STORAGE_DRIVER: 's3',
        S3_ENDPOINT: s3.endpoint,
        S3_REGION: 'eu-central-1',
        S3_BUCKET: 'belgeler',
        S3_ACCESS_KEY_ID: 'anahtar',
        S3_SECRET_ACCESS_KEY: 'gizli-anahtar',
        S3_FORCE_PATH_STYLE: true,
      });
      const sha256 = createHash('sha256').update('in the bucket').digest('hex');
      const onDisk = storage;
      await ask(server, 'create table of_disk as select * from stored_files');
      await ask(server, 'truncate stored_files');
      try {
        storage = bucket;
        await addDocument('in the bucket');
        const { manifest, newDocuments } = await take();
        expect(newDocuments).toBe(1);
        await verifyBackup(root, manifest.name, null);
        const target = join(home, 'out of the bucket');
        await restore(manifest.name, target, null, async () => {});
        const files = createDiskStorage(join(target, 'documents'));
        expect((await files.read({ tenantId, sha256 })).toString()).toBe('in the bucket');
      } finally {
        storage = onDisk;
        await ask(server, 'truncate stored_files');
        await ask(server, 'insert into stored_files select * from of_disk');
      }
    } finally {
      await s3.close();
    }
  },
  LIMIT_MS,
);

it('the archive keeps what the oldest backup needs and lets go what ended before it', async () => {
  const dataDir = join(home, 'pruned');
  const folder = walArchiveOf(dataDir);
  await mkdir(folder, { recursive: true });
  const names = [
    '0000000100000000000000FF',
    '000000010000000100000000',
    '000000010000000100000001',
    '00000002.history',
  ];
  for (const name of names) await writeFile(join(folder, name), '');
  expect(await pruneArchive(dataDir, '1/1000028')).toBe(2);
  expect((await readdir(folder)).toSorted()).toEqual(['000000010000000100000001', '00000002.history']);
});

it('a path with signs of the shell is a path and nothing else', () => {
  const { archive_command: command = '' } = archivingSettings(`/a $(touch x)'s %p`);
  const path = "'[^']*'";
  const part = `cp '%p' ${path} && sync ${path} && mv ${path} ${path}`;
  const whole = new RegExp(`^test ! -d ${path} \\|\\| cmp -s '%p' ${path} \\|\\| \\{ ${part}; \\}$`);
  expect(command.replaceAll("'\\''", '')).toMatch(whole);
  // The sign of PostgreSQL in a path is doubled.
  expect(command).toContain("s %%p.wal/%f'");
});

/** Dumps of a server that is another's: refused where pg_dump is of another version, whole or not there at all. */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDiskStorage } from '../storage/disk-storage.ts';
import { createTestDatabase, type TestDatabase } from '../test-database/test-database.fixture.ts';
import { DumpUnfit, startDump } from './dump.ts';
import { listBackups } from './manifest.ts';
import { verifyBackup } from './read-backup.ts';
import { restoreDump } from './restore-dump.ts';
import { takeBackup } from './take-backup.ts';

const SERVER = 18;
const key = randomBytes(32);
const tenantId = randomUUID();
let database: TestDatabase;
let folder: string;
let root: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'dump '));
  root = join(folder, 'backups');
  const content = Buffer.from('<Invoice/>');
  const sha256 = createHash('sha256').update(content).digest('hex');
  await createDiskStorage(join(folder, 'files')).put({ tenantId, sha256 }, content);
  const client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
  await client.query('set session_replication_role = replica');
  await client.query(`insert into offices (tenant_id, name) values ('${tenantId}', 'Deneme')`);
  await client.query(
    `insert into stored_files (tenant_id, sha256, size_bytes) values ('${tenantId}', '${sha256}', ${content.length})`,
  );
  await client.end();
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Stands where pg_dump of the server's version stands: none can be had for it on every machine that runs the tests. */
async function programThat(does: string): Promise<string> {
  const bin = await mkdtemp(join(folder, 'bin-'));
  const text = `#!/bin/sh\n[ "$1" = --version ] && echo "pg_dump (PostgreSQL) ${SERVER}.1" && exit 0\n${does}\n`;
  await writeFile(join(bin, 'pg_dump'), text);
  await chmod(join(bin, 'pg_dump'), 0o755);
  return bin;
}

const take = (pgBin: string) =>
  takeBackup({
    ...{ root, key, keep: 3, settings: null, release: '1.2.3' },
    databaseUrl: database.superuserUrl,
    source: { pgBin },
    storage: createDiskStorage(join(folder, 'files')),
    now: () => new Date(),
    report: () => {},
  });

function installedMajor(): number | null {
  try {
    return Number(
      /\(PostgreSQL\) (\d+)/.exec(execFileSync('pg_dump', ['--version'], { encoding: 'utf8' }))?.[1],
    );
  } catch {
    // None on this machine.
    return null;
  }
}
const installed = installedMajor();

it.skipIf(installed === null || installed === SERVER)(
  'a pg_dump of another major version than the server is refused before anything is written',
  async () => {
    await expect(startDump(database.superuserUrl, null)).rejects.toMatchObject({
      program: installed,
      server: SERVER,
    });
  },
);

it('without pg_dump nothing is written, and it is said which version is wanted', async () => {
  await expect(take(join(folder, 'nowhere'))).rejects.toMatchObject({ program: null, server: SERVER });
  await expect(take(join(folder, 'nowhere'))).rejects.toThrow(DumpUnfit);
  expect(await listBackups(root)).toEqual([]);
});

it('a dump that breaks off is no backup, and says what the program said', async () => {
  const bin = await programThat('echo half; echo "out of memory" >&2; exit 1');
  await expect(take(bin)).rejects.toThrow('pg_dump ended with 1: out of memory');
  expect(await listBackups(root)).toEqual([]);
});

it('a dump and its documents come back as they were; the password is in no argument', async () => {
  const bin = await programThat('echo "$@"; [ -n "$PGPASSWORD" ] && echo with a password');
  const { manifest } = await take(bin);
  expect(manifest).toMatchObject({ kind: 'dump', wal: null, encrypted: true, documents: { count: 1 } });
  expect(await verifyBackup(root, manifest.name, key)).toEqual(manifest);
  const target = join(folder, 'target');
  expect(await restoreDump(root, manifest.name, key, target)).toMatchObject({ documents: 1 });
  expect((await readdir(target)).toSorted()).toEqual(['database.dump', 'documents']);
  const said = await readFile(join(target, 'database.dump'), 'utf8');
  expect(said).toContain(`--dbname ${database.name}`);
  expect(said).toContain('with a password');
  expect(said).not.toContain(new URL(database.superuserUrl).password);
});

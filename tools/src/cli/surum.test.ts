/** `muhasebi surum` says truly whether an earlier release may come back, asked of the real process on a real schema. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { readMigrations } from '@muhasebi/platform/db/migration-files.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { migrationsDir, releasesFile, repoRoot } from '../start/repo-paths.ts';

const FUTURE = '20990101000000_of_tomorrow';
let database: TestDatabase;
let owner: ReturnType<typeof createPool>;
let names: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  owner = createPool({ url: database.ownerUrl, maxConnections: 1, applicationName: 'test' });
  names = (await readMigrations(migrationsDir)).map(({ name }) => name);
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});
beforeEach(() => owner.query('delete from migrations.history where name = $1', [FUTURE]));

async function surum(...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), 'surum', ...args], {
    env: { ...process.env, DATABASE_URL: database.appUrl },
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { out, err, code };
}

const applyTomorrows = (contract: string | null) =>
  owner.query(
    `insert into migrations.history (name, checksum, duration_ms, contract, release) values ($1, 'x', 1, $2, '9.9.9')`,
    [FUTURE, contract],
  );

it('going back over migrations that only expand is safe, and each is named', async () => {
  await applyTomorrows(null);
  const { out, err, code } = await surum('geri-uygun', '--son-gecis', names.at(-1) ?? '');
  expect({ err, code }).toEqual({ err: '', code: 0 });
  expect(out).toContain(`${FUTURE}  yalnız genişletir`);
  expect(out).toContain('last migrated by: 9.9.9');
});

it('going back over one that takes something away is not, whether its file is here or its release is newer', async () => {
  await applyTomorrows('nobody reads the column any more');
  const newer = await surum('geri-uygun', '--son-gecis', names.at(-1) ?? '');
  expect(newer.code).toBe(1);
  expect(newer.out).toContain(`${FUTURE}  DARALTIR / CONTRACTS: nobody reads the column any more`);
  const narrow = names.findIndex((name) => name.endsWith('_narrow_the_application'));
  const ours = await surum('geri-uygun', '--son-gecis', names[narrow - 1] ?? '');
  expect(ours.code).toBe(1);
  expect(ours.out).toMatch(/_narrow_the_application {2}DARALTIR \/ CONTRACTS: \S+/);
});

it('a release on such a schema does not call itself fit', async () => {
  expect(await surum('goster')).toMatchObject({ code: 0, err: '' });
  await applyTomorrows('nobody reads the column any more');
  const { out, code } = await surum('goster');
  expect(code).toBe(1);
  expect(out).toContain('TOO NEW');
});

it('a release or migration that nobody knows is told, with an exit code of its own', async () => {
  const migration = await surum('geri-uygun', '--son-gecis', 'yok');
  expect(migration).toMatchObject({ code: 2, out: '' });
  const release = await surum('geri-uygun', '--surum', '0.0.1');
  expect(release).toMatchObject({ code: 2, out: '' });
  expect(release.err).toContain('db/releases.json');
});

it('releases are told oldest first, each with a migration that is there, and the one under way is not among them', () => {
  const releases = JSON.parse(readFileSync(releasesFile, 'utf8')) as Record<string, string>;
  const lasts = Object.values(releases);
  expect(lasts.filter((name) => !names.includes(name))).toEqual([]);
  expect(lasts).toEqual(lasts.toSorted());
  const { version } = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as { version: string };
  expect(Object.keys(releases)).not.toContain(version);
  const platform = JSON.parse(readFileSync(join(repoRoot, 'packages/platform/package.json'), 'utf8'));
  expect(platform).toMatchObject({ version });
});

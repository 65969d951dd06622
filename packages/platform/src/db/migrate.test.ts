/** Migrations: applied once, remembered when they fail, resolved by an operator, checked for what they break. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test-database/test-database.fixture.ts';
import { breakingStatements } from './lint-migration.ts';
import { migrate, migrationStatus, resolveMigration } from './migrate.ts';
import type { HistoryRow } from './migration-history.ts';
import { compareMigrations, schemaFit } from './migration-status.ts';
import { schemaDifferences } from './schema-differences.ts';

const MIGRATIONS = path.join(import.meta.dirname, '../../../../db/migrations');
const GOLDEN = path.join(import.meta.dirname, '../../../../db/schema.golden.txt');
const NEXT = '20990101000000_next';

describe('a migration', () => {
  let database: TestDatabase;
  let folder: string;
  let options: { ownerUrl: string; migrationsDir: string };
  beforeAll(async () => {
    database = await createTestDatabase();
    folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-migrations-'));
    for (const name of await readdir(MIGRATIONS)) {
      await writeFile(path.join(folder, name), await readFile(path.join(MIGRATIONS, name)));
    }
    options = { ownerUrl: database.ownerUrl, migrationsDir: folder };
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await database.drop();
  });
  const next = (sql: string) => writeFile(path.join(folder, `${NEXT}.sql`), sql);
  const stateOfNext = async () =>
    (await migrationStatus(options.ownerUrl, folder)).find(({ name }) => name === NEXT)?.state;

  it('that fails half-way leaves nothing, is remembered, and stops the next deploy until it is resolved', async () => {
    await next('create table app.half (id int); select 1 / 0;');
    expect(await stateOfNext()).toBe('pending');
    await expect(migrate(options)).rejects.toMatchObject({ reason: 'failed', detail: 'division by zero' });
    expect(await stateOfNext()).toBe('failed');
    await expect(migrate(options)).rejects.toMatchObject({
      reason: 'unresolved',
      detail: 'division by zero',
    });
    expect(await schemaDifferences(database.ownerUrl, GOLDEN)).toEqual([]);
    await next('create table app.half (id int);');
    await resolveMigration(options, NEXT, 'rolled-back');
    expect(await migrate(options)).toEqual([NEXT]);
    expect(await stateOfNext()).toBe('applied');
  });

  it('that is applied already is not resolved, and one that nobody knows neither', async () => {
    await expect(resolveMigration(options, NEXT, 'rolled-back')).rejects.toMatchObject({ reason: 'settled' });
    await expect(resolveMigration(options, 'yok', 'applied')).rejects.toMatchObject({ reason: 'unknown' });
  });

  it('is remembered on in a database whose history knew nothing of failures yet', async () => {
    const earlier = await createTestDatabase();
    const owner = new pg.Client({ connectionString: earlier.ownerUrl });
    await owner.connect();
    try {
      await owner.query(`alter table migrations.history drop column error, alter applied_at set not null,
        alter duration_ms set not null`);
      expect(await migrate({ ownerUrl: earlier.ownerUrl, migrationsDir: MIGRATIONS })).toEqual([]);
      expect(await schemaDifferences(earlier.ownerUrl, GOLDEN)).toEqual([]);
      await expect(owner.query('update migrations.history set applied_at = null')).rejects.toThrow(/check/);
    } finally {
      await owner.end();
      await earlier.drop();
    }
  });

  it('that changes the schema beside its file shows as drift', async () => {
    expect(await schemaDifferences(database.ownerUrl, GOLDEN)).toEqual(['+ table app.half']);
  });

  it('of two runners at once is applied by one', async () => {
    await writeFile(
      path.join(folder, '20990102000000_once.sql'),
      'select pg_sleep(0.2); create table app.once ();',
    );
    const applied = await Promise.all([migrate(options), migrate(options)]);
    expect(applied.flat()).toEqual(['20990102000000_once']);
  });

  it('resolved as applied by hand is passed over', async () => {
    await writeFile(path.join(folder, '20990103000000_by_hand.sql'), 'select 1 / 0;');
    await resolveMigration(options, '20990103000000_by_hand', 'applied');
    expect(await migrate(options)).toEqual([]);
  });

  it('waits for a lock a bounded time and then gives way', async () => {
    await writeFile(
      path.join(folder, '20990104000000_locked.sql'),
      `set local lock_timeout = '200ms'; alter table app.half add x int;`,
    );
    const other = new pg.Client({ connectionString: database.ownerUrl });
    await other.connect();
    await other.query('begin; lock table app.half');
    await expect(migrate(options)).rejects.toMatchObject({ reason: 'failed' });
    await other.end();
    await resolveMigration(options, '20990104000000_locked', 'rolled-back');
    expect(await migrate(options)).toEqual(['20990104000000_locked']);
  });
});

describe('how a release and a schema fit', () => {
  const row = (name: string, error: string | null = null): HistoryRow => ({
    name,
    checksum: 'c',
    appliedAt: error === null ? new Date(0) : null,
    durationMs: 1,
    error,
    contract: null,
    release: null,
  });
  const file = (name: string) => ({ name, checksum: 'c', contract: null });
  const fit = (files: string[], rows: HistoryRow[]) => schemaFit(compareMigrations(files.map(file), rows));

  it('is told: fits, behind, ahead, failed, and contracted where a newer one took something away', () => {
    expect(fit(['a', 'b'], [row('a'), row('b')])).toBe('fits');
    expect(fit(['a', 'b'], [row('a')])).toBe('behind');
    expect(fit(['a'], [row('a'), row('b')])).toBe('ahead');
    expect(fit(['a', 'b'], [row('a'), row('b', 'division by zero')])).toBe('failed');
    expect(fit(['a'], [row('a'), { ...row('b'), contract: 'nobody reads it' }])).toBe('contracted');
    expect(fit(['a'], [row('a'), { ...row('b', 'failed'), contract: 'nobody reads it' }])).toBe('ahead');
  });
});

describe('a migration that would break the release before it', () => {
  it.each([
    'drop table public.clients;',
    'alter table public.clients drop column title;',
    'alter table public.clients rename column title to name;',
    'alter table public.clients alter column title type varchar(10);',
    'alter table public.clients alter column tax_office set not null;',
    'alter table public.clients add column city text not null;',
    'revoke select on public.clients from muhasebi_app;',
    'revoke all on function app.g(text) from public; create function app.f(text) returns text language sql as $$ select $1 $$;',
    'revoke all on procedure app.guard_tenant_table(regclass, text) from public;',
  ])('is refused: %s', (sql) => {
    expect(breakingStatements(sql)).toHaveLength(1);
  });

  it('is let through where it says why nothing needs what it takes', () => {
    expect(breakingStatements('-- contract: unused since 0.4\ndrop table public.clients;')).toEqual([]);
  });

  it('is not one that only expands, whatever its comments and function bodies say', () => {
    const sql = `-- drop table old
      alter table public.clients add column city text not null default '';
      create function app.f() returns void language sql as $$ delete from x; $$;
      revoke all on function app.f() from public;
      create procedure app.p(name text) language sql as $$ delete from x; $$;
      revoke all on procedure app.p(text) from public;`;
    expect(breakingStatements(sql)).toEqual([]);
  });

  it('is not among ours', async () => {
    for (const name of await readdir(MIGRATIONS)) {
      expect(breakingStatements(await readFile(path.join(MIGRATIONS, name), 'utf8')), name).toEqual([]);
    }
  });
});

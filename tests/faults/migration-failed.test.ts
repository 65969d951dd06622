/** Drill "Migration failures": one that fails half-way, rows that break a rule, a lock held long; resolved as documented. */
import { createPool } from '@muhasebi/platform/db/database.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CommandRun, command } from './command.ts';
import { createInstallation, type Installation, statusOf, until } from './installation.ts';
import { buyer } from './invoices.ts';
import { type NextRelease, nextRelease } from './next-release.ts';
import { Program } from './program.ts';

const NAME = '20991231235900_planted';
const START_LIMIT_MS = 20_000;
const NOTICED_WITHIN_MS = 2_000;
const HALF_WAY = 'create table public.half (id int); insert into public.half values (1); select 1 / 0;';

let database: TestDatabase;
let place: Installation;
let next: NextRelease;
/** The API of the next release; the one before it runs beside it, as in a rolling upgrade. */
let api: Program;

beforeAll(async () => {
  database = await createTestDatabase();
  place = await createInstallation({ appUrl: database.appUrl });
  await place.startApi();
  const owner = await place.newOwner();
  await owner.newClient(buyer);
});
afterAll(async () => {
  await place?.close();
  await database?.drop();
});
beforeEach(async () => {
  next = await nextRelease();
});
afterEach(async () => {
  await api?.stop();
  await next.remove();
  const pool = createPool({ url: database.superuserUrl, maxConnections: 1, applicationName: 'test' });
  await pool.query(
    `delete from migrations.history where name like '2099%'; drop table if exists public.half;
     alter table clients drop column if exists planted`,
  );
  await pool.end();
});

/** A command of the runbook, in the folder of the next release. */
function operator(line: string): Promise<CommandRun> {
  const env = { DATABASE_OWNER_URL: database.ownerUrl, DATABASE_URL: database.appUrl };
  return command(line, env, next.folder);
}

const nextUrl = (port: string) => `http://127.0.0.1:${port}`;

async function startNext(): Promise<string> {
  const { url, env } = await createInstallation({ appUrl: database.appUrl });
  api = new Program('backend-api', env, next.folder);
  api.start();
  const ready = nextUrl(new URL(url).port);
  await until(async () => (await statusOf(`${ready}/readyz`)) !== 0, START_LIMIT_MS);
  return ready;
}

const readyOf = async (url: string) => (await fetch(`${url}/readyz`)).json();

test('half-way: nothing of it stays, all is told with the remedy, the old release serves on, and the remedy works', async () => {
  await next.plant(NAME, HALF_WAY);
  const url = await startNext();
  expect(await readyOf(url)).toEqual({
    status: 'not_ready',
    details: { error: 'Database schema is behind this release', migrations: 'behind' },
  });

  const failed = await operator('cd apps/backend-api && pnpm db:migrate:deploy');
  expect(failed.code).toBe(1);
  expect(failed.said).toContain(`db/migrations/${NAME}.sql could not be applied; it was rolled back whole`);
  expect(failed.said).toContain('PostgreSQL: division by zero');
  expect(failed.said).toContain(`pnpm db:migrate resolve --rolled-back ${NAME}`);
  expect(await readyOf(url)).toEqual({
    status: 'not_ready',
    details: { error: 'A database migration failed', migrations: 'failed' },
  });
  expect(await statusOf(`${place.url}/readyz`)).toBe(200);

  const status = await operator('pnpm db:migrate status');
  expect(status.code).toBe(1);
  expect(status.said).toMatch(new RegExp(`${NAME}  .*FAILED\\n    PostgreSQL: division by zero`));
  const again = await operator('pnpm db:migrate:deploy');
  expect([again.code, again.said]).toEqual([1, expect.stringContaining('waits for a decision')]);

  await next.plant(NAME, 'create table public.half (id int);');
  const resolved = await operator(`cd apps/backend-api && pnpm db:migrate resolve --rolled-back ${NAME}`);
  expect([resolved.code, resolved.said]).toEqual([0, expect.stringContaining('will be tried again')]);
  const deployed = await operator('cd apps/backend-api && pnpm db:migrate:deploy');
  expect([deployed.code, deployed.said]).toEqual([0, expect.stringContaining(`applied: ${NAME}`)]);
  await until(async () => (await statusOf(`${url}/readyz`)) === 200, NOTICED_WITHIN_MS);
  expect((await operator('pnpm db:migrate status')).code).toBe(0);
  expect(await statusOf(`${place.url}/readyz`)).toBe(200);
});

test('rows that break a new rule are named by the rule, and what was done by hand is taken at its word', async () => {
  await next.plant(
    NAME,
    `alter table clients add constraint only_one check (title = 'Tek') not valid;
    alter table clients validate constraint only_one;`,
  );
  const failed = await operator('pnpm db:migrate:deploy');
  expect(failed.said).toMatch(/PostgreSQL: check constraint "only_one" .* is violated by some row/);
  const resolved = await operator(`pnpm db:migrate resolve --applied ${NAME}`);
  expect([resolved.code, resolved.said]).toEqual([0, expect.stringContaining('counts as applied')]);
  expect((await operator('pnpm db:migrate status')).code).toBe(0);
  const settled = await operator(`pnpm db:migrate resolve --rolled-back ${NAME}`);
  expect([settled.code, settled.said]).toEqual([1, expect.stringContaining('remembered as applied')]);
});

test('a lock that another session holds ends the migration after its limit, is remembered, and harms nobody', async () => {
  await next.plant(NAME, 'alter table clients add column planted text;');
  const pool = createPool({ url: database.superuserUrl, maxConnections: 1, applicationName: 'uzun-rapor' });
  const holder = await pool.connect();
  try {
    await holder.query('begin; lock table clients in access share mode');
    const failed = await operator('pnpm db:migrate:deploy');
    expect([failed.code, failed.said]).toEqual([
      1,
      expect.stringContaining('PostgreSQL: canceling statement due to lock timeout'),
    ]);
    expect((await operator('pnpm db:migrate status')).said).toContain('lock timeout');
    await holder.query('rollback');
  } finally {
    holder.release();
    await pool.end();
  }
  expect((await operator(`pnpm db:migrate resolve --rolled-back ${NAME}`)).code).toBe(0);
  expect((await operator('pnpm db:migrate:deploy')).code).toBe(0);
  expect(await statusOf(`${place.url}/readyz`)).toBe(200);
});

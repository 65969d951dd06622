/** The operator's health check, run as the command it is. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { holdLease } from '@muhasebi/platform/queue/worker-lease.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-health-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

function healthCheck(env: Record<string, string>): Promise<{ code: unknown; answer: unknown }> {
  const file = path.join(import.meta.dirname, 'health-check.ts');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [file, '--json'],
      { env: { PATH: process.env.PATH, ...env } },
      (error, stdout) => resolve({ code: error?.code ?? 0, answer: JSON.parse(stdout) }),
    );
  });
}

const complete = () => ({
  DATABASE_URL: database.appUrl,
  STORAGE_DIR: folder,
  MAIL_OUTBOX_DIR: folder,
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
});

it('settings, schema and store may be well: without a worker nothing is', async () => {
  const { code, answer } = await healthCheck(complete());
  expect(code).toBe(1);
  expect(answer).toMatchObject({
    checks: {
      schema: { ok: true, detail: 'fits' },
      workers: { ok: false, detail: expect.stringContaining('no worker is running') },
    },
  });
});

it('a worker with its settings, database, job tables and store is healthy', async () => {
  const lease = await holdLease(database.appUrl, ['worker-of-the-test']);
  const { code, answer } = await healthCheck(complete());
  await lease.release();
  expect(code).toBe(0);
  expect(answer).toMatchObject({
    status: 'ok',
    service: 'worker-jobs',
    checks: {
      environment: { ok: true },
      database: { ok: true, detail: expect.stringMatching(/^PostgreSQL 1\d/) },
      jobs: { ok: true },
      workers: { ok: true, detail: expect.stringMatching(/^1 at work, each heard of within \d+ s$/) },
      queue: { ok: true, detail: 'oldest due job 0 s' },
      schedule: { ok: true, detail: expect.stringMatching(/^\d+ schedules, none late$/) },
      storage: { ok: true },
    },
  });
});

it('a database that is away, and settings that are missing, fail with their reason', async () => {
  const away = await healthCheck({
    ...complete(),
    DATABASE_URL: 'postgresql://nobody:x@127.0.0.1:1/nothing',
  });
  expect(away.code).toBe(1);
  expect(away.answer).toMatchObject({
    status: 'failed',
    checks: { database: { ok: false }, storage: { ok: true } },
  });
  const bare = await healthCheck({});
  expect(bare.code).toBe(1);
  expect(bare.answer).toMatchObject({ status: 'failed', checks: { environment: { ok: false } } });
  expect(JSON.stringify(bare.answer)).toContain('DATABASE_URL');
});

it('a job that nobody takes, and one held by a worker that is gone, are told', async () => {
  const lease = await holdLease(database.appUrl, ['worker-of-the-test']);
  const client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
  const detail = async () => JSON.stringify((await healthCheck(complete())).answer);
  await client.query(`select graphile_worker.add_job('x.y', run_at := now() - interval '20 minutes')`);
  expect(await detail()).toMatch(/a job has been due for 12\d\d s/);
  await client.query(`update graphile_worker._private_jobs set locked_by = 'gone', locked_at = now()`);
  expect(await detail()).toContain('1 jobs are held by workers that are gone');
  await client.query('delete from graphile_worker._private_jobs');
  await client.end();
  await lease.release();
});

it('a schedule that missed its time is named with that time, and one that ran since is not', async () => {
  const lease = await holdLease(database.appUrl, ['worker-of-the-test']);
  const client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
  const known = (lastRun: string) =>
    client.query(`insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
      values ('document-intake.recover', now() - interval '2 days', now() - interval '${lastRun}')
      on conflict (identifier) do update set last_execution = excluded.last_execution`);
  await known('10 minutes');
  const missed = await healthCheck(complete());
  await known('1 minute');
  const caughtUp = await healthCheck(complete());
  await client.query('delete from graphile_worker._private_known_crontabs');
  await client.end();
  await lease.release();
  expect(missed.code).toBe(1);
  expect(missed.answer).toMatchObject({
    checks: {
      workers: { ok: true },
      schedule: {
        ok: false,
        detail: expect.stringMatching(
          /^document-intake\.recover missed its time [\d-]+T[\d:]+\.000Z \(last ran /,
        ),
      },
    },
  });
  expect(caughtUp.code).toBe(0);
});

it('job tables that are missing, and a store that takes nothing, are told', async () => {
  const file = path.join(folder, 'a-file');
  await writeFile(file, '');
  const client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
  await client.query('alter schema graphile_worker rename to put_aside');
  const { code, answer } = await healthCheck({ ...complete(), STORAGE_DIR: path.join(file, 'store') });
  await client.query('alter schema put_aside rename to graphile_worker');
  await client.end();
  expect(code).toBe(1);
  expect(answer).toMatchObject({
    checks: {
      schema: { ok: true },
      jobs: { ok: false, detail: expect.stringContaining('pnpm db:migrate:deploy') },
      storage: { ok: false, detail: expect.stringContaining('ENOTDIR') },
    },
  });
});

/** The operator's health check, run as the command it is. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
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
    execFile(process.execPath, [file], { env: { PATH: process.env.PATH, ...env } }, (error, stdout) =>
      resolve({ code: error?.code ?? 0, answer: JSON.parse(stdout) }),
    );
  });
}

const complete = () => ({
  DATABASE_URL: database.appUrl,
  STORAGE_DIR: folder,
  MAIL_OUTBOX_DIR: folder,
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
});

it('a worker with its settings, database, job tables and store is healthy', async () => {
  const { code, answer } = await healthCheck(complete());
  expect(code).toBe(0);
  expect(answer).toMatchObject({
    status: 'ok',
    service: 'worker-jobs',
    checks: {
      environment: { ok: true },
      database: { ok: true, detail: expect.stringMatching(/^PostgreSQL 1\d/) },
      jobs: { ok: true },
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

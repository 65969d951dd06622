/** The worker's port: alive without asking anybody, ready only with its database, and numbers that are true or absent. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRealLedger } from '@muhasebi/features/real-ledger.fixture.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { createLogger } from '@muhasebi/platform/log/logger.ts';
import { holdLease } from '@muhasebi/platform/queue/worker-lease.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Operations, startOperations } from './operations.ts';

const log = createLogger({ service: 'test', level: 'silent', format: 'json' });
let database: TestDatabase;
let jobsPool: pg.Pool;
let operations: Operations;
let url: string;
beforeAll(async () => {
  database = await createTestDatabase();
  jobsPool = createPool({ url: database.appUrl, maxConnections: 2, applicationName: 'test' });
  const { feature } = createRealLedger({
    db: createDatabase<DB>(jobsPool),
    clock: systemClock,
    scratchDir: tmpdir(),
  });
  const port = await findFreePort();
  url = `http://127.0.0.1:${port}`;
  operations = await startOperations({
    host: '127.0.0.1',
    port,
    databaseUrl: database.appUrl,
    migrationsDir: path.join(import.meta.dirname, '../../../db/migrations'),
    features: [feature],
    jobsPool,
    storageDir: tmpdir(),
    checkStore: async () => {},
    log,
  });
});
afterAll(async () => {
  await operations.close();
  await jobsPool.end();
  await database.drop();
});

async function ask(path: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(url + path);
  return { status: answer.status, text: await answer.text() };
}

/** Past every guard. */
async function change(text: string): Promise<void> {
  const superuser = new pg.Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  try {
    await superuser.query(text);
  } finally {
    await superuser.end();
  }
}

it('a worker with its database and schema is alive and ready', async () => {
  expect(await ask('/healthz')).toEqual({ status: 200, text: '{"status":"ok","service":"worker-jobs"}' });
  expect(await ask('/readyz')).toEqual({ status: 200, text: '{"status":"ready"}' });
});

it('a schema that is behind makes it not ready, and says so', async () => {
  const hide = (from: string, to: string) =>
    change(`update migrations.history set name = '${to}' where name = '${from}'`);
  const name = '20261123100400_create_vouchers';
  await hide(name, 'hidden');
  const behind = await ask('/readyz');
  await hide('hidden', name);
  expect([behind.status, JSON.parse(behind.text)]).toEqual([
    503,
    {
      status: 'not_ready',
      details: { error: 'Database schema is behind this release', migrations: 'behind' },
    },
  ]);
  expect((await ask('/readyz')).status).toBe(200);
});

it('the queue is told as it is', async () => {
  const lease = await holdLease(database.appUrl, ['worker-of-the-test']);
  await change(`select graphile_worker.add_job('x.y', run_at := now() - interval '20 minutes')`);
  const { text } = await ask('/metrics');
  await lease.release();
  expect(text).toMatch(/^muhasebi_queue_live_workers 1$/m);
  expect(text).toMatch(/^muhasebi_queue_waiting 1$/m);
  expect(text).toMatch(/^muhasebi_queue_oldest_due_seconds 12\d\d$/m);
  expect(text).toMatch(/^muhasebi_disk_free_bytes\{folder="documents"\} \d+$/m);
});

it('vouchers are counted over all offices, each under its own security', async () => {
  const db = createDatabase<DB>(jobsPool);
  for (const tenant_id of [randomUUID(), randomUUID()]) {
    await inScope(db, systemScope(tenant_id), async (trx) => {
      await trx.insertInto('offices').values({ tenant_id, name: 'Ofis' }).execute();
      const client = { tenant_id, title: 'Müşteri', tax_id: '9876543217' };
      const { client_id } = await trx
        .insertInto('clients')
        .values(client)
        .returning('client_id')
        .executeTakeFirstOrThrow();
      const voucher = { tenant_id, client_id, type: 'mahsup', voucher_date: '2026-11-23' };
      await trx.insertInto('vouchers').values(voucher).execute();
    });
  }
  // A reader of its own: what the running one read before is young enough to be given again.
  const { feature } = createRealLedger({ db, clock: systemClock, scratchDir: tmpdir() });
  const readings = await feature.gauges?.[0]?.read();
  expect(readings).toEqual([
    { gauge: 'muhasebi_vouchers', labels: { status: 'draft' }, value: 2 },
    { gauge: 'muhasebi_vouchers', labels: { status: 'posted' }, value: 0 },
  ]);
});

it('without the database it is alive, not ready within two seconds, and its numbers are absent', async () => {
  const name = new URL(database.appUrl).pathname.slice(1);
  const postgres = new URL(database.superuserUrl);
  postgres.pathname = '/postgres';
  const superuser = new pg.Client({ connectionString: postgres.href });
  await superuser.connect();
  await superuser.query(`alter database ${name} with allow_connections false`);
  await superuser.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  const started = performance.now();
  const [alive, ready, { text }] = await Promise.all([ask('/healthz'), ask('/readyz'), ask('/metrics')]);
  const took = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, 5_500));
  const later = (await ask('/metrics')).text;
  await superuser.query(`alter database ${name} with allow_connections true`);
  await superuser.end();
  expect(alive.status).toBe(200);
  expect([ready.status, JSON.parse(ready.text)]).toEqual([
    503,
    { status: 'not_ready', details: { error: 'Database connection failed' } },
  ]);
  expect(took).toBeLessThan(2_500);
  expect(text).toMatch(/^process_cpu_seconds_total /m);
  expect(later).toMatch(/^muhasebi_reading_ok\{source="queue"\} 0$/m);
  expect(later).not.toMatch(/^muhasebi_queue_/m);
  expect((await ask('/readyz')).status).toBe(200);
});

it('a worker that drains is not ready', async () => {
  operations.drain();
  expect(await ask('/readyz')).toEqual({
    status: 503,
    text: '{"status":"not_ready","details":{"error":"Shutting down"}}',
  });
});

it('a port of 0 opens nothing and measures nothing', async () => {
  const none = await startOperations({
    host: '127.0.0.1',
    port: 0,
    databaseUrl: 'postgresql://nobody:x@127.0.0.1:1/none',
    migrationsDir: '/nowhere',
    features: [],
    jobsPool,
    storageDir: null,
    checkStore: async () => {},
    log,
  });
  expect(none.jobs).toBeNull();
  await none.close();
});

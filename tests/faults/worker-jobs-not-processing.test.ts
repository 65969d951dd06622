/** Drill "Worker jobs not processing": killed, hung, starved, blocked by poison; named by the health check, mended as documented. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { command, healthCheck } from './command.ts';
import { createInstallation, type Installation, until } from './installation.ts';
import { buyer, purchases } from './invoices.ts';
import type { Owner } from './owner.ts';

const READ_LIMIT_MS = 50_000;
/** A worker is silent for twenty seconds before it counts as hung. */
const HUNG_LIMIT_MS = 45_000;

let database: TestDatabase;
let place: Installation;
let superuser: ReturnType<typeof createPool>;
let owner: Owner;
let clientId: string;
/** What the operator set aside for watched folders. */
let watchRoot: string;

beforeAll(async () => {
  database = await createTestDatabase();
  watchRoot = await mkdtemp(path.join(tmpdir(), 'muhasebi-watched-'));
  place = await createInstallation({
    appUrl: database.appUrl,
    workerEnv: { WORKER_CONCURRENCY: '1', WATCH_ROOT: watchRoot },
  });
  superuser = createPool({ url: database.superuserUrl, maxConnections: 2, applicationName: 'nobet' });
  await place.startApi();
});
afterAll(async () => {
  await place?.close();
  await superuser?.end();
  await database?.drop();
  await rm(watchRoot, { recursive: true, force: true });
});
beforeEach(async () => {
  owner = await place.newOwner();
  clientId = await owner.newClient(buyer);
});

const states = () => owner.counts(clientId);
const send = (seed: string, count: number) => owner.uploaded(clientId, purchases(seed, count));

/** Whoever books for this client company waits meanwhile for its accounts: the one seat of the worker is taken. */
async function whileAccountsAreHeld(work: () => Promise<void>): Promise<void> {
  const holder = await superuser.connect();
  try {
    await holder.query('begin');
    await holder.query('select from accounts where client_id = $1 for update', [clientId]);
    await work();
  } finally {
    try {
      await holder.query('rollback');
    } finally {
      holder.release();
    }
  }
}

/** Everything read once, a draft voucher each, and a health check that says so. */
async function expectAllWell(count: number): Promise<void> {
  await until(() => owner.isAllRead(clientId), READ_LIMIT_MS);
  expect(await states()).toEqual({ READY: count });
  const documents = await owner.documents(clientId);
  expect(new Set(documents.map(({ voucherId }) => voucherId)).size).toBe(count);
  expect(await owner.vouchers(clientId)).toHaveLength(count);
  await until(async () => (await healthCheck(place.env)).code === 0, READ_LIMIT_MS, 500);
}

test('no worker: documents stay PENDING, the health check says so in words, and a start reads them', async () => {
  await send('killed', 20);
  expect(await states()).toEqual({ PENDING: 20 });
  const { code, said } = await command('pnpm -C apps/worker-jobs health-check', place.env);
  expect(code).toBe(1);
  expect(said).toContain('✗ workers: no worker is running; start one: node apps/worker-jobs/src/main.ts');
  expect(said).toContain('✓ database: PostgreSQL 18');
  place.worker.start();
  await expectAllWell(20);
});

test('a worker killed at work holds nothing for long: the next frees what it held', async () => {
  await whileAccountsAreHeld(async () => {
    await send('killed-at-work', 60);
    await until(async () => (await locked()) > 0, READ_LIMIT_MS);
    await place.worker.kill();
  });
  const { checks } = await healthCheck(place.env);
  expect(checks.workers).toMatchObject({ ok: false, detail: expect.stringContaining('no worker') });
  place.worker.start();
  await expectAllWell(60);
});

test('a worker that hangs keeps its lease and is told apart; ended with -9 and started again, all is read', async () => {
  place.worker.hang();
  await send('hung', 20);
  const look = async () => (await healthCheck(place.env)).checks.workers?.ok === false;
  await until(look, HUNG_LIMIT_MS, 1_000);
  const health = await healthCheck(place.env);
  expect(health.code).toBe(1);
  expect(health.checks.workers?.detail).toMatch(
    /^1 of 1 workers hang: one was not heard of for \d+ s; end it with -9 and start it again$/,
  );
  expect((await states()).READY ?? 0).toBeLessThan(20);
  await place.worker.kill();
  place.worker.start();
  await expectAllWell(20);
});

test('a worker full of slow jobs: the oldest due job tells it, and all of them are done once it is free', async () => {
  const other = await place.newOwner();
  const otherClient = await other.newClient(buyer);
  await whileAccountsAreHeld(async () => {
    // One for each place of the worker, the one that it keeps for people with them.
    for (const name of ['slow', 'slower']) await send(name, 1);
    await until(async () => (await locked('document-intake.read')) === 2, READ_LIMIT_MS);
    await other.uploaded(otherClient, purchases('starved', 10));
    expect(await other.counts(otherClient)).toEqual({ PENDING: 10 });
    await age('20 minutes');
    const { code, checks } = await healthCheck(place.env);
    expect(code).toBe(1);
    expect(checks.workers).toMatchObject({ ok: true });
    expect(checks.queue?.detail).toMatch(
      /^a job has been due for 1[12]\d\d s; the queue is blocked or overloaded$/,
    );
  });
  await until(() => other.isAllRead(otherClient), READ_LIMIT_MS);
  expect(await other.counts(otherClient)).toEqual({ READY: 10 });
  await expectAllWell(2);
});

test('poison: the document that fails ends FAILED with a reason, those beside and behind it are read', async () => {
  await superuser.query(
    `create function poison() returns trigger language plpgsql as $$ begin raise 'zehirli belge'; end $$;
     create trigger a_poison before update on documents for each row
     when (new.file_name = 'poison-3.xml' and new.state = 'READY') execute function poison()`,
  );
  await send('poison', 8);
  await send('behind', 8);
  await until(async () => (await states()).READY === 15, READ_LIMIT_MS);
  await until(() => owner.isAllRead(clientId), READ_LIMIT_MS);
  expect(await states()).toEqual({ READY: 15, FAILED: 1 });
  const failed = (await owner.documents(clientId)).find(({ state }) => state === 'FAILED');
  expect(failed).toMatchObject({
    fileName: 'poison-3.xml',
    voucherId: null,
    failure: { code: 'intake.given-up', next: expect.stringContaining('Yeniden oku') },
  });
  expect(place.worker.log).toContain('zehirli belge');
  await superuser.query('drop trigger a_poison on documents; drop function poison');
  expect((await owner.ask('POST', `/documents/${failed?.id}/retry`)).status).toBe(200);
  await expectAllWell(16);
});

test('a job that no worker of this release knows is told by its age, and hinders no other', async () => {
  await superuser.query(
    `select graphile_worker.add_job('baska-surum.is', run_at := now() - interval '20 minutes')`,
  );
  await send('unknown', 3);
  await until(() => owner.isAllRead(clientId), READ_LIMIT_MS);
  const { code, checks } = await healthCheck(place.env);
  expect([code, checks.queue?.ok, checks.workers?.ok]).toEqual([1, false, true]);
  const { rows } = await superuser.query<{ name: string }>(
    'select task_identifier as name from graphile_worker.jobs where locked_at is null order by run_at limit 1',
  );
  expect(rows[0]?.name).toBe('baska-surum.is');
  await superuser.query(
    `select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs where task_identifier = 'baska-surum.is'`,
  );
  await expectAllWell(3);
});

test('scheduled reports not running: what was missed without a worker comes once, when one is there again', async () => {
  await place.worker.kill();
  const plan = {
    ...{ name: 'Günlük özet', reportId: 'month-summary', format: 'pdf', about: 'all', span: 'yesterday' },
    rule: { every: 'day', workingDaysOnly: false, time: '08:30' },
    recipients: [{ kind: 'address', address: 'patron@isik.example' }],
    ...{ subject: '{mukellef}', body: '{ozet}', skipEmpty: false },
  };
  expect((await owner.ask('POST', '/report-schedules', plan)).status).toBe(201);
  await superuser.query(
    `update report_schedules set next_due_day = current_date - 3, next_due_at = now() - interval '3 days'`,
  );
  const { code, checks } = await healthCheck(place.env);
  expect([code, checks.workers?.ok]).toEqual([1, false]);
  place.worker.start();
  // The schedule looks every minute; the drill does not wait for it.
  for (let look = 0; look < 2; look++)
    await superuser.query(`select graphile_worker.add_job('report-schedules.tell-due')`);
  const runs = async () =>
    (await owner.ask('GET', '/report-runs')).body as { items: Record<string, unknown>[] };
  await until(async () => (await runs()).items[0]?.state === 'sent', READ_LIMIT_MS);
  const { items } = await runs();
  expect(items).toMatchObject([{ recipients: { waiting: 0, sent: 1, failed: 0 } }]);
  expect(items[0]?.missed).toBeGreaterThanOrEqual(2);
  await until(async () => (await healthCheck(place.env)).code === 0, READ_LIMIT_MS, 500);
});

test('integration syncs not executing: one waits for a worker, one that fails says why and pauses; mended and resumed, it takes the file once', async () => {
  await place.worker.kill();
  const settings = { folder: '', settleSeconds: 1, afterTaking: 'keep' };
  const asked = { kind: 'watched-folder', name: 'Banka klasörü', clientId: null, everyMinutes: 5, settings };
  const { body } = await owner.ask('POST', '/integrations', asked);
  const { id } = body as { id: string };
  const { rows } = await superuser.query<{ tenant_id: string }>(
    'select tenant_id from integrations where integration_id = $1',
    [id],
  );
  const folder = path.join(watchRoot, rows[0]?.tenant_id ?? '');
  const sync = () => owner.ask('POST', `/integrations/${id}/sync`);
  const now = async () => {
    const { items } = await owner.get<{ items: SyncedIntegration[] }>('/integrations');
    return items[0];
  };
  expect((await sync()).status).toBe(202);
  expect((await now())?.lastRun.state).toBe('queued');
  expect((await healthCheck(place.env)).checks.workers).toMatchObject({ ok: false });

  place.worker.start();
  await until(async () => (await now())?.lastRun.state === 'failed', READ_LIMIT_MS);
  const message = expect.not.stringContaining('Ayar eksik');
  expect(await now()).toMatchObject({ state: 'paused', fault: { kind: 'wrong-settings', message } });
  expect(await sync()).toMatchObject({ status: 409, body: { code: 'INTEGRATION_PAUSED' } });

  await mkdir(folder);
  const [invoice] = purchases('synced', 1);
  await writeFile(path.join(folder, 'fatura.xml'), invoice?.content ?? '');
  await owner.ask('POST', `/integrations/${id}/resume`);
  await sync();
  await until(async () => (await states()).READY === 1, READ_LIMIT_MS);
  await until(async () => (await now())?.lastRun.state === 'done', READ_LIMIT_MS);
  expect(await now()).toMatchObject({ state: 'active', fault: null, failuresInARow: 0 });
  await expectAllWell(1);
});

interface SyncedIntegration {
  readonly state: string;
  readonly lastRun: { readonly state: string };
}

/** Jobs that a worker holds, of this kind alone where one is named. */
async function locked(kind = '%'): Promise<number> {
  const { rowCount } = await superuser.query(
    'select from graphile_worker.jobs where locked_at is not null and task_identifier like $1',
    [kind],
  );
  return rowCount ?? 0;
}

/** As if the waiting jobs had waited for so long already. */
async function age(interval: string): Promise<void> {
  await superuser.query(
    `update graphile_worker._private_jobs set run_at = now() - interval '${interval}' where locked_at is null`,
  );
}

/** What a running installation tells Prometheus: all that rules and dashboard ask for, and nothing of anybody. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dashboardQueries, rulesText, seriesNamed } from './alerts.ts';
import { DatabaseServer } from './database-server.ts';
import { newOwner, statusOf, until } from './installation.ts';
import { buyer, purchases } from './invoices.ts';
import type { Owner } from './owner.ts';
import { Program } from './program.ts';

let database: DatabaseServer;
let folder: string;
let api: Program;
let worker: Program;
let owner: Owner;
let clientId: string;
let env: NodeJS.ProcessEnv;
let url: string;
let apiMetrics: string;
let workerMetrics: string;

beforeAll(async () => {
  database = await DatabaseServer.start();
  const operator = createPool({ url: database.superuserUrl, maxConnections: 1, applicationName: 'test' });
  await operator.query(
    `insert into operation_runs (kind, started_at, ended_at, outcome, size_bytes) values ('backup', now(), now(), 'ok', 1)`,
  );
  await operator.end();
  folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-metrics-'));
  const [port, apiPort, workerPort] = [await findFreePort(), await findFreePort(), await findFreePort()];
  url = `http://127.0.0.1:${port}`;
  apiMetrics = `http://127.0.0.1:${apiPort}`;
  workerMetrics = `http://127.0.0.1:${workerPort}`;
  env = {
    PATH: process.env.PATH,
    NODE_ENV: 'test',
    DATABASE_URL: database.appUrl,
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_PORT: String(apiPort),
    WORKER_METRICS_PORT: String(workerPort),
    PUBLIC_URL: url,
    JWT_SECRET: randomBytes(40).toString('hex'),
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    STORAGE_DIR: path.join(folder, 'files'),
    MAIL_OUTBOX_DIR: path.join(folder, 'mail'),
  };
  api = new Program('backend-api', env);
  worker = new Program('worker-jobs', env);
  api.start();
  worker.start();
  await until(async () => (await statusOf(`${url}/readyz`)) === 200, 20_000);
  await until(async () => (await statusOf(`${workerMetrics}/readyz`)) === 200, 20_000);
  owner = await newOwner(url, database.appUrl);
  clientId = await owner.newClient(buyer);
  await owner.uploaded(clientId, purchases('metrics', 3));
  await owner.ask('GET', '/clients/00000000-0000-0000-0000-000000000000');
  await until(() => owner.isAllRead(clientId), 30_000);
  // As after the first full minute, which a test need not wait for.
  const pool = createPool({
    url: database.appUrl,
    maxConnections: 1,
    applicationName: 'test',
  });
  await pool.query('update graphile_worker._private_known_crontabs set last_execution = now()');
  await pool.end();
});
afterAll(async () => {
  database?.letGo();
  await Promise.all([api?.stop(), worker?.stop()]);
  await rm(folder, { recursive: true, force: true });
  await database?.remove();
});

async function scrape(address: string): Promise<string> {
  return (await fetch(`${address}/metrics`)).text();
}

it('every series that the rules and the dashboard ask for is told, with the labels they ask by', async () => {
  const told = ((await scrape(apiMetrics)) + (await scrape(workerMetrics))).split('\n');
  const wanted = seriesNamed([rulesText, ...dashboardQueries].join('\n'));
  expect(wanted.length).toBeGreaterThan(40);
  const absent = wanted.filter(({ name, labels }) => {
    const samples = told.filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
    return !samples.some((line) => labels.every((label) => line.includes(`${label}="`)));
  });
  expect(absent).toEqual([]);
});

it('jobs, documents, vouchers and sessions are told as they are', async () => {
  const told = await scrape(workerMetrics);
  const counts = await owner.counts(clientId);
  expect(counts.READY).toBe(3);
  expect(told).toMatch(/^muhasebi_queue_live_workers 1$/m);
  expect(told).toMatch(/^muhasebi_jobs_ended_total\{job="document-intake\.read",outcome="done"\} [1-9]/m);
  expect(told).toMatch(/^muhasebi_jobs_ended_total\{job="document-intake\.read",outcome="gave-up"\} 0$/m);
  expect(told).toMatch(/^muhasebi_documents\{state="READY"\} 3$/m);
  expect(told).toMatch(/^muhasebi_documents\{state="FAILED"\} 0$/m);
  expect(told).toMatch(/^muhasebi_documents_oldest_unread_seconds 0$/m);
  expect(told).toMatch(/^muhasebi_vouchers\{status="draft"\} 3$/m);
  expect(told).toMatch(/^muhasebi_sessions\{state="active"\} 1$/m);
  expect(told).toMatch(/^muhasebi_db_query_duration_seconds_count\{pool="jobs",outcome="ok"\} [1-9]/m);
});

it('no id, address or name of anybody stands in the metrics', async () => {
  const told = (await scrape(apiMetrics)) + (await scrape(workerMetrics));
  expect(told).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  expect(told).not.toContain(buyer.taxId.value);
  expect(told).not.toContain('@');
});

it('metrics are on their own port alone, and that answers this machine alone', async () => {
  const answer = await fetch(`${url}/metrics`);
  expect(await answer.text()).not.toContain('process_cpu_seconds_total');
  expect(await statusOf(`${apiMetrics}/api/v1/clients`)).toBe(404);
  expect(await statusOf(`${apiMetrics.replace('127.0.0.1', '127.0.0.2')}/metrics`)).toBe(0);
});

it('a second worker whose port is taken says so and works', async () => {
  const second = new Program('worker-jobs', env);
  second.start();
  try {
    await until(() => second.log.includes('"msg":"working"'), 20_000);
    expect(second.log).toContain('metrics and probes cannot be served');
    await until(
      async () => /^muhasebi_queue_live_workers 2$/m.test(await scrape(workerMetrics)),
      20_000,
      500,
    );
  } finally {
    await second.stop();
  }
});

it('with a database that stands still the worker is alive, not ready within two seconds, and tells so', async () => {
  await database.freeze();
  const started = performance.now();
  const alive = statusOf(`${workerMetrics}/healthz`, 500);
  const ready = statusOf(`${workerMetrics}/readyz`, 2_000);
  expect(await Promise.all([alive, ready])).toEqual([200, 503]);
  expect(performance.now() - started).toBeLessThan(2_000);
  // What was read before is shown for a while yet.
  await until(
    async () => /^muhasebi_reading_ok\{source="queue"\} 0$/m.test(await scrape(workerMetrics)),
    30_000,
    500,
  );
  expect(await scrape(workerMetrics)).not.toMatch(/^muhasebi_queue_/m);
  expect(await scrape(apiMetrics)).toMatch(/^process_cpu_seconds_total /m);
  database.letGo();
  await until(async () => (await statusOf(`${workerMetrics}/readyz`)) === 200, 5_000);
  await until(async () => /^muhasebi_queue_live_workers 1$/m.test(await scrape(workerMetrics)), 30_000, 500);
});

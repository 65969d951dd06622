/**
 * `pnpm health-check`: settings, database, schema, job tables, live workers, queue, schedule and store; exit code 1 where
 * something is wrong. `--json` gives one JSON line.
 */
import path from 'node:path';
import { hostDeps } from '@muhasebi/features/host-deps.ts';
import { createFeatures } from '@muhasebi/features/registry.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { loadSettings } from '@muhasebi/platform/config/load-settings.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { readMigrations } from '@muhasebi/platform/db/migration-files.ts';
import { readHistory } from '@muhasebi/platform/db/migration-history.ts';
import { compareMigrations, schemaFit } from '@muhasebi/platform/db/migration-status.ts';
import { createLogger } from '@muhasebi/platform/log/logger.ts';
import { leave } from '@muhasebi/platform/process/leave.ts';
import { type QueueHealth, readQueueHealth } from '@muhasebi/platform/queue/queue-health.ts';
import { readQueueSchema } from '@muhasebi/platform/queue/queue-schema.ts';
import { createStorage } from '@muhasebi/platform/storage/create-storage.ts';
import type pg from 'pg';
import { judgeQueue, judgeSchedules, judgeWorkers } from './judge-queue.ts';
import { type WorkerSettings, workerSettings } from './settings.ts';

const CHECK_LIMIT_MS = 5_000;
const MIGRATIONS_DIR = path.join(import.meta.dirname, '../../../db/migrations');

interface Check {
  readonly ok: boolean;
  /** What was found, or what is wrong. */
  readonly detail: string;
}

/** Never throws: every fault becomes its check's detail. */
async function check(work: () => Promise<string>): Promise<Check> {
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${CHECK_LIMIT_MS} ms`)), CHECK_LIMIT_MS).unref();
  });
  try {
    return { ok: true, detail: await Promise.race([work(), late]) };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

async function jobTables(pool: pg.Pool, queue: Promise<QueueHealth>): Promise<string> {
  const fit = await readQueueSchema(pool);
  if (fit !== 'fits') throw new Error(`the job tables are ${fit}; run pnpm db:migrate:deploy`);
  const { waiting, running, gaveUp } = await queue;
  return `waiting ${waiting}, running ${running}, gave up ${gaveUp}`;
}

async function schemaCheck(pool: pg.Pool): Promise<string> {
  const fit = schemaFit(compareMigrations(await readMigrations(MIGRATIONS_DIR), await readHistory(pool)));
  if (fit === 'behind' || fit === 'failed' || fit === 'contracted')
    throw new Error(`the schema is ${fit}; see pnpm db:migrate status`);
  return fit;
}

/** What the features of this release run by the clock. */
function schedulesOf(settings: WorkerSettings, pool: pg.Pool) {
  const log = createLogger({ service: 'worker-health-check', level: 'silent', format: 'json' });
  const own = { db: createDatabase<DB>(pool), log, live: null, host: null, jwtSecret: '', scratchDir: '' };
  return createFeatures(hostDeps(settings, own)).flatMap(({ schedules }) => schedules);
}

async function checksOf(settings: WorkerSettings): Promise<Record<string, Check>> {
  const pool = createPool({
    url: settings.DATABASE_URL,
    maxConnections: 1,
    applicationName: 'worker-health-check',
    statementTimeoutMs: CHECK_LIMIT_MS,
  });
  const storage = check(async () => {
    await createStorage(settings).check();
    return settings.STORAGE_DRIVER;
  });
  const database = await check(async () => {
    const { rows } = await pool.query<{ version: string }>(
      `select current_setting('server_version') as version`,
    );
    return `PostgreSQL ${rows[0]?.version}`;
  });
  const checks = database.ok ? await insideOf(pool, settings) : {};
  return { database, ...checks, storage: await storage };
}

async function insideOf(pool: pg.Pool, settings: WorkerSettings): Promise<Record<string, Check>> {
  const queue = readQueueHealth(pool);
  // Told by each check that asks for it.
  queue.catch(() => {});
  return {
    schema: await check(() => schemaCheck(pool)),
    jobs: await check(() => jobTables(pool, queue)),
    workers: await check(async () => judgeWorkers(await queue)),
    queue: await check(async () => judgeQueue(await queue)),
    schedule: await check(() => judgeSchedules(pool, schedulesOf(settings, pool))),
  };
}

/** Answers the exit code. */
function tell(checks: Readonly<Record<string, Check>>): 0 | 1 {
  const isHealthy = Object.values(checks).every(({ ok }) => ok);
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ status: isHealthy ? 'ok' : 'failed', service: 'worker-jobs', checks }));
  } else {
    for (const [name, { ok, detail }] of Object.entries(checks))
      console.log(`${ok ? '✓' : '✗'} ${name}: ${detail}`);
  }
  return isHealthy ? 0 : 1;
}

const environment = await check(async () => {
  loadSettings(workerSettings, process.env);
  return 'complete';
});
const checks = environment.ok ? await checksOf(loadSettings(workerSettings, process.env)) : {};
// Connections are not said goodbye to: a database that stands still would never answer.
leave(tell({ environment, ...checks }));

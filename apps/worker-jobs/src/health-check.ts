/**
 * `pnpm health-check`: settings, database, schema, job tables, live workers and store; exit code 1 where something is
 * wrong. `--json` gives one JSON line.
 */
import path from 'node:path';
import { loadSettings } from '@muhasebi/platform/config/load-settings.ts';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { readMigrations } from '@muhasebi/platform/db/migration-files.ts';
import { readHistory } from '@muhasebi/platform/db/migration-history.ts';
import { compareMigrations, schemaFit } from '@muhasebi/platform/db/migration-status.ts';
import { type QueueHealth, readQueueHealth } from '@muhasebi/platform/queue/queue-health.ts';
import { createStorage } from '@muhasebi/platform/storage/create-storage.ts';
import type pg from 'pg';
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

/** Beyond this a job that is due waits too long, and a schedule that runs each minute has stopped. Seconds. */
const LATE_SECONDS = 300;

/** Is anybody working, and is nothing left lying? Throws what is wrong, in words. */
function judge(queue: QueueHealth): string {
  const { liveWorkers, oldestDueSeconds, abandoned, scheduleSeconds } = queue;
  if (liveWorkers === 0)
    throw new Error('no worker is running; start one: node apps/worker-jobs/src/main.ts');
  if (abandoned > 0) throw new Error(`${abandoned} jobs are held by workers that are gone`);
  if (oldestDueSeconds !== null && oldestDueSeconds > LATE_SECONDS)
    throw new Error(`a job has been due for ${oldestDueSeconds} s; the queue is blocked or overloaded`);
  if (scheduleSeconds !== null && scheduleSeconds > LATE_SECONDS)
    throw new Error(`nothing was scheduled for ${scheduleSeconds} s; the schedule has stopped`);
  return `${liveWorkers} at work, oldest due job ${oldestDueSeconds ?? 0} s`;
}

function jobTables({ waiting, running, gaveUp }: QueueHealth): string {
  return `waiting ${waiting}, running ${running}, gave up ${gaveUp}`;
}

async function schemaCheck(pool: pg.Pool): Promise<string> {
  const fit = schemaFit(compareMigrations(await readMigrations(MIGRATIONS_DIR), await readHistory(pool)));
  if (fit === 'behind' || fit === 'failed' || fit === 'contracted')
    throw new Error(`the schema is ${fit}; see pnpm db:migrate status`);
  return fit;
}

async function checksOf(settings: WorkerSettings): Promise<Record<string, Check>> {
  const pool = createPool({
    url: settings.DATABASE_URL,
    maxConnections: 1,
    applicationName: 'worker-health-check',
    statementTimeoutMs: CHECK_LIMIT_MS,
  });
  const database = await check(async () => {
    const { rows } = await pool.query<{ version: string }>(
      `select current_setting('server_version') as version`,
    );
    return `PostgreSQL ${rows[0]?.version}`;
  });
  const schema = await check(() => schemaCheck(pool));
  const queue = readQueueHealth(pool);
  const jobs = await check(async () => jobTables(await queue));
  const workers = await check(async () => judge(await queue));
  const storage = await check(async () => {
    await createStorage(settings).check();
    return settings.STORAGE_DRIVER;
  });
  await pool.end();
  return { database, schema, jobs, workers, storage };
}

function tell(checks: Readonly<Record<string, Check>>): void {
  const isHealthy = Object.values(checks).every(({ ok }) => ok);
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ status: isHealthy ? 'ok' : 'failed', service: 'worker-jobs', checks }));
  } else {
    for (const [name, { ok, detail }] of Object.entries(checks))
      console.log(`${ok ? '✓' : '✗'} ${name}: ${detail}`);
  }
  process.exitCode = isHealthy ? 0 : 1;
}

const environment = await check(async () => {
  loadSettings(workerSettings, process.env);
  return 'complete';
});
tell({ environment, ...(environment.ok ? await checksOf(loadSettings(workerSettings, process.env)) : {}) });

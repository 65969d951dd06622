/** `pnpm health-check`: settings, database, job tables and store, one JSON line; exit code 1 where something is wrong. */
import { loadSettings } from '@muhasebi/platform/config/load-settings.ts';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { createStorage } from '@muhasebi/platform/storage/create-storage.ts';
import type pg from 'pg';
import { type WorkerSettings, workerSettings } from './settings.ts';

const CHECK_LIMIT_MS = 5_000;

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

async function jobTables(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ waiting: number; running: number; gaveUp: number }>(
    `select (count(*) filter (where locked_at is null and attempts < max_attempts))::int as waiting,
       (count(*) filter (where locked_at is not null))::int as running,
       (count(*) filter (where locked_at is null and attempts >= max_attempts))::int as "gaveUp"
     from graphile_worker.jobs`,
  );
  const jobs = rows[0];
  return `waiting ${jobs?.waiting}, running ${jobs?.running}, gave up ${jobs?.gaveUp}`;
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
  const jobs = await check(() => jobTables(pool));
  const storage = await check(async () => {
    await createStorage(settings).check();
    return settings.STORAGE_DRIVER;
  });
  await pool.end();
  return { database, jobs, storage };
}

function tell(checks: Readonly<Record<string, Check>>): void {
  const isHealthy = Object.values(checks).every(({ ok }) => ok);
  console.log(JSON.stringify({ status: isHealthy ? 'ok' : 'failed', service: 'worker-jobs', checks }));
  process.exitCode = isHealthy ? 0 : 1;
}

const environment = await check(async () => {
  loadSettings(workerSettings, process.env);
  return 'complete';
});
tell({ environment, ...(environment.ok ? await checksOf(loadSettings(workerSettings, process.env)) : {}) });

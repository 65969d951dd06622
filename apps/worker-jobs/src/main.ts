/** Starts the worker process: settings, connections, features, queue; and ends it without losing what is in flight. */
import path from 'node:path';
import { hostDeps } from '@muhasebi/features/host-deps.ts';
import { createFeatures } from '@muhasebi/features/registry.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { loadSettings } from '@muhasebi/platform/config/load-settings.ts';
import { RELEASE } from '@muhasebi/platform/config/release.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { createLogger, type Logger } from '@muhasebi/platform/log/logger.ts';
import { logSlowQueries } from '@muhasebi/platform/log/slow-queries.ts';
import { collectOften } from '@muhasebi/platform/process/collect-often.ts';
import { leave } from '@muhasebi/platform/process/leave.ts';
import { openScratchDir } from '@muhasebi/platform/storage/scratch-dir.ts';
import { keepRunning } from './keep-running.ts';
import { startOperations } from './operations.ts';
import { startRunner } from './runner.ts';
import { type WorkerSettings, workerSettings } from './settings.ts';

/** Jobs at work get this long after a stop is asked for; what is cut off is taken again by another worker. Milliseconds. */
const DRAIN_LIMIT_MS = 30_000;
const MIGRATIONS_DIR = path.join(import.meta.dirname, '../../../db/migrations');

interface Running {
  readonly log: Logger;
  readonly failed: Promise<never>;
  readonly stop: () => Promise<void>;
}

async function start(settings: WorkerSettings): Promise<Running> {
  collectOften();
  const log = createLogger({
    service: 'worker-jobs',
    level: settings.LOG_LEVEL,
    format: settings.LOG_FORMAT,
  });
  const pool = createPool({
    url: settings.DATABASE_URL,
    applicationName: 'worker-jobs',
    maxConnections: settings.DATABASE_POOL_SIZE,
  });
  logSlowQueries({ jobs: pool }, settings.LOG_SLOW_QUERY_MS, log);
  const db = createDatabase<DB>(pool);
  const scratch = await openScratchDir('worker');
  // Nobody signs in or listens here.
  const deps = hostDeps(settings, {
    db,
    log,
    live: null,
    host: null,
    jwtSecret: '',
    scratchDir: scratch.path,
  });
  const features = createFeatures(deps);
  const operations = await startOperations({
    host: settings.METRICS_HOST,
    port: settings.WORKER_METRICS_PORT,
    databaseUrl: settings.DATABASE_URL,
    migrationsDir: MIGRATIONS_DIR,
    features,
    jobsPool: pool,
    storageDir: settings.STORAGE_DRIVER === 'disk' ? settings.STORAGE_DIR : null,
    checkStore: () => deps.storage.check(),
    log,
  });
  const options = {
    databaseUrl: settings.DATABASE_URL,
    features,
    concurrency: settings.WORKER_CONCURRENCY,
    log,
    metrics: operations.jobs,
  };
  const running = keepRunning(() => startRunner(options), log);
  log.info({ concurrency: settings.WORKER_CONCURRENCY, release: RELEASE }, 'working');
  return {
    log,
    failed: running.failed,
    async stop() {
      operations.drain();
      await running.stop();
      await operations.close();
      await db.destroy();
      await scratch.remove();
    },
  };
}

function endWith({ log, failed, stop }: Running): void {
  let stopping = false;
  const drain = () => {
    if (stopping) return;
    stopping = true;
    log.info('draining');
    setTimeout(() => leave(1), DRAIN_LIMIT_MS).unref();
    stop().then(
      () => {
        log.info('stopped');
        leave(0);
      },
      (error: unknown) => {
        log.error({ err: error }, 'stopped with an error');
        leave(1);
      },
    );
  };
  process.on('SIGTERM', drain);
  process.on('SIGINT', drain);
  // Started by a parent that is gone: nobody could stop us any more.
  process.on('disconnect', drain);
  failed.catch((error: unknown) => {
    if (stopping) return;
    log.fatal({ err: error }, 'ended by a fault');
    leave(1);
  });
}

try {
  endWith(await start(loadSettings(workerSettings, process.env)));
} catch (failure) {
  process.stderr.write(`${failure instanceof Error ? failure.message : String(failure)}\n`);
  leave(1);
}

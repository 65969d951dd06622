/** Starts the API process: settings, connections, features, server; and ends it without losing what is in flight. */
import path from 'node:path';
import { createKeyDoor } from '@muhasebi/features/api-keys/key-door.ts';
import type { Database } from '@muhasebi/features/feature.ts';
import { isFirstRun } from '@muhasebi/features/first-run/first-run.ts';
import { hostDeps } from '@muhasebi/features/host-deps.ts';
import { createAuthenticator } from '@muhasebi/features/identity/authenticator.ts';
import { rightsService } from '@muhasebi/features/identity/rights.ts';
import { createFeatures } from '@muhasebi/features/registry.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { loadSettings } from '@muhasebi/platform/config/load-settings.ts';
import { RELEASE } from '@muhasebi/platform/config/release.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { readMigrations } from '@muhasebi/platform/db/migration-files.ts';
import { guardAgainstStall } from '@muhasebi/platform/db/stall-guard.ts';
import { LiveEvents } from '@muhasebi/platform/events/live-events.ts';
import { createReadiness } from '@muhasebi/platform/health/readiness.ts';
import { watchStore } from '@muhasebi/platform/health/store-probe.ts';
import { createLogger, type Logger } from '@muhasebi/platform/log/logger.ts';
import { logSlowQueries } from '@muhasebi/platform/log/slow-queries.ts';
import { createHostFacts } from '@muhasebi/platform/operations/host-facts.ts';
import { leave } from '@muhasebi/platform/process/leave.ts';
import { openScratchDir } from '@muhasebi/platform/storage/scratch-dir.ts';
import type pg from 'pg';
import { startApiMetrics } from './http/metrics.ts';
import { createServer } from './server.ts';
import { type ApiSettings, apiSettings } from './settings.ts';

/** In-flight requests get this long after the proxy had its moment. Milliseconds. */
const DRAIN_LIMIT_MS = 15_000;
/** A proxy that looks every second or two has noticed by then. */
const PRODUCTION_DRAIN_DELAY_SECONDS = 3;
/** Requests that may wait for each connection: the burst of an office is let in. */
const WAITING_PER_CONNECTION = 10;
/** A request asks for a connection several times; the sum stays below what people take for a standstill. Milliseconds. */
const MAX_WAIT_MS = 500;
/** Mean over a second; a process that is merely busy stays far below. Milliseconds. */
const MAX_EVENT_LOOP_DELAY_MS = 500;
const MIGRATIONS_DIR = path.join(import.meta.dirname, '../../../db/migrations');

interface Running {
  readonly stop: () => Promise<void>;
  /** A stop that takes longer is cut off. */
  readonly stopLimitMs: number;
}

/** Probes and the operations page have connections of their own: they answer when requests hold all others. */
function openPools(settings: ApiSettings, log: Logger) {
  const connection = { url: settings.DATABASE_URL, applicationName: 'backend-api' };
  const pool = createPool({ ...connection, maxConnections: settings.DATABASE_POOL_SIZE });
  const probePool = createPool({ ...connection, maxConnections: 1, statementTimeoutMs: 1_500 });
  const operationsPool = createPool({ ...connection, maxConnections: 2, statementTimeoutMs: 3_000 });
  logSlowQueries({ requests: pool, operations: operationsPool }, settings.LOG_SLOW_QUERY_MS, log);
  const guard = guardAgainstStall({
    pools: [pool, probePool, operationsPool],
    probe: () => probePool.query('select 1'),
    onStall: (connections) =>
      log.error({ connections }, 'the database does not answer; its connections were given up'),
  });
  return { pool, probePool, operationsPool, guard };
}

function listen(settings: ApiSettings): LiveEvents {
  const live = new LiveEvents(settings.DATABASE_EVENTS_URL ?? settings.DATABASE_URL);
  live.start();
  return live;
}

/** What one process takes on before it refuses. */
function capacityOf(settings: ApiSettings, pool: pg.Pool) {
  return {
    pool,
    maxWaiting: settings.DATABASE_POOL_SIZE * WAITING_PER_CONNECTION,
    maxWaitMs: MAX_WAIT_MS,
    maxEventLoopDelayMs: MAX_EVENT_LOOP_DELAY_MS,
  };
}

async function start(settings: ApiSettings): Promise<Running> {
  const log = createLogger({
    service: 'backend-api',
    level: settings.LOG_LEVEL,
    format: settings.LOG_FORMAT,
  });
  warnOfPlainHttp(settings, log);
  const { pool, probePool, operationsPool, guard } = openPools(settings, log);
  const metrics = await startApiMetrics({
    host: settings.METRICS_HOST,
    port: settings.METRICS_PORT,
    pools: { requests: pool, probes: probePool, operations: operationsPool },
    log,
  });
  const db = createDatabase<DB>(pool);
  const live = listen(settings);
  const scratch = await openScratchDir('api');
  const migrations = await readMigrations(MIGRATIONS_DIR);
  const deps = hostDeps(settings, {
    db,
    log,
    live,
    host: createHostFacts({
      pool: operationsPool,
      release: RELEASE,
      migrations,
      requests: metrics.requests.read,
      storageDir: settings.STORAGE_DRIVER === 'disk' ? settings.STORAGE_DIR : null,
    }),
    jwtSecret: settings.JWT_SECRET,
    scratchDir: scratch.path,
  });
  const readiness = createReadiness({
    pool: probePool,
    migrations,
    store: watchStore(() => deps.storage.check()),
    log,
  });
  const drainDelayMs = 1_000 * drainDelaySeconds(settings);
  const server = await createServer({
    features: createFeatures(deps),
    db,
    readiness,
    authenticate: createAuthenticator(deps, createKeyDoor({ ...deps, rights: rightsService })).authenticate,
    log,
    publicUrl: settings.PUBLIC_URL,
    trustProxy: settings.TRUST_PROXY,
    webDistDir: settings.WEB_DIST_DIR,
    version: RELEASE,
    httpMetrics: metrics.http,
    capacity: capacityOf(settings, pool),
    drainDelayMs,
  });
  await server.app.listen({ host: settings.HOST, port: settings.PORT });
  log.info({ host: settings.HOST, port: settings.PORT, release: RELEASE }, 'listening');
  // Whoever starts it reads in its log at once why nobody is served, if nobody is.
  void readiness.ask().then(() => tellOfFirstRun(db, log));
  const stop = async () => {
    log.info('stopping');
    await server.close();
    await metrics.close();
    guard.stop();
    await live.close();
    await db.destroy();
    await Promise.all([probePool.end(), operationsPool.end()]);
    await scratch.remove();
    log.info('stopped');
  };
  return { stop, stopLimitMs: drainDelayMs + DRAIN_LIMIT_MS };
}

/** Says in the log that nobody works here yet and how to begin; the code itself is no matter for a log. */
async function tellOfFirstRun(db: Database, log: Logger): Promise<void> {
  try {
    if (await isFirstRun({ db }))
      log.info('no office yet: "pnpm -s muhasebi kurulum kodu" prints the code that opens /kurulum');
  } catch {
    // Without a database readiness says so; the hint can wait for the next start.
  }
}

function drainDelaySeconds({ NODE_ENV, DRAIN_DELAY_SECONDS }: ApiSettings): number {
  return DRAIN_DELAY_SECONDS ?? (NODE_ENV === 'production' ? PRODUCTION_DRAIN_DELAY_SECONDS : 0);
}

/** The refresh cookie is marked Secure only where people come over https. */
function warnOfPlainHttp({ NODE_ENV, PUBLIC_URL }: ApiSettings, log: Logger): void {
  if (NODE_ENV !== 'production' || PUBLIC_URL.startsWith('https:')) return;
  log.warn({ publicUrl: PUBLIC_URL }, 'people come over plain http: cookies are not marked Secure');
}

function stopOn({ stop, stopLimitMs }: Running): void {
  let stopping = false;
  const once = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => leave(1), stopLimitMs).unref();
    stop().then(
      () => leave(0),
      () => leave(1),
    );
  };
  process.on('SIGTERM', once);
  process.on('SIGINT', once);
  // Started by a parent that is gone: nobody could stop us any more.
  process.on('disconnect', once);
}

try {
  stopOn(await start(loadSettings(apiSettings, process.env)));
} catch (failure) {
  process.stderr.write(`${failure instanceof Error ? failure.message : String(failure)}\n`);
  leave(1);
}

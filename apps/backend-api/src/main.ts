/** Starts the API process: settings, connections, features, server; and ends it without losing what is in flight. */
import path from 'node:path';
import { hostDeps } from '@muhasebi/features/host-deps.ts';
import { createAuthenticator } from '@muhasebi/features/identity/authenticator.ts';
import { createFeatures } from '@muhasebi/features/registry.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { loadSettings } from '@muhasebi/platform/config/load-settings.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { readMigrations } from '@muhasebi/platform/db/migration-files.ts';
import { guardAgainstStall } from '@muhasebi/platform/db/stall-guard.ts';
import { LiveEvents } from '@muhasebi/platform/events/live-events.ts';
import { createLogger, type Logger } from '@muhasebi/platform/log/logger.ts';
import { logSlowQueries } from '@muhasebi/platform/log/slow-queries.ts';
import { createHostFacts } from '@muhasebi/platform/operations/host-facts.ts';
import { openScratchDir } from '@muhasebi/platform/storage/scratch-dir.ts';
import { startApiMetrics } from './http/metrics.ts';
import { createServer } from './server.ts';
import { type ApiSettings, apiSettings } from './settings.ts';

/** In-flight requests get this long after a stop is asked for. Milliseconds. */
const DRAIN_LIMIT_MS = 15_000;
const VERSION = '0.1.0';
const MIGRATIONS_DIR = path.join(import.meta.dirname, '../../../db/migrations');

/** Readiness and the operations page have connections of their own: an exhausted pool must still be seen and explained. */
function openPools({ DATABASE_URL, DATABASE_POOL_SIZE }: ApiSettings) {
  const connection = { url: DATABASE_URL, applicationName: 'backend-api' };
  return {
    pool: createPool({ ...connection, maxConnections: DATABASE_POOL_SIZE }),
    probePool: createPool({ ...connection, maxConnections: 1, statementTimeoutMs: 1_500 }),
    operationsPool: createPool({ ...connection, maxConnections: 2, statementTimeoutMs: 3_000 }),
  };
}

async function start(settings: ApiSettings): Promise<() => Promise<void>> {
  const log = createLogger({
    service: 'backend-api',
    level: settings.LOG_LEVEL,
    format: settings.LOG_FORMAT,
  });
  warnOfPlainHttp(settings, log);
  const { pool, probePool, operationsPool } = openPools(settings);
  const guard = guardAgainstStall({
    pools: [pool, probePool, operationsPool],
    probe: () => probePool.query('select 1'),
    onStall: (connections) =>
      log.error({ connections }, 'the database does not answer; its connections were given up'),
  });
  const metrics = await startApiMetrics({
    host: settings.METRICS_HOST,
    port: settings.METRICS_PORT,
    pools: { requests: pool, probes: probePool, operations: operationsPool },
    log,
  });
  logSlowQueries({ requests: pool, operations: operationsPool }, settings.LOG_SLOW_QUERY_MS, log);
  const db = createDatabase<DB>(pool);
  const live = new LiveEvents(settings.DATABASE_URL);
  live.start();
  const scratch = await openScratchDir('api');
  const migrations = await readMigrations(MIGRATIONS_DIR);
  const deps = hostDeps(settings, {
    db,
    log,
    live,
    host: createHostFacts({
      pool: operationsPool,
      release: VERSION,
      migrations,
      requests: metrics.requests.read,
      storageDir: settings.STORAGE_DRIVER === 'disk' ? settings.STORAGE_DIR : null,
    }),
    jwtSecret: settings.JWT_SECRET,
    scratchDir: scratch.path,
  });
  const server = await createServer({
    features: createFeatures(deps),
    db,
    probePool,
    migrations,
    authenticate: createAuthenticator(deps).authenticate,
    log,
    publicUrl: settings.PUBLIC_URL,
    trustProxy: settings.TRUST_PROXY,
    webDistDir: settings.WEB_DIST_DIR,
    version: VERSION,
    httpMetrics: metrics.http,
  });
  await server.app.listen({ host: settings.HOST, port: settings.PORT });
  log.info({ host: settings.HOST, port: settings.PORT }, 'listening');
  return async () => {
    log.info('stopping');
    await server.close();
    await metrics.close();
    guard.stop();
    await live.close();
    await db.destroy();
    await probePool.end();
    await operationsPool.end();
    await scratch.remove();
    log.info('stopped');
  };
}

/** The refresh cookie is marked Secure only where people come over https. */
function warnOfPlainHttp({ NODE_ENV, PUBLIC_URL }: ApiSettings, log: Logger): void {
  if (NODE_ENV !== 'production' || PUBLIC_URL.startsWith('https:')) return;
  log.warn({ publicUrl: PUBLIC_URL }, 'people come over plain http: cookies are not marked Secure');
}

function stopOn(stop: () => Promise<void>): void {
  let stopping = false;
  const once = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), DRAIN_LIMIT_MS).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
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
  process.exit(1);
}

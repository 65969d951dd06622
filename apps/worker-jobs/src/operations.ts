/** The worker as seen from outside: liveness, readiness and metrics on a port of their own. */
import type { Feature } from '@muhasebi/features/feature.ts';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { readMigrations } from '@muhasebi/platform/db/migration-files.ts';
import { createReadiness } from '@muhasebi/platform/health/readiness.ts';
import { watchStore } from '@muhasebi/platform/health/store-probe.ts';
import type { Logger } from '@muhasebi/platform/log/logger.ts';
import { diskGauges } from '@muhasebi/platform/metrics/disk-gauges.ts';
import { addGauges } from '@muhasebi/platform/metrics/gauge-source.ts';
import { createJobMetrics, type JobMetrics } from '@muhasebi/platform/metrics/job-metrics.ts';
import {
  metricsAnswer,
  type OperationsAnswer,
  startOperationsServer,
} from '@muhasebi/platform/metrics/operations-server.ts';
import { watchPools } from '@muhasebi/platform/metrics/pool-metrics.ts';
import { createProcessMetrics, type ProcessMetrics } from '@muhasebi/platform/metrics/process-metrics.ts';
import { queueGauges } from '@muhasebi/platform/metrics/queue-gauges.ts';
import type pg from 'pg';

/** Probes and the queue's numbers have connections of their own, so that busy jobs do not make us look dead. */
const OWN_CONNECTIONS = 2;
const STATEMENT_LIMIT_MS = 1_500;

const HEALTHY = JSON.stringify({ status: 'ok', service: 'worker-jobs' });

export interface OperationsOptions {
  readonly host: string;
  /** 0: no port is opened and nothing is measured. */
  readonly port: number;
  readonly databaseUrl: string;
  readonly migrationsDir: string;
  readonly features: readonly Feature[];
  /** The pool that jobs use. */
  readonly jobsPool: pg.Pool;
  /** Null where documents are not stored on a disk of ours. */
  readonly storageDir: string | null;
  /** Resolves if the store can be written now. */
  readonly checkStore: () => Promise<void>;
  readonly log: Logger;
}

export interface Operations {
  /** Told of every job; null where nothing is measured. */
  readonly jobs: JobMetrics | null;
  /** From now on the worker is not ready: no new work should count on it. */
  drain(): void;
  close(): Promise<void>;
}

/** To be called before `jobsPool` is first used. */
export async function startOperations(options: OperationsOptions): Promise<Operations> {
  if (options.port === 0) return { jobs: null, drain: () => {}, close: async () => {} };
  const pool = createPool({
    url: options.databaseUrl,
    applicationName: 'worker-operations',
    maxConnections: OWN_CONNECTIONS,
    statementTimeoutMs: STATEMENT_LIMIT_MS,
  });
  const migrations = await readMigrations(options.migrationsDir);
  const metrics = createProcessMetrics();
  const jobs = measureJobs(metrics, pool, options);
  const readiness = createReadiness({
    pool,
    migrations,
    store: watchStore(options.checkStore),
    log: options.log,
  });
  const server = await startOperationsServer({
    host: options.host,
    port: options.port,
    log: options.log,
    paths: {
      '/healthz': () => json(200, HEALTHY),
      '/readyz': async () => {
        const { status, body } = await readiness.ask();
        return json(status, JSON.stringify(body));
      },
      '/metrics': () => metricsAnswer(metrics),
    },
  });
  return {
    jobs,
    drain() {
      readiness.draining = true;
    },
    async close() {
      await server.close();
      await pool.end();
    },
  };
}

function measureJobs(
  metrics: ProcessMetrics,
  pool: pg.Pool,
  { features, jobsPool, storageDir }: OperationsOptions,
): JobMetrics {
  watchPools(metrics, { jobs: jobsPool, probes: pool });
  addGauges(metrics, [
    queueGauges(pool),
    ...features.flatMap((feature) => feature.gauges ?? []),
    ...(storageDir === null ? [] : [diskGauges({ documents: storageDir })]),
  ]);
  const names = features.flatMap((feature) => feature.jobs.map((job) => job.name));
  return createJobMetrics(metrics, names);
}

const json = (status: number, body: string): OperationsAnswer => ({
  status,
  type: 'application/json; charset=utf-8',
  body,
});

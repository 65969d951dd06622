/** What a connection pool does: connections by state, waits for one, and the time of each query. */
import type pg from 'pg';
import { Gauge, Histogram } from 'prom-client';
import type { ProcessMetrics } from './process-metrics.ts';
import { timeCalls } from './time-calls.ts';

/** Seconds: from a row by its key to the limit of a statement. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Watches pools from now on, each by its name; to be called before a pool is first used. */
export function watchPools({ registry }: ProcessMetrics, pools: Readonly<Record<string, pg.Pool>>): void {
  const connections = new Gauge({
    name: 'muhasebi_db_pool_connections',
    help: 'Connections of a pool by state; waiting counts callers that wait for one.',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      for (const [name, pool] of Object.entries(pools)) {
        this.set({ pool: name, state: 'busy' }, pool.totalCount - pool.idleCount);
        this.set({ pool: name, state: 'idle' }, pool.idleCount);
        this.set({ pool: name, state: 'waiting' }, pool.waitingCount);
      }
    },
  });
  const limits = new Gauge({
    name: 'muhasebi_db_pool_limit',
    help: 'The most connections that a pool opens.',
    labelNames: ['pool'],
    registers: [registry],
  });
  const waits = new Histogram({
    name: 'muhasebi_db_pool_wait_seconds',
    help: 'Time until a pool gave a connection, or gave up.',
    labelNames: ['pool', 'outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const queries = new Histogram({
    name: 'muhasebi_db_query_duration_seconds',
    help: 'Time from sending a query to its last row, by pool and outcome.',
    labelNames: ['pool', 'outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  connections.reset();
  for (const [name, pool] of Object.entries(pools)) {
    limits.set({ pool: name }, pool.options.max);
    timeCalls(pool, 'connect', (outcome, seconds) => waits.observe({ pool: name, outcome }, seconds));
    pool.on('connect', (client) =>
      timeCalls(client, 'query', (outcome, seconds) => queries.observe({ pool: name, outcome }, seconds)),
    );
  }
}

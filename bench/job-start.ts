/**
 * How soon a job of a person starts, from the begin of the transaction that makes it, while a thousand others wait: such as are not due yet, and such as
 * are due by the clock and keep the worker busy. Beside it: a bare NOTIFY to a listening connection.
 * Usage: node bench/job-start.ts [jobs measured]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { createLogger } from '@muhasebi/platform/log/logger.ts';
import { defineJob, enqueue, UNHURRIED } from '@muhasebi/platform/queue/jobs.ts';
import { copyTemplate } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';
import { sql } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import { startRunner } from '../apps/worker-jobs/src/runner.ts';
import { percentile } from './load/report.ts';
import { tell } from './tell.ts';

const MEASURED = Number(process.argv[2] ?? 200);
const WAITING = 1_000;
const GOAL_MS = 10;
/** What a job of the crowd takes: about a report. Milliseconds. */
const CROWD_MS = 50;
const GAP_MS = 25;

const postgres = await startTemporaryPostgres({ durability: 'full' });
const { appUrl } = await copyTemplate(postgres.address);
const pool = createPool({ url: appUrl, maxConnections: 4, applicationName: 'bench' });
const db = createDatabase<DB>(pool);
const started = new Map<number, (atMs: number) => void>();

const jobs = [
  defineJob({
    name: 'bench.probe',
    payload: z.object({ n: z.number() }),
    maxAttempts: 1,
    run: async ({ n }) => started.get(n)?.(performance.now()),
  }),
  defineJob({ name: 'bench.crowd', payload: z.object({}), maxAttempts: 1, run: () => sleep(CROWD_MS) }),
];
const runner = await startRunner({
  databaseUrl: appUrl,
  features: [{ name: 'bench', routes: [], jobs, schedules: [] }],
  concurrency: 4,
  log: createLogger({ service: 'bench', level: 'silent', format: 'json' }),
});

/** From the begin of the transaction that makes a job to the job's start, one after another; milliseconds. */
async function probes(): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < MEASURED; n++) {
    const startedAt = new Promise<number>((resolve) => started.set(n, resolve));
    const askedMs = performance.now();
    await db.transaction().execute((trx) => enqueue(trx, 'bench.probe', { n }));
    took.push((await startedAt) - askedMs);
    await sleep(GAP_MS);
  }
  return took;
}

/** A NOTIFY and its arrival on a connection that listens; milliseconds. */
async function bareNotify(): Promise<number[]> {
  const listener = new pg.Client({ connectionString: appUrl });
  await listener.connect();
  await listener.query('listen bench');
  const took: number[] = [];
  for (let n = 0; n < MEASURED; n++) {
    const arrived = new Promise<number>((resolve) =>
      listener.once('notification', () => resolve(performance.now())),
    );
    const askedMs = performance.now();
    await pool.query('notify bench');
    took.push((await arrived) - askedMs);
    await sleep(GAP_MS);
  }
  await listener.end();
  return took;
}

const addCrowd = (runAt: string) =>
  sql`select graphile_worker.add_job('bench.crowd', '{}'::json, run_at := now() + ${runAt}::interval, flags := array[${UNHURRIED}])
      from generate_series(1, ${WAITING})`.execute(db);

try {
  const baseline = Number(percentile(await bareNotify(), 0.5).toFixed(2));
  for (const [what, runAt] of [
    ['are not due yet', '1 day'],
    ['are due by the clock', '0 seconds'],
  ] as const) {
    await addCrowd(runAt);
    const took = await probes();
    const left = await pool.query(
      `select count(*)::int as n from graphile_worker.jobs where task_identifier = 'bench.crowd'`,
    );
    const p50 = percentile(took, 0.5);
    tell({
      bench: `from asking to start while ${WAITING} jobs wait that ${what}`,
      unit: 'ms',
      figure: Number(p50.toFixed(2)),
      baseline,
      baselineIs: 'NOTIFY to a bare connection that listens',
      goal: `p50 ≤ ${GOAL_MS} ms`,
      met: p50 <= GOAL_MS,
      details: { p95: Number(percentile(took, 0.95).toFixed(1)), 'still waiting at the end': left.rows[0].n },
    });
  }
} finally {
  await runner.stop();
  await pool.end();
  await postgres.stop();
}

/** Runs the features' jobs on the queue: takes, times and logs each, frees what dead workers held, and drains on demand. */
import { EventEmitter } from 'node:events';
import type { Feature } from '@muhasebi/features/feature.ts';
import type { Logger } from '@muhasebi/platform/log/logger.ts';
import type { JobMetrics, JobOutcome } from '@muhasebi/platform/metrics/job-metrics.ts';
import { type JobDefinition, REQUEST_OF_JOB, UNHURRIED } from '@muhasebi/platform/queue/jobs.ts';
import { createQueuePool } from '@muhasebi/platform/queue/queue-pool.ts';
import { holdLease, type WorkerLease } from '@muhasebi/platform/queue/worker-lease.ts';
import {
  type ParsedCronItem,
  parseCronItem,
  Logger as QueueLogger,
  type Runner,
  run,
  type Task,
  type WorkerEvents,
} from 'graphile-worker';
import type pg from 'pg';

/** New jobs are announced by the database; this only finds retries whose time has come. */
const POLL_INTERVAL_MS = 1_000;
const ABANDONED_CHECK_MS = 5_000;
/** Beyond jobs at work: one connection listens, one is for the schedule. */
const SPARE_CONNECTIONS = 2;

export interface RunnerOptions {
  readonly databaseUrl: string;
  readonly features: readonly Feature[];
  readonly concurrency: number;
  readonly log: Logger;
  /** Told of every job; nobody unless given. */
  readonly metrics?: JobMetrics | null;
}

export interface JobRunner {
  /** Settles when the queue stops by itself, or holds jobs that do not run: another runner should take over. */
  readonly ended: Promise<void>;
  /** Takes no new jobs, tells long ones to end at their next safe point, and waits for those at work. */
  stop(): Promise<void>;
}

/** What a lane takes: everything, or only what somebody waits for. */
interface Lane {
  readonly concurrency: number;
  readonly takesUnhurried: boolean;
}

/**
 * Needs a migrated database: the application's role cannot make the queue's schema. One lane more than the concurrency is
 * kept free of what comes by the clock: a person's job starts while a thousand reports of the night wait.
 */
export async function startRunner(options: RunnerOptions): Promise<JobRunner> {
  const draining = new AbortController();
  const lanes: readonly Lane[] = [
    { concurrency: options.concurrency, takesUnhurried: true },
    { concurrency: 1, takesUnhurried: false },
  ];
  const pool = createQueuePool(
    options.databaseUrl,
    lanes.reduce((sum, { concurrency }) => sum + concurrency + SPARE_CONNECTIONS, 0),
  );
  const work: Work = { signal: draining.signal, atWork: new Set() };
  const running: RunningLane[] = [];
  try {
    for (const lane of lanes) running.push(await startLane(options, lane, pool, work));
    const names = await Promise.all(running.map((lane) => lane.name));
    const lease = await holdLease(options.databaseUrl, names);
    const watch = watchJobs(lease, work.atWork, options.log);
    return {
      ended: Promise.race([...running.map(({ runner }) => runner.promise), watch.stray]),
      async stop() {
        draining.abort();
        watch.end();
        await stopAll(running, options.log);
        await lease.release();
        await pool.end();
      },
    };
  } catch (error) {
    await stopAll(running, options.log);
    await pool.end();
    throw error;
  }
}

async function stopAll(running: readonly RunningLane[], log: Logger): Promise<void> {
  const stopped = running.map(({ runner }) =>
    runner.stop().catch((error: unknown) => {
      // It had stopped by itself, or could not say goodbye to a database that is away.
      log.warn({ err: error }, 'the queue did not stop in order');
    }),
  );
  await Promise.all(stopped);
}

interface RunningLane {
  readonly runner: Runner;
  /** Under which the queue holds its jobs. */
  readonly name: Promise<string>;
}

async function startLane(
  options: RunnerOptions,
  { concurrency, takesUnhurried }: Lane,
  pgPool: pg.Pool,
  work: Work,
): Promise<RunningLane> {
  const { log } = options;
  const definitions = options.features.flatMap((feature) => feature.jobs);
  const events = new EventEmitter() as WorkerEvents;
  const name = new Promise<string>((resolve) => {
    events.once('worker:create', ({ worker }) => resolve(worker.workerPool.id));
  });
  const runner = await run({
    pgPool,
    concurrency,
    pollInterval: POLL_INTERVAL_MS,
    noHandleSignals: true,
    events,
    logger: queueLogger(log),
    taskList: Object.fromEntries(
      definitions.map((definition) => [definition.name, taskOf(definition, options, work)]),
    ),
    forbiddenFlags: takesUnhurried ? null : [UNHURRIED],
    parsedCronItems: takesUnhurried ? options.features.flatMap(cronItems) : [],
  });
  return { runner, name };
}

interface Work {
  readonly signal: AbortSignal;
  /** Ids of the jobs that run here. */
  readonly atWork: Set<string>;
}

function taskOf(definition: JobDefinition, { log, metrics }: RunnerOptions, { signal, atWork }: Work): Task {
  return async (payload, { job }) => {
    const about = { job: definition.name, jobId: String(job.id), attempt: job.attempts, ...ofWhom(payload) };
    const started = performance.now();
    const end = (outcome: JobOutcome) => {
      const durationMs = performance.now() - started;
      metrics?.ended(definition.name, outcome, durationMs / 1000);
      return { ...about, durationMs: Math.round(durationMs), outcome };
    };
    metrics?.started(definition.name);
    atWork.add(about.jobId);
    try {
      await definition.run(payload, {
        jobId: String(job.id),
        attempt: job.attempts,
        maxAttempts: job.max_attempts,
        log: log.child(about),
        signal,
      });
      log.info(end('done'), 'job');
    } catch (error) {
      const outcome = job.attempts < job.max_attempts ? 'retry' : 'gave-up';
      log.error({ ...end(outcome), err: error }, 'job');
      throw error;
    } finally {
      atWork.delete(about.jobId);
    }
  };
}

/** The office that a job is for, and the request that made it: both are ids. */
function ofWhom(payload: unknown): { tenantId?: string; requestId?: string } {
  const idIn = (name: string) => {
    const value: unknown =
      typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : undefined;
    return typeof value === 'string' && /^[\w-]{8,64}$/.test(value) ? value : undefined;
  };
  const tenantId = idIn('tenantId');
  const requestId = idIn(REQUEST_OF_JOB);
  return {
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

function cronItems({ schedules }: Feature): ParsedCronItem[] {
  return schedules.map(({ name, pattern, backfill }) =>
    parseCronItem({
      task: name,
      match: pattern,
      identifier: name,
      options: {
        backfillPeriod: milliseconds(backfill),
        maxAttempts: 1,
        jobKey: name,
        jobKeyMode: 'replace',
      },
    }),
  );
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** "0s", "15m", "6h", "2d". */
function milliseconds(text: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const size = UNIT_MS[unit ?? ''];
  if (count === undefined || size === undefined) throw new Error(`"${text}" is no length of time`);
  return Number(count) * size;
}

interface Watch {
  /** Settles when jobs are held in this runner's name, look after look, and do not run: a new runner has a new name, and frees them. */
  readonly stray: Promise<void>;
  end(): void;
}

function watchJobs(lease: WorkerLease, atWork: ReadonlySet<string>, log: Logger): Watch {
  const stray = Promise.withResolvers<void>();
  let idle: readonly string[] = [];
  const look = async () => {
    try {
      const gone = await lease.freeAbandonedJobs();
      if (gone.length > 0) log.warn({ workers: gone }, 'jobs of workers that are gone were freed');
      // One that has just ended is on its way to be told as done: only what was idle before as well is stray.
      const now = (await lease.heldJobs()).filter((id) => !atWork.has(id));
      const jobs = now.filter((id) => idle.includes(id));
      idle = now;
      if (jobs.length === 0) return;
      log.warn({ jobs }, 'jobs are held in the name of this queue and do not run');
      stray.resolve();
    } catch (error) {
      // The database is away; the lease connects again and the next look frees.
      log.warn({ err: error }, 'abandoned jobs could not be looked for');
    }
  };
  void look();
  const timer = setInterval(() => void look(), ABANDONED_CHECK_MS);
  return { stray: stray.promise, end: () => clearInterval(timer) };
}

/** The queue's own lines of each job are left out: ours tell the same. */
function queueLogger(log: Logger): QueueLogger {
  return new QueueLogger(() => (level, message, meta) => {
    if (meta && 'job' in meta) return;
    if (level === 'error') log.error({ queue: true }, message);
    else if (level === 'warning') log.warn({ queue: true }, message);
    else log.debug({ queue: true }, message);
  });
}

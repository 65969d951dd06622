/** What the numbers of the queue mean to an operator: each judgement gives what is well, or throws what is wrong in words. */
import type { JobSchedule } from '@muhasebi/platform/queue/jobs.ts';
import { missedSchedules } from '@muhasebi/platform/queue/missed-schedules.ts';
import type { QueueHealth } from '@muhasebi/platform/queue/queue-health.ts';
import type pg from 'pg';

/** Beyond this a job that is due waits too long, and a schedule has missed its time. Seconds. */
const LATE_SECONDS = 300;

/** Is anybody working, and does everybody who says so? */
export function judgeWorkers({ liveWorkers, hungWorkers, heartbeatSeconds }: QueueHealth): string {
  if (hungWorkers > 0)
    throw new Error(
      `${hungWorkers} of ${liveWorkers + hungWorkers} workers hang: one was not heard of for ${heartbeatSeconds} s; end it with -9 and start it again`,
    );
  if (liveWorkers === 0)
    throw new Error('no worker is running; start one: node apps/worker-jobs/src/main.ts');
  return `${liveWorkers} at work, each heard of within ${heartbeatSeconds ?? 0} s`;
}

/** Does anything lie about that should be worked on? */
export function judgeQueue({ oldestDueSeconds, abandoned }: QueueHealth): string {
  if (abandoned > 0) throw new Error(`${abandoned} jobs are held by workers that are gone`);
  if (oldestDueSeconds !== null && oldestDueSeconds > LATE_SECONDS)
    throw new Error(`a job has been due for ${oldestDueSeconds} s; the queue is blocked or overloaded`);
  return `oldest due job ${oldestDueSeconds ?? 0} s`;
}

/** Did everything run whose time has come? */
export async function judgeSchedules(pool: pg.Pool, schedules: readonly JobSchedule[]): Promise<string> {
  const missed = await missedSchedules(pool, schedules, new Date(), LATE_SECONDS);
  const words = missed.map(({ name, dueAt, lastRun }) => {
    const last = lastRun === null ? 'never ran' : `last ran ${lastRun.toISOString()}`;
    return `${name} missed its time ${dueAt.toISOString()} (${last})`;
  });
  if (words.length > 0) throw new Error(words.join('; '));
  return `${schedules.length} schedules, none late`;
}

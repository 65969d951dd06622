/** Which schedules missed their time: the minute of their crontab line came and went, and the queue started nothing. */
import { parseCronItem } from 'graphile-worker';
import type pg from 'pg';
import type { JobSchedule } from './jobs.ts';

const MINUTE_MS = 60_000;
/** How far back a due minute is looked for: the rarest schedule a product of ours has runs once a month. */
const LOOK_BACK_MINUTES = 32 * 24 * 60;

export interface MissedSchedule {
  readonly name: string;
  /** The latest minute at which it should have run. */
  readonly dueAt: Date;
  /** Null where it never ran. */
  readonly lastRun: Date | null;
}

interface KnownSchedule {
  readonly name: string;
  readonly knownSince: Date;
  readonly lastRun: Date | null;
}

/** A schedule is late once its time is `graceSeconds` past. One that no worker ever knew is left out: none was there. */
export async function missedSchedules(
  pool: pg.Pool,
  schedules: readonly JobSchedule[],
  now: Date,
  graceSeconds: number,
): Promise<MissedSchedule[]> {
  const { rows } = await pool.query<KnownSchedule>(
    `select identifier as name, known_since as "knownSince", last_execution as "lastRun"
     from graphile_worker._private_known_crontabs`,
  );
  const latest = now.getTime() - graceSeconds * 1000;
  return schedules.flatMap(({ name, pattern }) => {
    const known = rows.find((row) => row.name === name);
    if (known === undefined) return [];
    const since = Math.max(known.knownSince.getTime(), known.lastRun?.getTime() ?? 0);
    const dueAt = lastDue(pattern, name, since, latest);
    return dueAt === null ? [] : [{ name, dueAt, lastRun: known.lastRun }];
  });
}

/** The latest minute that the pattern names after `since` and up to `latest`; crontab lines are in UTC. */
function lastDue(pattern: string, task: string, since: number, latest: number): Date | null {
  const { match } = parseCronItem({ task, match: pattern });
  const newest = Math.floor(latest / MINUTE_MS) * MINUTE_MS;
  for (let back = 0; back < LOOK_BACK_MINUTES; back++) {
    const at = newest - back * MINUTE_MS;
    if (at <= since) return null;
    const minute = new Date(at);
    const digest = {
      min: minute.getUTCMinutes(),
      hour: minute.getUTCHours(),
      date: minute.getUTCDate(),
      month: minute.getUTCMonth() + 1,
      dow: minute.getUTCDay(),
    };
    if (match(digest)) return minute;
  }
  return null;
}

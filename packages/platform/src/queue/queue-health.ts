/** Whether the queue is really worked on: live workers, what waits too long, what dead workers hold, the schedule. */
import type pg from 'pg';
import { LEASE } from './worker-lease.ts';

export interface QueueHealth {
  /** Workers that hold their lease now. */
  readonly liveWorkers: number;
  readonly waiting: number;
  readonly running: number;
  /** Jobs whose every attempt failed. */
  readonly gaveUp: number;
  /** How long the job that is due longest has waited; null where none is due. Seconds. */
  readonly oldestDueSeconds: number | null;
  /** Jobs held by workers whose lease is gone. */
  readonly abandoned: number;
  /** Since the schedule last started anything; null where it never did. Seconds. */
  readonly scheduleSeconds: number | null;
}

/** One look into the queue, in one statement. */
export async function readQueueHealth(pool: pg.Pool): Promise<QueueHealth> {
  const { rows } = await pool.query<QueueHealth>(
    `with leases as (
       select objid::bigint as key from pg_locks
       where locktype = 'advisory' and classid = $1 and objsubid = 2 and granted
         and database = (select oid from pg_database where datname = current_database()))
     select
       (select count(*) from leases)::int as "liveWorkers",
       (count(*) filter (where locked_at is null and attempts < max_attempts))::int as waiting,
       (count(*) filter (where locked_at is not null))::int as running,
       (count(*) filter (where locked_at is null and attempts >= max_attempts))::int as "gaveUp",
       extract(epoch from now() - min(run_at) filter (
         where locked_at is null and attempts < max_attempts and run_at <= now()))::int as "oldestDueSeconds",
       (count(*) filter (where locked_by is not null
         and (hashtext(locked_by)::bigint & 4294967295) not in (select key from leases)))::int as abandoned,
       (select extract(epoch from now() - max(last_execution))::int
        from graphile_worker._private_known_crontabs) as "scheduleSeconds"
     from graphile_worker.jobs`,
    [LEASE],
  );
  const health = rows[0];
  if (health === undefined) throw new Error('an aggregate gives one row');
  return health;
}

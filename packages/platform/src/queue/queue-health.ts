/** Whether the queue is really worked on: live workers, what waits too long, what dead workers hold, the schedule. */
import type pg from 'pg';
import { LEASE, SILENT_SECONDS } from './worker-lease.ts';

export interface QueueHealth {
  /** Workers that hold their lease now and were heard of a moment ago. */
  readonly liveWorkers: number;
  /** Workers that hold their lease and were not heard of for SILENT_SECONDS: hung, or stopped by a signal. */
  readonly hungWorkers: number;
  /** Since the worker that is silent longest was last heard of; null where none holds a lease. Seconds. */
  readonly heartbeatSeconds: number | null;
  readonly waiting: number;
  readonly running: number;
  /** Jobs whose every attempt failed. */
  readonly gaveUp: number;
  /** How long the job that is due longest has waited; null where none is due. Seconds. */
  readonly oldestDueSeconds: number | null;
  /** Jobs held by workers whose lease is gone. */
  readonly abandoned: number;
  /**
   * Since the schedule last started anything, or since the longest-serving worker came where that is less: what was
   * missed while nobody worked is no fault of who works now. Null where it never did. Seconds.
   */
  readonly scheduleSeconds: number | null;
}

/** One look into the queue, in one statement. */
export async function readQueueHealth(pool: pg.Pool): Promise<QueueHealth> {
  const { rows } = await pool.query<QueueHealth>(
    `with leases as (
       select l.objid::bigint as key, l.pid,
         greatest(extract(epoch from clock_timestamp() - a.state_change), 0)::int as silent,
         extract(epoch from clock_timestamp() - a.backend_start)::int as age
       from pg_locks l left join pg_stat_activity a on a.pid = l.pid
       where locktype = 'advisory' and classid = $1 and objsubid = 2 and granted
         and database = (select oid from pg_database where datname = current_database()))
     select
       (select count(distinct pid) from leases where coalesce(silent, 0) <= $2)::int as "liveWorkers",
       (select count(distinct pid) from leases where silent > $2)::int as "hungWorkers",
       (select max(silent) from leases) as "heartbeatSeconds",
       (count(*) filter (where locked_at is null and attempts < max_attempts))::int as waiting,
       (count(*) filter (where locked_at is not null))::int as running,
       (count(*) filter (where locked_at is null and attempts >= max_attempts))::int as "gaveUp",
       extract(epoch from now() - min(run_at) filter (
         where locked_at is null and attempts < max_attempts and run_at <= now()))::int as "oldestDueSeconds",
       (count(*) filter (where locked_by is not null
         and (hashtext(locked_by)::bigint & 4294967295) not in (select key from leases)))::int as abandoned,
       (select case when max(last_execution) is null then null
          else least(extract(epoch from now() - max(last_execution))::int, (select max(age) from leases)) end
        from graphile_worker._private_known_crontabs) as "scheduleSeconds"
     from graphile_worker.jobs`,
    [LEASE, SILENT_SECONDS],
  );
  const health = rows[0];
  if (health === undefined) throw new Error('an aggregate gives one row');
  return health;
}

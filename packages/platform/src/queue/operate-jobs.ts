/** The queue in an operator's hands: what waits, runs, is stuck or gave up, and why; tried again, cancelled, removed. */
import { type Kysely, sql, type Transaction } from 'kysely';
import { LEASE } from './worker-lease.ts';

export const JOB_STATES = ['waiting', 'running', 'stuck', 'failed'] as const;
/**
 * waiting: for a worker or for its time; running: a live worker holds it; stuck: held by a worker that is gone, or due
 * for too long; failed: every attempt failed, nobody will take it again.
 */
export type JobState = (typeof JOB_STATES)[number];

/** A job that is due longer than this is stuck, as the worker's health check has it. Seconds. */
const OVERDUE_SECONDS = 300;

export interface OperatedJob {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly createdAt: Date;
  readonly dueAt: Date;
  readonly heldSince: Date | null;
  /** The queue's name of the worker. */
  readonly heldBy: string | null;
  readonly lastError: string | null;
  readonly payload: unknown;
}

export type JobCounts = Readonly<Record<JobState, number>>;

/** The jobs with their states; a worker is alive while it holds its lease. */
const STATED = sql`
  select j.id, t.identifier as kind, j.attempts, j.max_attempts, j.created_at, j.run_at, j.locked_at, j.locked_by,
    j.last_error, j.payload,
    case
      when j.locked_by is not null and not exists (
        select from pg_locks l
        where l.locktype = 'advisory' and l.classid = ${sql.lit(LEASE)} and l.objsubid = 2 and l.granted
          and l.database = (select oid from pg_database where datname = current_database())
          and l.objid::bigint = hashtext(j.locked_by)::bigint & 4294967295) then 'stuck'
      when j.locked_at is not null then 'running'
      when j.attempts >= j.max_attempts then 'failed'
      when j.run_at < now() - make_interval(secs => ${sql.lit(OVERDUE_SECONDS)}) then 'stuck'
      else 'waiting'
    end as state
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id`;

/** How many stand in each state. */
export async function countJobs<Schema>(db: Kysely<Schema>): Promise<JobCounts> {
  const { rows } = await sql<{ state: JobState; jobs: number }>`
    select state, count(*)::int as jobs from (${STATED}) s group by state`.execute(db);
  const found = new Map(rows.map(({ state, jobs }) => [state, jobs]));
  const of = (state: JobState) => found.get(state) ?? 0;
  return { waiting: of('waiting'), running: of('running'), stuck: of('stuck'), failed: of('failed') };
}

/** At most `limit` jobs of a state, the newest first, older than the job `before`. */
export async function listJobs<Schema>(
  db: Kysely<Schema>,
  state: JobState,
  before: string | null,
  limit: number,
): Promise<OperatedJob[]> {
  const { rows } = await sql<OperatedJob>`
    select id::text, kind, state, attempts::int, max_attempts::int as "maxAttempts", created_at as "createdAt",
      run_at as "dueAt", locked_at as "heldSince", locked_by as "heldBy", last_error as "lastError", payload
    from (${STATED}) s
    where state = ${state} and (${before}::bigint is null or id < ${before}::bigint)
    order by s.id desc limit ${limit}`.execute(db);
  return rows;
}

/** `gone`: it was done or removed meanwhile; `running`: a live worker holds it; `unchanged`: it is so already. */
export type JobActOutcome = 'done' | 'unchanged' | 'running' | 'gone';

export interface JobAct {
  readonly outcome: JobActOutcome;
  /** Null where the job is gone. */
  readonly kind: string | null;
}

interface LockedJob {
  readonly kind: string;
  readonly state: JobState;
  readonly heldBy: string | null;
  readonly isFresh: boolean;
}

/** Gives a job all its attempts back and lets it be taken now. Frees it from a worker that is gone. */
export function retryJob<Schema>(trx: Transaction<Schema>, jobId: string): Promise<JobAct> {
  return onJob(trx, jobId, async (job) => {
    if (job.isFresh && job.heldBy === null) return 'unchanged';
    await free(trx, job);
    await sql`select from graphile_worker.reschedule_jobs(array[${jobId}]::bigint[], run_at := now(), attempts := 0)`.execute(
      trx,
    );
    return 'done';
  });
}

/** Lets nobody take a job again; it stays in the queue as failed, with `why`. */
export function cancelJob<Schema>(trx: Transaction<Schema>, jobId: string, why: string): Promise<JobAct> {
  return onJob(trx, jobId, async (job) => {
    if (job.state === 'failed') return 'unchanged';
    await free(trx, job);
    await sql`select from graphile_worker.permanently_fail_jobs(array[${jobId}]::bigint[], ${why})`.execute(
      trx,
    );
    return 'done';
  });
}

/** Takes a failed job off the queue; any other stays as it is. */
export function removeJob<Schema>(trx: Transaction<Schema>, jobId: string): Promise<JobAct> {
  return onJob(trx, jobId, async (job) => {
    if (job.state !== 'failed') return 'unchanged';
    await sql`select from graphile_worker.complete_jobs(array[${jobId}]::bigint[])`.execute(trx);
    return 'done';
  });
}

/** Holds the job's row: two operators at once, or a worker that takes it meanwhile, wait for each other. */
async function onJob<Schema>(
  trx: Transaction<Schema>,
  jobId: string,
  act: (job: LockedJob) => Promise<JobActOutcome>,
): Promise<JobAct> {
  await sql`select from graphile_worker._private_jobs where id = ${jobId}::bigint for update`.execute(trx);
  const { rows } = await sql<LockedJob>`
    select kind, state, locked_by as "heldBy", attempts = 0 and run_at <= now() as "isFresh"
    from (${STATED}) s where id = ${jobId}::bigint`.execute(trx);
  const job = rows[0];
  if (job === undefined) return { outcome: 'gone', kind: null };
  return { outcome: job.state === 'running' ? 'running' : await act(job), kind: job.kind };
}

async function free<Schema>(trx: Transaction<Schema>, { heldBy }: LockedJob): Promise<void> {
  if (heldBy === null) return;
  await sql`select graphile_worker.force_unlock_workers(array[${heldBy}])`.execute(trx);
}

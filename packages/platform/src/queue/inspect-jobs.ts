/** Looks into the queue: which jobs of an office wait or run, and which gave up. */
import { type Kysely, sql } from 'kysely';

export interface QueuedJob {
  readonly jobId: bigint;
  readonly name: string;
  readonly payload: unknown;
  /** False once every attempt has failed: nobody will take it again. */
  readonly alive: boolean;
}

/** Jobs of these names whose payload names this office (`tenantId`). */
export async function jobsOfOffice<Schema>(
  trx: Kysely<Schema>,
  tenantId: string,
  names: readonly string[],
): Promise<QueuedJob[]> {
  const { rows } = await sql<QueuedJob>`
    select j.id as "jobId", t.identifier as name, j.payload,
      (j.locked_at is not null or j.attempts < j.max_attempts) as alive
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = any (${names}) and j.payload ->> 'tenantId' = ${tenantId}`.execute(trx);
  return rows;
}

/** Removes jobs that gave up, once what they were about is taken care of. */
export async function forgetJobs<Schema>(trx: Kysely<Schema>, jobIds: readonly bigint[]): Promise<void> {
  if (jobIds.length === 0) return;
  await sql`select graphile_worker.complete_jobs(${jobIds}::bigint[])`.execute(trx);
}

/** Of these jobs, the ones that wait or run; what is done or gave up is not among them. */
export async function livingJobs<Schema>(trx: Kysely<Schema>, jobIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ jobId: string }>`
    select id::text as "jobId" from graphile_worker._private_jobs
    where id = any (${jobIds}::bigint[]) and (locked_at is not null or attempts < max_attempts)`.execute(trx);
  return rows.map(({ jobId }) => jobId);
}

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

/** Watches single jobs of the queue, by the key they were given. */
import { type Kysely, sql } from 'kysely';

export interface WatchedJob {
  readonly isRunning: boolean;
  readonly attempts: number;
  readonly lastError: string | null;
}

/** Null once the job is done: the queue forgets what succeeded. */
export async function findJob<Schema>(db: Kysely<Schema>, key: string): Promise<WatchedJob | null> {
  const { rows } = await sql<WatchedJob>`
    select locked_at is not null as "isRunning", attempts::int as attempts, last_error as "lastError"
    from graphile_worker.jobs where key = ${key}`.execute(db);
  return rows[0] ?? null;
}

/** Takes a job that failed or was never taken out of the queue. */
export async function removeJob<Schema>(db: Kysely<Schema>, key: string): Promise<void> {
  await sql`select graphile_worker.remove_job(${key})`.execute(db);
}

/** What the newest failing job of the office ran into; null where none has failed. */
export async function lastErrorOfOffice<Schema>(
  db: Kysely<Schema>,
  tenantId: string,
): Promise<string | null> {
  const { rows } = await sql<{ lastError: string }>`
    select last_error as "lastError" from graphile_worker._private_jobs
    where payload ->> 'tenantId' = ${tenantId} and last_error is not null
    order by updated_at desc limit 1`.execute(db);
  return rows[0]?.lastError ?? null;
}

/** Enqueues the jobs of runs, many in one statement; a run whose job waits already keeps that one. */
import { UNHURRIED } from '@muhasebi/platform/queue/jobs.ts';
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export const RUN_REPORT = 'report-schedules.run-report';
/** Jobs of a run; the far side of a mail is tried again by the mail itself. */
export const MOST_TRIES = 5;

/** `by`: those of the clock leave a place of each worker to what people wait for. */
export async function enqueueRuns(
  trx: Trx,
  tenantId: string,
  runIds: readonly string[],
  by: 'clock' | 'person',
): Promise<void> {
  if (runIds.length === 0) return;
  const flags = by === 'clock' ? [UNHURRIED] : null;
  await sql`
    select graphile_worker.add_job(${RUN_REPORT},
      payload := json_build_object('tenantId', ${tenantId}::text, 'runId', run_id), max_attempts := ${MOST_TRIES},
      job_key := 'report-run ' || run_id, job_key_mode := 'preserve_run_at', flags := ${flags}::text[])
    from unnest(${runIds}::uuid[]) as run (run_id)`.execute(trx);
}

/**
 * Makes the report of one run and posts its mails. Key: one waiting job a run. Retries: 5, with the queue's backoff; what is
 * refused (a client that is gone, too many rows) ends the run at once. Time: as long as the report takes; a worker that
 * stops ends it and the next begins again. Crash: before the mails are posted the report is made again; they, their record
 * and the run's mark are one transaction, so nobody gets two. Killed after it: the next try finds the mark.
 */
import { defineJob, type JobDefinition } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import { MOST_TRIES, RUN_REPORT } from './run-job.queries.ts';
import { runReport } from './run-report.ts';
import type { SchedulesContext } from './schedules-context.ts';

export function runReportJob(context: SchedulesContext): JobDefinition {
  return defineJob({
    name: RUN_REPORT,
    payload: z.object({ tenantId: z.uuid(), runId: z.uuid() }),
    maxAttempts: MOST_TRIES,
    run: (payload, job) => runReport(context, payload, job),
  });
}

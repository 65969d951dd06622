/**
 * Makes the runs of scheduled reports that are due, every minute. Key: a run is unique by schedule, due time and company; a
 * second look finds it made. Retries: none, the next minute does it. Crash: each schedule is a transaction of its own, in
 * which its runs, their jobs and its next time are written together; the next look goes on.
 */
import { defineJob, type JobDefinition, type JobSchedule } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import { listOffices } from '../every-office.queries.ts';
import type { SchedulesContext } from './schedules-context.ts';
import { recoverRuns, tellDue } from './tell-due.ts';

const TELL_DUE = 'report-schedules.tell-due';

export const tellDueSchedule: JobSchedule = { name: TELL_DUE, pattern: '* * * * *', backfill: '10m' };

export function tellDueJob(context: SchedulesContext): JobDefinition {
  return defineJob({
    name: TELL_DUE,
    payload: z.object({}),
    maxAttempts: 1,
    run: async (_payload, { log, signal }) => {
      const [made, recovered] = [new Map<string, number>(), new Map<string, number>()];
      for (const tenantId of await listOffices(context.db)) {
        if (signal?.aborted === true) return;
        // An office whose schedules cannot be read holds up no other.
        try {
          made.set(tenantId, await tellDue(context, tenantId));
          recovered.set(tenantId, await recoverRuns(context, tenantId));
        } catch (error) {
          log.error({ err: error, tenantId }, 'scheduled reports of an office could not be looked at');
        }
      }
      const sum = (counts: Map<string, number>) =>
        [...counts.values()].reduce((all, count) => all + count, 0);
      if (sum(made) + sum(recovered) > 0)
        log.info({ made: sum(made), recovered: sum(recovered) }, 'runs of scheduled reports');
    },
  });
}

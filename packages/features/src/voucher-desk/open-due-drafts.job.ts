/**
 * Opens the drafts of recurring vouchers that are due, every hour. Key: a due date is served once
 * (recurring_voucher_runs), a second run finds it served. Retries: none, the next hour does it. Crash: each due date is a
 * transaction of its own; the next run goes on.
 */
import { defineJob, type JobDefinition, type JobSchedule } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import { listOffices } from '../every-office.queries.ts';
import type { DeskContext } from './desk-context.ts';
import { openDueDrafts } from './recurring.ts';

const OPEN_DUE_DRAFTS = 'voucher-desk.open-due-drafts';

/** Hourly, so that what was set up today with a date in the past does not wait for the night. */
export const openDueDraftsSchedule: JobSchedule = {
  name: OPEN_DUE_DRAFTS,
  pattern: '17 * * * *',
  backfill: '2h',
};

export function openDueDraftsJob(context: DeskContext): JobDefinition {
  return defineJob({
    name: OPEN_DUE_DRAFTS,
    payload: z.object({}),
    maxAttempts: 1,
    run: async (_payload, { log, signal }) => {
      let opened = 0;
      for (const tenantId of await listOffices(context.db)) {
        if (signal?.aborted === true) return;
        opened += await openDueDrafts(context, tenantId);
      }
      log.info({ opened }, 'drafts of recurring vouchers opened');
    },
  });
}

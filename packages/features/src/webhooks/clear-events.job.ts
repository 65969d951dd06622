/**
 * Removes what webhooks were told of more than thirty days ago, every night. Key: none, a second run finds less to do.
 * Retries: none, the next night does it. Crash: each office is a transaction of its own; the next run goes on.
 */
import { defineJob, type JobDefinition, type JobSchedule } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import { askEveryOffice } from '../every-office.queries.ts';
import { clearEvents } from './deliveries.queries.ts';
import type { WebhooksContext } from './webhooks-context.ts';

const CLEAR_EVENTS = 'webhooks.clear-events';
const KEPT_MS = 30 * 24 * 3_600_000;

/** 03:55 in Türkiye; a night missed is made up for. */
export const clearEventsSchedule: JobSchedule = {
  name: CLEAR_EVENTS,
  pattern: '55 0 * * *',
  backfill: '12h',
};

export function clearEventsJob({ db, clock }: Pick<WebhooksContext, 'db' | 'clock'>): JobDefinition {
  return defineJob({
    name: CLEAR_EVENTS,
    payload: z.object({}),
    maxAttempts: 1,
    run: async (_payload, { log }) => {
      const before = new Date(clock.now().getTime() - KEPT_MS);
      const counts = await askEveryOffice(db, (trx, tenantId) => clearEvents(trx, tenantId, before));
      log.info({ removed: counts.reduce((sum, count) => sum + count, 0) }, 'old webhook events removed');
    },
  });
}

/**
 * Removes old notifications, every night: read ones after a month, all after half a year, and of each person what is
 * past the newest 500. Key: none, a second run finds less to do. Retries: none, the next night does it. Crash: each
 * office is a transaction of its own; the next run goes on.
 */
import { defineJob, type JobDefinition, type JobSchedule } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import { askEveryOffice } from '../every-office.queries.ts';
import type { FeatureDeps, Trx } from '../feature.ts';
import { clearEntries } from './digest.queries.ts';
import { clearNotifications, type Retention } from './notifications.queries.ts';

const CLEAR_NOTIFICATIONS = 'notifications.clear';
const DAY_MS = 24 * 3_600_000;
const READ_DAYS = 30;
const DAYS = 180;
const KEPT_EACH = 500;

/** 03:40 in Türkiye; a night missed is made up for. */
export const clearNotificationsSchedule: JobSchedule = {
  name: CLEAR_NOTIFICATIONS,
  pattern: '40 0 * * *',
  backfill: '12h',
};

export function clearNotificationsJob({ db, clock }: Pick<FeatureDeps, 'db' | 'clock'>): JobDefinition {
  return defineJob({
    name: CLEAR_NOTIFICATIONS,
    payload: z.object({}),
    maxAttempts: 1,
    run: async (_payload, { log }) => {
      const before = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
      const retention = { readBefore: before(READ_DAYS), before: before(DAYS), keptEach: KEPT_EACH };
      const counts = await askEveryOffice(db, (trx, tenantId) => clearOffice(trx, tenantId, retention));
      log.info({ removed: counts.reduce((sum, count) => sum + count, 0) }, 'old notifications removed');
    },
  });
}

/** The digest keeps no longer what the app does not. */
async function clearOffice(trx: Trx, tenantId: string, retention: Retention): Promise<number> {
  await clearEntries(trx, tenantId, retention.readBefore);
  return clearNotifications(trx, tenantId, retention);
}

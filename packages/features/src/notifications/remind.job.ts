/**
 * Every working morning: tells people of documents of their clients that wait for review for more than two days, of commercial
 * invoices among them whose time to answer (TTK md. 21/2) ends within two days, and of
 * months of their clients that are open a few days before the office's own last day (`late_day`; none where it set none).
 * Key: the schedule, which names no office and means all. Retries: none, the next morning tells. Crash: a notice of a key is one notice while it is unread, so
 * an office that is told again finds the same one.
 */

import { addDays } from '@muhasebi/accounting/takvim/resmi-tatiller.ts';
import { dayIn } from '@muhasebi/platform/clock/zoned-time.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { defineJob, type JobDefinition, type JobSchedule } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import { listOffices } from '../every-office.queries.ts';
import type { FeatureDeps, Trx } from '../feature.ts';
import { notify } from '../notify.queries.ts';
import { findLateDay, listAnswersEnding, listOpenMonths, listWaiting } from './remind.queries.ts';

const REMIND = 'notifications.remind';
const DAY_MS = 24 * 3_600_000;
const WAITS_DAYS = 2;
/** Days before the last one on which an invoice may be answered. */
const ANSWER_DAYS_AHEAD = 2;
/** Longer than any time to answer with the holidays behind it. */
const ANSWER_DAYS_MOST = 30;
/** So many days before the last one, and again a day before it. */
const DAYS_AHEAD = 5;
const TOLD_AGAIN_DAYS = 3;

/** 08:20 in Türkiye, before the digest. */
export const remindSchedule: JobSchedule = { name: REMIND, pattern: '20 5 * * 1-5', backfill: '6h' };

export function remindJob({ db, clock }: Pick<FeatureDeps, 'db' | 'clock'>): JobDefinition {
  return defineJob({
    name: REMIND,
    payload: z.object({ tenantId: z.uuid().optional() }),
    maxAttempts: 1,
    async run({ tenantId: only }, { jobId, signal }) {
      const now = clock.now();
      for (const tenantId of only === undefined ? await listOffices(db) : [only]) {
        if (signal?.aborted) return;
        await inScope(db, systemScope(tenantId, `job ${jobId}`), async (trx) => {
          await tellOfWaiting(trx, tenantId, now);
          await tellOfAnswers(trx, tenantId, now);
          await tellOfMonth(trx, tenantId, now);
        });
      }
    },
  });
}

async function tellOfWaiting(trx: Trx, tenantId: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - WAITS_DAYS * DAY_MS);
  for (const { userId, count } of await listWaiting(trx, tenantId, before))
    await notify(trx, {
      tenantId,
      userIds: [userId],
      kind: 'documents-waiting',
      // Not "count", which would be added to yesterday's.
      params: { documents: count },
      link: '/inceleme?kimin=benim',
      foldKey: 'documents-waiting',
    });
}

/** The time to answer is the law's, by the days of Türkiye. */
async function tellOfAnswers(trx: Trx, tenantId: string, now: Date): Promise<void> {
  const today = dayIn('Europe/Istanbul', now);
  const ending = await listAnswersEnding(trx, tenantId, {
    since: addDays(today, -ANSWER_DAYS_MOST),
    today,
    until: addDays(today, ANSWER_DAYS_AHEAD),
  });
  for (const { userId, count, day } of ending)
    await notify(trx, {
      tenantId,
      userIds: [userId],
      kind: 'answers-ending',
      params: { documents: count, day },
      link: '/inceleme?kimin=benim',
      foldKey: 'answers-ending',
    });
}

async function tellOfMonth(trx: Trx, tenantId: string, now: Date): Promise<void> {
  const { lateDay, timeZone } = await findLateDay(trx, tenantId);
  const today = dayIn(timeZone, now);
  const dueIn = lateDay - Number(today.slice(8));
  if (lateDay === 0 || dueIn < 0 || dueIn > DAYS_AHEAD) return;
  const month = monthBefore(today);
  const day = `${today.slice(0, 8)}${String(lateDay).padStart(2, '0')}`;
  const toldSince = new Date(now.getTime() - TOLD_AGAIN_DAYS * DAY_MS);
  const open = await listOpenMonths(trx, tenantId, { period: `${month}-01`, month, toldSince });
  for (const { userId, count } of open)
    await notify(trx, {
      tenantId,
      userIds: [userId],
      kind: 'period-closing',
      params: { month, day, clients: count },
      link: `/ofis?donem=${month}`,
      foldKey: `period-closing ${month}`,
    });
}

/** "2026-01-15" → "2025-12". */
function monthBefore(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}

/**
 * Every night: texts of mails go after half a year, the mails themselves after two years, those about accounts after
 * three months. Key: the schedule. Retries: none, the next night does it. Crash: what is cleared stays so.
 */
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { defineJob, type JobDefinition, type JobSchedule } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import { listOffices } from '../every-office.queries.ts';
import type { FeatureDeps } from '../feature.ts';
import { clearAccountMails, clearMails } from './clear-mails.queries.ts';

const CLEAR_MAILS = 'mail-outbox.clear';
const DAY_MS = 86_400_000;
const TEXT_DAYS = 180;
const MAIL_DAYS = 730;
const ACCOUNT_DAYS = 90;
const NO_OFFICE: Scope = { tenantId: null, userId: null, clientIds: null, requestId: null, address: null };

export const clearMailsSchedule: JobSchedule = { name: CLEAR_MAILS, pattern: '35 1 * * *', backfill: '12h' };

export function clearMailsJob({ db, clock }: Pick<FeatureDeps, 'db' | 'clock'>): JobDefinition {
  return defineJob({
    name: CLEAR_MAILS,
    payload: z.object({}),
    maxAttempts: 1,
    async run(_payload, { jobId, signal }) {
      const ago = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
      await inScope(db, NO_OFFICE, (trx) => clearAccountMails(trx, ago(ACCOUNT_DAYS)));
      for (const tenantId of await listOffices(db)) {
        if (signal?.aborted) return;
        await inScope(db, systemScope(tenantId, `job ${jobId}`), (trx) =>
          clearMails(trx, tenantId, { textsBefore: ago(TEXT_DAYS), before: ago(MAIL_DAYS) }),
        );
      }
    },
  });
}

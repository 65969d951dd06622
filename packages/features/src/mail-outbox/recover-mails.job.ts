/**
 * Every hour: mails that wait for a job which gave up (its worker was killed each time) or was removed get a new one;
 * those that only their job could write are given up. Key: the schedule. Retries: none, the next hour does it. Crash: an
 * office is a transaction of its own; what was not taken up is found again.
 */
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { forgetJobs, jobsOfOffice, livingJobs } from '@muhasebi/platform/queue/inspect-jobs.ts';
import { defineJob, type JobDefinition, type JobSchedule } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import { listOffices } from '../every-office.queries.ts';
import type { FeatureDeps, Trx } from '../feature.ts';
import { enqueueSending, SEND_OUTGOING } from './post-mails.ts';
import { giveUpUnkept, listUnfinished, takeUpAgain } from './recover-mails.queries.ts';

const RECOVER_MAILS = 'mail-outbox.recover';
const HOUR_MS = 3_600_000;
const ofMail = z.object({ mailId: z.string() });

export const recoverMailsSchedule: JobSchedule = {
  name: RECOVER_MAILS,
  pattern: '10 * * * *',
  backfill: '1h',
};

export function recoverMailsJob({ db, clock }: Pick<FeatureDeps, 'db' | 'clock'>): JobDefinition {
  return defineJob({
    name: RECOVER_MAILS,
    payload: z.object({}),
    maxAttempts: 1,
    async run(_payload, { jobId, signal, log }) {
      for (const tenantId of await listOffices(db)) {
        if (signal?.aborted) return;
        const recovered = await inScope(db, systemScope(tenantId, `job ${jobId}`), (trx) =>
          recoverOffice(trx, tenantId, clock.now()),
        );
        if (recovered > 0) log.warn({ tenantId, recovered }, 'mails without a job were taken up again');
      }
    },
  });
}

/** How many were taken up. */
async function recoverOffice(trx: Trx, tenantId: string, now: Date): Promise<number> {
  const unfinished = await listUnfinished(trx, tenantId, new Date(now.getTime() - HOUR_MS));
  if (unfinished.length === 0) return 0;
  const jobs = await jobsOfOffice(trx, tenantId, [SEND_OUTGOING]);
  const cared = new Set(
    jobs.filter(({ alive }) => alive).map(({ payload }) => ofMail.safeParse(payload).data?.mailId),
  );
  const makers = unfinished.flatMap(({ madeByJob }) => (madeByJob === null ? [] : [madeByJob.slice(4)]));
  const living = new Set((await livingJobs(trx, makers)).map((jobId) => `job ${jobId}`));
  const idsOf = (isLost: (mail: (typeof unfinished)[number]) => boolean) =>
    unfinished.filter(isLost).map(({ mailId }) => mailId);
  const lost = idsOf(({ madeByJob }) => madeByJob !== null && !living.has(madeByJob));
  await giveUpUnkept(trx, tenantId, lost, now);
  const again = await takeUpAgain(
    trx,
    tenantId,
    idsOf(({ mailId, madeByJob }) => madeByJob === null && !cared.has(mailId)),
  );
  await forgetJobs(
    trx,
    jobs.filter(({ alive }) => !alive).map(({ jobId }) => jobId),
  );
  for (const mailId of again) await enqueueSending(trx, tenantId, mailId);
  return again.length;
}

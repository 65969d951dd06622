/**
 * Every hour: whoever has something waiting, and got no digest today, gets one from eight in the morning on, by the clock
 * of the office. Key: the schedule, which names no office and means all. Retries: none, the next hour does it. Crash: the mail is posted and its entries are
 * marked in one transaction a person, so each is in one mail.
 */
import { dayIn, momentIn } from '@muhasebi/platform/clock/zoned-time.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { defineJob, type JobDefinition, type JobSchedule } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import { listOffices } from '../every-office.queries.ts';
import type { FeatureDeps, Trx } from '../feature.ts';
import type { MailOutboxService } from '../mail-outbox/contract.ts';
import { type DigestReader, findMailHabits, listDigestReaders, takeEntries } from './digest.queries.ts';
import { digestMail } from './digest-mail.ts';

const SEND_DIGESTS = 'notifications.send-digests';
/** By the clock of the office. */
const FROM = '08:00';

export interface DigestDeps extends Pick<FeatureDeps, 'db' | 'clock' | 'publicUrl'> {
  readonly outbox: Pick<MailOutboxService, 'post'>;
}

export const sendDigestsSchedule: JobSchedule = { name: SEND_DIGESTS, pattern: '40 * * * *', backfill: '1h' };

export function sendDigestsJob(deps: DigestDeps): JobDefinition {
  return defineJob({
    name: SEND_DIGESTS,
    payload: z.object({ tenantId: z.uuid().optional() }),
    maxAttempts: 1,
    async run({ tenantId: only }, { jobId, log, signal }) {
      for (const tenantId of only === undefined ? await listOffices(deps.db) : [only]) {
        if (signal?.aborted) return;
        // An office whose notifications cannot be read holds up no other; the next hour looks again.
        await sendOfOffice(deps, tenantId, `job ${jobId}`).catch((error: unknown) => {
          log.error({ err: error, tenantId }, 'the digests of an office could not be sent');
        });
      }
    },
  });
}

async function sendOfOffice(deps: DigestDeps, tenantId: string, requestId: string): Promise<void> {
  const scope = systemScope(tenantId, requestId);
  const now = deps.clock.now();
  const readers = await inScope(deps.db, scope, async (trx) => {
    const { timeZone } = await findMailHabits(trx, tenantId);
    const today = dayIn(timeZone, now);
    if (now < momentIn(timeZone, today, FROM)) return [];
    return listDigestReaders(trx, tenantId, momentIn(timeZone, today, '00:00'));
  });
  for (const reader of readers)
    await inScope(deps.db, scope, (trx) => sendTo(deps, trx, tenantId, reader, now));
}

async function sendTo(
  { outbox, publicUrl }: DigestDeps,
  trx: Trx,
  tenantId: string,
  { userId, email, name }: DigestReader,
  now: Date,
): Promise<void> {
  const { entries, total } = await takeEntries(trx, tenantId, userId, now);
  if (entries.length === 0) return;
  const habits = await findMailHabits(trx, tenantId);
  const mail = digestMail({ ...habits, readerName: name, entries, total, publicUrl });
  await outbox.post(trx, tenantId, {
    ...mail,
    purpose: 'digest',
    source: null,
    clientId: null,
    to: [{ address: email, name }],
    attachments: [],
  });
}

/**
 * Every hour: whoever has something waiting, and got no digest today, gets one from eight in the morning on, by the clock
 * of the office. Key: the schedule, which names no office and means all. Retries: none, the next hour does it. Crash: the mail is posted and its entries are
 * marked in one transaction a person, so each is in one mail.
 */
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { defineJob, type JobDefinition, type JobSchedule } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import { listOffices } from '../every-office.queries.ts';
import type { FeatureDeps, Trx } from '../feature.ts';
import type { MailOutboxService } from '../mail-outbox/contract.ts';
import { type DigestReader, findMailHabits, listDigestReaders, takeEntries } from './digest.queries.ts';
import { digestMail } from './digest-mail.ts';

const SEND_DIGESTS = 'notifications.send-digests';
const FROM_HOUR = 8;

export interface DigestDeps extends Pick<FeatureDeps, 'db' | 'clock' | 'publicUrl'> {
  readonly outbox: Pick<MailOutboxService, 'post'>;
}

export const sendDigestsSchedule: JobSchedule = { name: SEND_DIGESTS, pattern: '40 * * * *', backfill: '1h' };

export function sendDigestsJob(deps: DigestDeps): JobDefinition {
  return defineJob({
    name: SEND_DIGESTS,
    payload: z.object({ tenantId: z.uuid().optional() }),
    maxAttempts: 1,
    async run({ tenantId: only }, { jobId, signal }) {
      for (const tenantId of only === undefined ? await listOffices(deps.db) : [only]) {
        if (signal?.aborted) return;
        await sendOfOffice(deps, tenantId, `job ${jobId}`);
      }
    },
  });
}

async function sendOfOffice(deps: DigestDeps, tenantId: string, requestId: string): Promise<void> {
  const scope = systemScope(tenantId, requestId);
  const now = deps.clock.now();
  const readers = await inScope(deps.db, scope, async (trx) => {
    const { timeZone } = await findMailHabits(trx, tenantId);
    const { hour, dayStart } = localTime(now, timeZone);
    return hour < FROM_HOUR ? [] : listDigestReaders(trx, tenantId, dayStart);
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

/** The hour of the office's clock, and the moment at which its day began. */
export function localTime(now: Date, timeZone: string): { hour: number; dayStart: Date } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone },
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)?.value ?? 0);
  const hour = part('hour');
  const sinceMs = ((hour * 60 + part('minute')) * 60 + part('second')) * 1000 + (now.getTime() % 1000);
  return { hour, dayStart: new Date(now.getTime() - sinceMs) };
}

/**
 * Sends one mail. Key: the mail. Retries: what the server puts off is queued again by the mail's own plan (`retry-plan.ts`);
 * the queue's retries are for runs that were killed. Time limit: the transport's, five minutes.
 * Crash: before the server took it, the next run sends it; after, the next run sends it once more under the same
 * Message-ID: one mail may come twice, none is lost.
 */
import { MailFault, mailFaultOf } from '@muhasebi/connectors/mail/mail-fault.ts';
import type { MailTaken } from '@muhasebi/connectors/mail/mail-transport.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { defineJob, type JobDefinition } from '@muhasebi/platform/queue/jobs.ts';
import { StoredFileMissing } from '@muhasebi/platform/storage/storage.ts';
import { z } from 'zod';
import type { FeatureDeps, Trx } from '../feature.ts';
import type { EndedMail } from './contract.ts';
import { beginTry, type EndOfTry, endTry, type MailToSend } from './mails.queries.ts';
import { enqueueSending, oneLine, SEND_OUTGOING } from './post-mails.ts';
import { nextTryAt } from './retry-plan.ts';

export type SendDeps = Pick<FeatureDeps, 'db' | 'clock' | 'mail' | 'storage'>;
type TellEnded = (trx: Trx, mail: EndedMail) => Promise<void>;

export function sendOutgoingJob(deps: SendDeps, tell: TellEnded): JobDefinition {
  return defineJob({
    name: SEND_OUTGOING,
    payload: z.object({ tenantId: z.uuid(), mailId: z.uuid() }),
    maxAttempts: 8,
    run: ({ tenantId, mailId }, { jobId }) => sendOutgoing(deps, tell, { tenantId, mailId, jobId }),
  });
}

async function sendOutgoing(
  deps: SendDeps,
  tell: TellEnded,
  { tenantId, mailId, jobId }: { readonly tenantId: string; readonly mailId: string; readonly jobId: string },
): Promise<void> {
  const scope = systemScope(tenantId, `job ${jobId}`);
  const mail = await inScope(deps.db, scope, (trx) => beginTry(trx, tenantId, mailId));
  if (mail === null) return;
  const end = await tryOnce(deps, tenantId, mail);
  await inScope(deps.db, scope, async (trx) => {
    // Somebody may have put it into the queue anew meanwhile: that run tells of its own end.
    if (!(await endTry(trx, tenantId, mail, end))) return;
    const { state, reason, nextAttemptAt } = end;
    if (nextAttemptAt !== null) await enqueueSending(trx, tenantId, mailId, nextAttemptAt);
    if (state !== 'queued' && state !== 'sending')
      await tell(trx, { tenantId, mailId, source: mail.source, state, reason });
  });
}

async function tryOnce(deps: SendDeps, tenantId: string, mail: MailToSend): Promise<EndOfTry> {
  try {
    return taken(await handOver(deps, tenantId, mail), deps.clock.now());
  } catch (error) {
    if (error instanceof StoredFileMissing) return fileGone(deps.clock.now());
    return notTaken(mailFaultOf(error), mail.attempts, deps.clock.now());
  }
}

/** The attachments lie beside us until the server has them. */
async function handOver(deps: SendDeps, tenantId: string, mail: MailToSend): Promise<MailTaken> {
  if (mail.text === null) throw new MailFault('message', null);
  const releases: (() => Promise<void>)[] = [];
  try {
    const attachments = [];
    for (const { fileName, contentType, sha256 } of mail.attachments) {
      const { path, release } = await deps.storage.localPath({ tenantId, sha256 });
      releases.push(release);
      attachments.push({ fileName, contentType, path });
    }
    const { to, toName, subject, text, html, messageId, replyTo } = mail;
    return await deps.mail.send({
      ...{ to, toName, subject, text, html, messageId, attachments },
      replyTo: replyTo === null ? null : { address: replyTo, name: oneLine(mail.officeName, 200) },
    });
  } finally {
    for (const release of releases) await release();
  }
}

function taken({ by, answer }: MailTaken, now: Date): EndOfTry {
  const ended = { answer, nextAttemptAt: null, endedAt: now };
  if (by === 'smtp') return { ...ended, state: 'sent', reason: null, next: null };
  return {
    ...ended,
    state: 'held',
    reason: {
      tr: 'Posta sunucusu tanımlı değil; posta giden kutusu klasörüne yazıldı.',
      en: 'No mail server is named; the mail was written to the outbox folder.',
    },
    next: {
      tr: 'İşletmen SMTP_URL ayarını verdikten sonra yeniden gönderin.',
      en: 'Send it again once the operator has set SMTP_URL.',
    },
  };
}

function notTaken({ words, next, answer, isPassing }: MailFault, attempts: number, now: Date): EndOfTry {
  const nextAttemptAt = isPassing ? nextTryAt(attempts, now) : null;
  if (nextAttemptAt !== null)
    return { state: 'queued', reason: words, next, answer, nextAttemptAt, endedAt: null };
  const ended = { state: 'failed', answer, nextAttemptAt: null, endedAt: now } as const;
  if (!isPassing) return { ...ended, reason: words, next };
  return {
    ...ended,
    reason: {
      tr: `${attempts} kez denendi, gönderilemedi. ${words.tr}`,
      en: `Tried ${attempts} times and not sent. ${words.en}`,
    },
    next: {
      tr: 'Posta sunucusu düzelince yeniden gönderin.',
      en: 'Send it again when the mail server is well.',
    },
  };
}

function fileGone(now: Date): EndOfTry {
  return {
    state: 'failed',
    reason: { tr: 'Ekteki dosya depoda yok.', en: 'The attached file is not in the store.' },
    next: {
      tr: 'Raporu yeniden hazırlayıp gönderin; deponun eksiğini işletmene bildirin.',
      en: 'Make the report again and send that; tell the operator that the store lacks a file.',
    },
    answer: null,
    nextAttemptAt: null,
    endedAt: now,
  };
}

/** Puts mails into the queue: one row and one job a recipient, in the transaction of whoever posts. */
import { enqueue } from '@muhasebi/platform/queue/jobs.ts';
import type { Trx } from '../feature.ts';
import { mailAddress, type NewMail } from './contract.ts';
import { insertMail } from './mails.queries.ts';

export const SEND_OUTGOING = 'mail-outbox.send';

/** So many mails are with the mail server at once: a server that hangs holds up mail, and no document. */
const LANES = 2;
/** Runs of the job, killed ones among them; what the server answers is tried again by the mail itself. */
const MOST_RUNS = 8;

/**
 * Ids in the order of the recipients. Throws where an address is none: whoever posts has checked it by `mailAddress`.
 * `publicUrl` names the house in the Message-ID.
 */
export async function postMails(
  trx: Trx,
  tenantId: string,
  mail: NewMail,
  publicUrl: string,
): Promise<string[]> {
  const host = hostOf(publicUrl);
  const mailIds: string[] = [];
  for (const { address, name } of mail.to) {
    const to = { address: mailAddress.parse(address), name: name === null ? null : oneLine(name, 200) };
    const mailId = await insertMail(trx, tenantId, {
      ...mail,
      subject: oneLine(mail.subject, 500),
      to,
      host,
    });
    await enqueueSending(trx, tenantId, mailId);
    mailIds.push(mailId);
  }
  return mailIds;
}

/** At most one waiting job a mail; a second call moves its time. */
export function enqueueSending(trx: Trx, tenantId: string, mailId: string, runAt?: Date): Promise<void> {
  const lane = Number.parseInt(mailId.slice(-2), 16) % LANES;
  return enqueue(
    trx,
    SEND_OUTGOING,
    { tenantId, mailId },
    {
      jobKey: `mail ${mailId}`,
      queueName: `mail ${lane}`,
      maxAttempts: MOST_RUNS,
      // Nobody sits and waits for a mail; what people ask for on a page goes before.
      unhurried: true,
      ...(runAt === undefined ? {} : { runAt }),
    },
  );
}

/** "muhasebi.ofis.com.tr"; an installation that names no address of its own still has a right side. */
function hostOf(publicUrl: string): string {
  return URL.canParse(publicUrl) ? new URL(publicUrl).hostname : 'muhasebi.localhost';
}

/** A line break must not start a header. */
export function oneLine(text: string, most: number): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, most);
}

/** SQL of mails that wait for a job which is no more. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface UnfinishedMail {
  readonly mailId: string;
  /** "job 123"; null where the text is kept. */
  readonly madeByJob: string | null;
}

/** Posted before `before` and not at their end. */
export async function listUnfinished(trx: Trx, tenantId: string, before: Date): Promise<UnfinishedMail[]> {
  const { rows } = await sql<UnfinishedMail>`
    select mail_id as "mailId", made_by_job as "madeByJob" from outgoing_mails
    where tenant_id = ${tenantId} and state in ('queued', 'sending') and created_at < ${before}
    order by mail_id`.execute(trx);
  return rows;
}

/** Back into the queue; those that came to their end meanwhile stay there. Answers the others. */
export async function takeUpAgain(trx: Trx, tenantId: string, mailIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ mailId: string }>`
    update outgoing_mails set state = 'queued', next_attempt_at = null
    where tenant_id = ${tenantId} and mail_id = any (${mailIds}::uuid[]) and state in ('queued', 'sending')
    returning mail_id as "mailId"`.execute(trx);
  return rows.map(({ mailId }) => mailId);
}

/** Without their job nobody can write them again. */
export async function giveUpUnkept(
  trx: Trx,
  tenantId: string,
  mailIds: readonly string[],
  at: Date,
): Promise<void> {
  const reason = {
    tr: 'Gönderimi yarıda kaldı ve yeniden başlamadı.',
    en: 'Sending it was broken off and not begun again.',
  };
  const next = {
    tr: 'Daveti kendi sayfasından yeniden gönderin.',
    en: 'Send the invitation again from its page.',
  };
  await sql`
    update outgoing_mails set state = 'failed', reason = ${JSON.stringify(reason)}::jsonb,
      next_step = ${JSON.stringify(next)}::jsonb, ended_at = ${at}
    where tenant_id = ${tenantId} and mail_id = any (${mailIds}::uuid[]) and state in ('queued', 'sending')`.execute(
    trx,
  );
}

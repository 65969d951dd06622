/** SQL of outgoing mail: posting, a try and its end, lists, sending again, and what is cleared. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { AttachedFile, MailState, NewMail, Recipient } from './contract.ts';

interface Words {
  readonly tr: string;
  readonly en: string;
}

/** Writes one mail; answers its id. `host`: the right side of its Message-ID. */
export async function insertMail(
  trx: Trx,
  tenantId: string,
  mail: Omit<NewMail, 'to'> & { readonly to: Recipient; readonly host: string },
): Promise<string> {
  const { rows } = await sql<{ mailId: string }>`
    insert into outgoing_mails (tenant_id, mail_id, message_id, purpose, source, client_id, to_address, to_name, subject,
      body_text, body_html, attachments, created_by)
    select ${tenantId}::uuid, id, '<' || id || '@' || ${mail.host} || '>', ${mail.purpose}, ${mail.source},
      ${mail.clientId}::uuid, ${mail.to.address}, ${mail.to.name}, ${mail.subject}, ${mail.text}, ${mail.html},
      ${JSON.stringify(mail.attachments)}::jsonb, app.user_id()
    from (select uuidv7() as id) made
    returning mail_id as "mailId"`.execute(trx);
  const mailId = rows[0]?.mailId;
  if (mailId === undefined) throw new Error('a mail just saved is not there');
  return mailId;
}

/** A mail with all that sending it needs. */
export interface MailToSend {
  readonly mailId: string;
  readonly source: string | null;
  readonly to: string;
  readonly toName: string | null;
  readonly subject: string;
  readonly text: string | null;
  readonly html: string | null;
  readonly attachments: readonly AttachedFile[];
  readonly messageId: string;
  /** With the one that begins. */
  readonly attempts: number;
  /** The office's own address, for answers. */
  readonly replyTo: string | null;
  readonly officeName: string;
}

/** Begins a try; null where the mail has come to its end or is not there. Taken up again where an earlier try was killed. */
export async function beginTry(trx: Trx, tenantId: string, mailId: string): Promise<MailToSend | null> {
  const { rows } = await sql<MailToSend>`
    update outgoing_mails m set state = 'sending', attempts = m.attempts + 1, next_attempt_at = null
    from offices o left join office_settings s on s.tenant_id = o.tenant_id
    where m.tenant_id = ${tenantId} and m.mail_id = ${mailId} and m.state in ('queued', 'sending')
      and o.tenant_id = m.tenant_id
    returning m.mail_id as "mailId", m.source, m.to_address as "to", m.to_name as "toName", m.subject,
      m.body_text as text, m.body_html as html, m.attachments, m.message_id as "messageId", m.attempts,
      s.email as "replyTo", o.name as "officeName"`.execute(trx);
  return rows[0] ?? null;
}

export interface EndOfTry {
  readonly state: MailState;
  readonly reason: Words | null;
  readonly next: Words | null;
  readonly answer: string | null;
  readonly nextAttemptAt: Date | null;
  readonly endedAt: Date | null;
}

/** Notes how the try of this number ended; false where the mail is no longer at it. */
export async function endTry(
  trx: Trx,
  tenantId: string,
  { mailId, attempts }: Pick<MailToSend, 'mailId' | 'attempts'>,
  end: EndOfTry,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update outgoing_mails set state = ${end.state}, reason = ${jsonOf(end.reason)}::jsonb,
      next_step = ${jsonOf(end.next)}::jsonb, answer = left(${end.answer}, 1000),
      next_attempt_at = ${end.nextAttemptAt}, ended_at = ${end.endedAt}
    where tenant_id = ${tenantId} and mail_id = ${mailId} and state = 'sending' and attempts = ${attempts}`.execute(
    trx,
  );
  return (numAffectedRows ?? 0n) > 0n;
}

function jsonOf(words: Words | null): string | null {
  return words === null ? null : JSON.stringify(words);
}

/** Marks what the server took as come back; null where it is no mail of the office, or is known to have. */
export async function markBounced(
  trx: Trx,
  tenantId: string,
  messageId: string,
  { reason, next, at }: { readonly reason: Words; readonly next: Words; readonly at: Date },
): Promise<{ mailId: string; source: string | null } | null> {
  const { rows } = await sql<{ mailId: string; source: string | null }>`
    update outgoing_mails set state = 'bounced', reason = ${jsonOf(reason)}::jsonb, next_step = ${jsonOf(next)}::jsonb,
      ended_at = ${at}
    where tenant_id = ${tenantId} and message_id = ${messageId} and state = 'sent'
    returning mail_id as "mailId", source`.execute(trx);
  return rows[0] ?? null;
}

export async function isMailOf(trx: Trx, tenantId: string, messageId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('outgoing_mails')
    .where('tenant_id', '=', tenantId)
    .where('message_id', '=', messageId)
    .select('mail_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Puts kept mails back into the queue with all their tries; answers which. */
export async function queueAgain(
  trx: Trx,
  tenantId: string,
  mailIds: readonly string[],
  address: string | null,
): Promise<string[]> {
  const { rows } = await sql<{ mailId: string }>`
    update outgoing_mails set state = 'queued', attempts = 0, reason = null, next_step = null, answer = null,
      next_attempt_at = null, ended_at = null, to_address = coalesce(${address}, to_address)
    where tenant_id = ${tenantId} and mail_id = any (${mailIds}::uuid[]) and body_text is not null
      and state in ('queued', 'failed', 'bounced', 'held')
    returning mail_id as "mailId"`.execute(trx);
  return rows.map(({ mailId }) => mailId);
}

/** Of these, the ones that are there and in sight, and whether their text is kept. */
export async function findKept(
  trx: Trx,
  tenantId: string,
  mailIds: readonly string[],
): Promise<{ mailId: string; isKept: boolean }[]> {
  const { rows } = await sql<{ mailId: string; isKept: boolean }>`
    select mail_id as "mailId", body_text is not null as "isKept" from outgoing_mails
    where tenant_id = ${tenantId} and mail_id = any (${mailIds}::uuid[])`.execute(trx);
  return rows;
}

/** SQL of what the operator and the nights see of outgoing mail: counts, and what is old. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface MailCounts {
  readonly waiting: number;
  /** Waiting for more than an hour since they were posted. */
  readonly late: number;
  /** Failed or came back within the last day. */
  readonly failed: number;
  readonly held: number;
}

/** Of one office. */
export async function countOfficeMails(trx: Trx, tenantId: string): Promise<MailCounts> {
  const { rows } = await sql<MailCounts>`
    select (count(*) filter (where state in ('queued', 'sending')))::int as waiting,
      (count(*) filter (where state in ('queued', 'sending') and created_at < now() - interval '1 hour'))::int as late,
      (count(*) filter (where state in ('failed', 'bounced') and ended_at > now() - interval '1 day'))::int as failed,
      (count(*) filter (where state = 'held'))::int as held
    from outgoing_mails
    where tenant_id = ${tenantId} and state in ('queued', 'sending', 'failed', 'bounced', 'held')`.execute(
    trx,
  );
  return rows[0] ?? { waiting: 0, late: 0, failed: 0, held: 0 };
}

/** Of mails about accounts, which are no office's: no tenant is named. */
export async function countAccountMails(trx: Trx): Promise<MailCounts> {
  const { rows } = await sql<MailCounts>`
    select (count(*) filter (where state in ('queued', 'sending')))::int as waiting,
      (count(*) filter (where state in ('queued', 'sending') and created_at < now() - interval '1 hour'))::int as late,
      (count(*) filter (where state = 'failed' and changed_at > now() - interval '1 day'))::int as failed,
      (count(*) filter (where state = 'held'))::int as held
    from account_mails`.execute(trx);
  return rows[0] ?? { waiting: 0, late: 0, failed: 0, held: 0 };
}

/** Empties the texts of mails that ended before `textsBefore`, and takes away those that ended before `before`. */
export async function clearMails(
  trx: Trx,
  tenantId: string,
  { textsBefore, before }: { readonly textsBefore: Date; readonly before: Date },
): Promise<void> {
  await sql`delete from outgoing_mails where tenant_id = ${tenantId} and ended_at < ${before}`.execute(trx);
  await sql`
    update outgoing_mails set body_text = null, body_html = null
    where tenant_id = ${tenantId} and ended_at < ${textsBefore} and body_text is not null`.execute(trx);
}

export async function clearAccountMails(trx: Trx, before: Date): Promise<void> {
  await sql`delete from account_mails where changed_at < ${before}`.execute(trx);
}

/** SQL of the list of outgoing mail: a page, one of them, and how many stand in each state. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { AttachedFile, MailState } from './contract.ts';

interface Words {
  readonly tr: string;
  readonly en: string;
}

export interface MailRow {
  readonly id: string;
  readonly purpose: string;
  readonly source: string | null;
  readonly clientId: string | null;
  readonly clientTitle: string | null;
  readonly toAddress: string;
  readonly toName: string | null;
  readonly subject: string;
  readonly state: MailState;
  readonly attempts: number;
  readonly reason: Words | null;
  readonly next: Words | null;
  readonly createdAt: Date;
  readonly nextAttemptAt: Date | null;
  readonly endedAt: Date | null;
  readonly attachments: readonly AttachedFile[];
  readonly isKept: boolean;
}

const COLUMNS = sql`m.mail_id as id, m.purpose, m.source, m.client_id as "clientId", c.title as "clientTitle",
  m.to_address as "toAddress", m.to_name as "toName", m.subject, m.state, m.attempts, m.reason, m.next_step as next,
  m.created_at as "createdAt", m.next_attempt_at as "nextAttemptAt", m.ended_at as "endedAt", m.attachments,
  m.body_text is not null as "isKept"`;
const TABLES = sql`outgoing_mails m
  left join clients c on c.tenant_id = m.tenant_id and c.client_id = m.client_id`;

export interface MailFilter {
  readonly state: MailState | undefined;
  readonly purpose: string | undefined;
  readonly clientId: string | undefined;
  readonly source: string | undefined;
  readonly text: string | undefined;
}

function conditionsOf(tenantId: string, { purpose, clientId, source, text }: Omit<MailFilter, 'state'>) {
  // What is typed is looked for as it stands: % and _ are letters there.
  const part = text === undefined || text === '' ? null : `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`m.tenant_id = ${tenantId}
    ${purpose === undefined ? sql`` : sql`and m.purpose = ${purpose}`}
    ${clientId === undefined ? sql`` : sql`and m.client_id = ${clientId}::uuid`}
    ${source === undefined ? sql`` : sql`and m.source = ${source}`}
    ${
      part === null
        ? sql``
        : sql`and (app.fold(m.to_address) like app.fold(${part}) or app.fold(m.to_name) like app.fold(${part})
            or app.fold(m.subject) like app.fold(${part}))`
    }`;
}

/** The newest first. `after`: moment and id of the last one shown. */
export async function listMails(
  trx: Trx,
  tenantId: string,
  filter: MailFilter,
  after: readonly [moment: string, id: string] | null,
  limit: number,
): Promise<MailRow[]> {
  const { rows } = await sql<MailRow>`
    select ${COLUMNS} from ${TABLES}
    where ${conditionsOf(tenantId, filter)} ${filter.state === undefined ? sql`` : sql`and m.state = ${filter.state}`}
      ${
        after === null
          ? sql``
          : sql`and (date_trunc('milliseconds', m.created_at), m.mail_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
      }
    order by date_trunc('milliseconds', m.created_at) desc, m.mail_id desc limit ${limit}`.execute(trx);
  return rows;
}

export async function countMails(
  trx: Trx,
  tenantId: string,
  filter: Omit<MailFilter, 'state'>,
): Promise<Record<MailState, number>> {
  const { rows } = await sql<{ state: MailState; mails: number }>`
    select m.state, count(*)::int as mails from outgoing_mails m
    where ${conditionsOf(tenantId, filter)} group by m.state`.execute(trx);
  const counts = { queued: 0, sending: 0, sent: 0, failed: 0, bounced: 0, held: 0 };
  for (const { state, mails } of rows) counts[state] = mails;
  return counts;
}

export interface WholeMail extends MailRow {
  readonly text: string | null;
  readonly answer: string | null;
  readonly messageId: string;
}

export async function findMail(trx: Trx, tenantId: string, mailId: string): Promise<WholeMail | null> {
  const { rows } = await sql<WholeMail>`
    select ${COLUMNS}, m.body_text as text, m.answer, m.message_id as "messageId" from ${TABLES}
    where m.tenant_id = ${tenantId} and m.mail_id = ${mailId}`.execute(trx);
  return rows[0] ?? null;
}

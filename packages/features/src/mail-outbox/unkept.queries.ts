/** SQL of mails whose text is not kept: those of an office beside its others, and those about accounts as states alone. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { MailState } from './contract.ts';

interface Words {
  readonly tr: string;
  readonly en: string;
}

export interface UnkeptNote {
  readonly madeByJob: string;
  readonly purpose: string;
  readonly to: string;
  readonly toName: string | null;
  readonly subject: string;
  readonly state: MailState;
  readonly attempts: number;
  readonly reason: Words | null;
  readonly next: Words | null;
  readonly answer: string | null;
  readonly endedAt: Date | null;
}

/** One row a job, whatever its tries. */
export async function noteUnkeptMail(trx: Trx, tenantId: string, note: UnkeptNote): Promise<void> {
  const reason = note.reason === null ? null : JSON.stringify(note.reason);
  const next = note.next === null ? null : JSON.stringify(note.next);
  await sql`
    insert into outgoing_mails (tenant_id, purpose, to_address, to_name, subject, message_id, made_by_job, state, attempts,
      reason, next_step, answer, ended_at)
    values (${tenantId}, ${note.purpose}, ${note.to}, ${note.toName}, ${note.subject}, ${note.madeByJob},
      ${note.madeByJob}, ${note.state}, ${note.attempts}, ${reason}::jsonb, ${next}::jsonb, left(${note.answer}, 1000),
      ${note.endedAt})
    on conflict (tenant_id, made_by_job) where made_by_job is not null do update set state = excluded.state,
      attempts = excluded.attempts, reason = excluded.reason, next_step = excluded.next_step, answer = excluded.answer,
      ended_at = excluded.ended_at, to_address = excluded.to_address`.execute(trx);
}

/** Of no office: no tenant is named, and no person. */
export async function noteAccountMail(
  trx: Trx,
  note: Pick<UnkeptNote, 'madeByJob' | 'purpose' | 'state' | 'attempts' | 'reason'>,
): Promise<void> {
  const reason = note.reason === null ? null : JSON.stringify(note.reason);
  await sql`
    insert into account_mails (made_by_job, purpose, state, attempts, reason)
    values (${note.madeByJob}, ${note.purpose}, ${note.state}, ${note.attempts}, ${reason}::jsonb)
    on conflict (made_by_job) do update set state = excluded.state, attempts = excluded.attempts,
      reason = excluded.reason, changed_at = now()`.execute(trx);
}

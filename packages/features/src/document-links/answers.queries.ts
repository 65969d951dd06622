/** SQL of answers that are written here: one an invoice, with the file as it was written. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface WrittenAnswer {
  readonly answer: 'KABUL' | 'RED';
  readonly reason: string | null;
  readonly number: string;
  readonly writtenAt: Date;
}

/** The invoice that is to be answered; locked until the transaction ends. */
export interface AnswerSubject {
  readonly clientId: string;
  readonly fileName: string;
  readonly kind: string;
  readonly state: string;
  readonly profile: string | null;
  readonly direction: string | null;
  readonly issueDate: string | null;
  readonly isDuplicate: boolean;
  readonly invoice: unknown;
}

export async function holdSubject(
  trx: Trx,
  tenantId: string,
  documentId: string,
): Promise<AnswerSubject | undefined> {
  const { rows } = await sql<AnswerSubject>`
    select client_id as "clientId", file_name as "fileName", kind, state, profile, direction,
      issue_date as "issueDate", duplicate_of is not null as "isDuplicate", invoice
    from documents where tenant_id = ${tenantId} and document_id = ${documentId} for update`.execute(trx);
  return rows[0];
}

export async function listWritten(
  trx: Trx,
  tenantId: string,
  documentIds: readonly string[],
): Promise<(WrittenAnswer & { readonly documentId: string })[]> {
  const { rows } = await sql<WrittenAnswer & { documentId: string }>`
    select document_id as "documentId", answer, reason, answer_no as number, written_at as "writtenAt"
    from document_answers
    where tenant_id = ${tenantId} and document_id = any (${documentIds}::uuid[])`.execute(trx);
  return rows;
}

export async function insertAnswer(
  trx: Trx,
  tenantId: string,
  row: WrittenAnswer & {
    readonly documentId: string;
    readonly clientId: string;
    readonly ettn: string;
    readonly xml: string;
  },
): Promise<void> {
  const { documentId, clientId, answer, reason, number, ettn, xml, writtenAt } = row;
  await trx
    .insertInto('document_answers')
    .values({
      tenant_id: tenantId,
      document_id: documentId,
      client_id: clientId,
      answer,
      reason,
      answer_no: number,
      answer_ettn: ettn,
      xml,
      written_at: writtenAt,
    })
    .execute();
}

/** The client whose answer it was; undefined where there is none. */
export async function deleteAnswer(
  trx: Trx,
  tenantId: string,
  documentId: string,
): Promise<string | undefined> {
  const row = await trx
    .deleteFrom('document_answers')
    .where('tenant_id', '=', tenantId)
    .where('document_id', '=', documentId)
    .returning('client_id')
    .executeTakeFirst();
  return row?.client_id;
}

export async function findFile(
  trx: Trx,
  tenantId: string,
  documentId: string,
): Promise<{ number: string; xml: string } | undefined> {
  return trx
    .selectFrom('document_answers')
    .select(['answer_no as number', 'xml'])
    .where('tenant_id', '=', tenantId)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
}

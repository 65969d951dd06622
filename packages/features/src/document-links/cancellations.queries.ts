/** SQL of cancellations: one a document, with the draft that it took out of review. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { DraftCopy } from '../ledger/contract.ts';

export interface CancellationRow {
  readonly documentId: string;
  readonly cancelledOn: string;
  readonly way: 'portal' | 'objection' | 'other';
  readonly reference: string | null;
  readonly note: string | null;
  readonly writtenAt: Date;
  readonly byName: string | null;
  /** Of the document as it stands. */
  readonly state: string;
  readonly issueDate: string | null;
}

export async function listCancellations(
  trx: Trx,
  tenantId: string,
  documentIds: readonly string[],
): Promise<CancellationRow[]> {
  const { rows } = await sql<CancellationRow>`
    select c.document_id as "documentId", c.cancelled_on as "cancelledOn", c.way, c.reference_no as reference, c.note,
      c.written_at as "writtenAt", d.state, d.issue_date as "issueDate", (
        select coalesce(m.name, u.name) from users u
        left join memberships m on m.tenant_id = c.tenant_id and m.user_id = u.user_id
        where u.user_id = c.written_by) as "byName"
    from document_cancellations c
    join documents d on d.tenant_id = c.tenant_id and d.document_id = c.document_id
    where c.tenant_id = ${tenantId} and c.document_id = any (${documentIds}::uuid[])`.execute(trx);
  return rows;
}

export async function insertCancellation(
  trx: Trx,
  tenantId: string,
  row: Pick<CancellationRow, 'documentId' | 'cancelledOn' | 'way' | 'reference' | 'note' | 'writtenAt'> & {
    readonly clientId: string;
    readonly draft: DraftCopy | null;
  },
): Promise<void> {
  const { documentId, clientId, cancelledOn, way, reference, note, draft, writtenAt } = row;
  await sql`
    insert into document_cancellations (tenant_id, document_id, client_id, cancelled_on, way, reference_no, note, draft, written_at)
    values (${tenantId}, ${documentId}, ${clientId}, ${cancelledOn}::date, ${way}, ${reference}, ${note},
      ${draft === null ? null : JSON.stringify(draft)}::jsonb, ${writtenAt})`.execute(trx);
}

/** The draft that it had taken out of review; undefined where the document was not cancelled. */
export async function deleteCancellation(
  trx: Trx,
  tenantId: string,
  documentId: string,
): Promise<{ readonly draft: DraftCopy | null } | undefined> {
  const { rows } = await sql<{ draft: DraftCopy | null }>`
    delete from document_cancellations where tenant_id = ${tenantId} and document_id = ${documentId}
    returning draft`.execute(trx);
  return rows[0];
}

/** Those of these documents that are cancelled; one that was moved takes its cancellation along to this client. */
export async function findCancelled(
  trx: Trx,
  { tenantId, clientId }: { readonly tenantId: string; readonly clientId: string },
  documentIds: readonly string[],
): Promise<Set<string>> {
  await sql`
    update document_cancellations set client_id = ${clientId}
    where tenant_id = ${tenantId} and document_id = any (${documentIds}::uuid[]) and client_id <> ${clientId}`.execute(
    trx,
  );
  const { rows } = await sql<{ id: string }>`
    select document_id as id from document_cancellations
    where tenant_id = ${tenantId} and document_id = any (${documentIds}::uuid[])`.execute(trx);
  return new Set(rows.map(({ id }) => id));
}

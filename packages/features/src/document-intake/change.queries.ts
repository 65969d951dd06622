/** SQL of what people do to documents: locking one, sending it to be read again, rejecting, moving, posting. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { HeldDocument } from './document-service.ts';

export type { HeldDocument } from './document-service.ts';

/** Locks the document for this transaction; undefined where it is out of sight. */
export async function holdDocument(
  trx: Trx,
  tenantId: string,
  documentId: string,
): Promise<HeldDocument | undefined> {
  return (await holdDocuments(trx, tenantId, [documentId]))[0];
}

/** Locks these documents in the order of their ids; those out of sight are left out. */
export async function holdDocuments(
  trx: Trx,
  tenantId: string,
  documentIds: readonly string[],
): Promise<HeldDocument[]> {
  const { rows } = await sql<HeldDocument>`
    select document_id as "documentId", client_id as "clientId", state, kind, file_name as "fileName", sha256,
      container_id as "containerId", voucher_id as "voucherId", reject_reason as "rejectReason", version
    from documents where tenant_id = ${tenantId} and document_id = any (${[...documentIds]}::uuid[])
    order by document_id for update`.execute(trx);
  return rows;
}

/** Back to PENDING, under the client given; what was read stays until it is read again, but holds no ETTN meanwhile. */
export async function resetDocuments(
  trx: Trx,
  tenantId: string,
  documentIds: readonly string[],
  clientId: string,
): Promise<void> {
  await sql`
    update documents set state = 'PENDING', client_id = ${clientId}, failure = null, reject_reason = null,
      ettn = null, duplicate_of = null, not_this_client = false, version = version + 1
    where tenant_id = ${tenantId} and document_id = any (${documentIds}::uuid[])`.execute(trx);
}

/** The draft is gone: the document names no voucher any more. */
export async function unlinkVoucher(trx: Trx, tenantId: string, documentId: string): Promise<void> {
  await sql`update documents set voucher_id = null
    where tenant_id = ${tenantId} and document_id = ${documentId}`.execute(trx);
}

export async function rejectDocument(
  trx: Trx,
  tenantId: string,
  documentId: string,
  reason: string,
): Promise<void> {
  await sql`
    update documents set state = 'REJECTED', reject_reason = ${reason}, failure = null, voucher_id = null,
      version = version + 1
    where tenant_id = ${tenantId} and document_id = ${documentId}`.execute(trx);
}

/** It asks for no entry any more. */
export async function settleDocument(trx: Trx, tenantId: string, documentId: string): Promise<void> {
  await sql`
    update documents set state = 'SETTLED', voucher_id = null, version = version + 1
    where tenant_id = ${tenantId} and document_id = ${documentId}`.execute(trx);
}

/** Duplicates of this document in a client: they must be read again when it leaves. */
export async function listDuplicatesOf(
  trx: Trx,
  place: { readonly tenantId: string; readonly clientId: string },
  documentId: string,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('documents')
    .select('document_id')
    .where('tenant_id', '=', place.tenantId)
    .where('client_id', '=', place.clientId)
    .where('duplicate_of', '=', documentId)
    .where('state', '=', 'READY')
    .orderBy('document_id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.document_id);
}

export interface BookedDocument {
  readonly documentId: string;
  readonly voucherId: string;
}

export async function markPosted(
  trx: Trx,
  tenantId: string,
  booked: readonly BookedDocument[],
): Promise<void> {
  await sql`
    update documents d set state = 'POSTED', voucher_id = b.voucher_id, failure = null, reject_reason = null,
      version = d.version + 1
    from unnest(${booked.map((one) => one.documentId)}::uuid[], ${booked.map((one) => one.voucherId)}::uuid[])
      as b (document_id, voucher_id)
    where d.tenant_id = ${tenantId} and d.document_id = b.document_id`.execute(trx);
}

/** The voucher was reversed: the document waits to be read and proposed anew. Returns what was changed. */
export async function markReversed(
  trx: Trx,
  tenantId: string,
  reversed: readonly BookedDocument[],
): Promise<string[]> {
  const { rows } = await sql<{ documentId: string }>`
    update documents d set state = 'PENDING', voucher_id = null, version = d.version + 1
    where d.tenant_id = ${tenantId} and d.state = 'POSTED'
      and d.document_id = any (${reversed.map((one) => one.documentId)}::uuid[])
    returning d.document_id as "documentId"`.execute(trx);
  return rows.map((row) => row.documentId);
}

/** READY again with the draft given, everything else as it was read: a posting or a rejection was taken back. */
export async function markReopened(
  trx: Trx,
  tenantId: string,
  reopened: readonly { readonly documentId: string; readonly voucherId: string | null }[],
): Promise<void> {
  await sql`
    update documents d set state = 'READY', voucher_id = b.voucher_id, failure = null, reject_reason = null,
      version = d.version + 1
    from unnest(${reopened.map((one) => one.documentId)}::uuid[], ${reopened.map((one) => one.voucherId)}::uuid[])
      as b (document_id, voucher_id)
    where d.tenant_id = ${tenantId} and d.document_id = b.document_id`.execute(trx);
}

/** The document that this one repeats; null where it is no duplicate. */
export async function findOriginalOf(trx: Trx, tenantId: string, documentId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('documents')
    .select('duplicate_of')
    .where('tenant_id', '=', tenantId)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  return row?.duplicate_of ?? null;
}

/** The document becomes the original: what it repeated, and all that repeated that, are duplicates of it now. */
export async function makeOriginal(
  trx: Trx,
  tenantId: string,
  documentId: string,
  formerId: string,
): Promise<void> {
  await sql`
    update documents set duplicate_of = ${documentId}, version = version + 1
    where tenant_id = ${tenantId} and (document_id = ${formerId} or duplicate_of = ${formerId})
      and document_id <> ${documentId}`.execute(trx);
}

export interface HeldFindings {
  readonly documentId: string;
  readonly findings: unknown;
}

/** Locks those of these documents that were read and stand, in the order of their ids. */
export async function holdFindings(
  trx: Trx,
  tenantId: string,
  documentIds: readonly string[],
): Promise<HeldFindings[]> {
  const { rows } = await sql<HeldFindings>`
    select document_id as "documentId", findings from documents
    where tenant_id = ${tenantId} and document_id = any (${documentIds}::uuid[]) and state in ('READY', 'SETTLED', 'POSTED')
    order by document_id for update`.execute(trx);
  return rows;
}

/** The version stays: nobody's work on the document is void because another document came. */
export async function saveFindings(
  trx: Trx,
  tenantId: string,
  rows: readonly {
    readonly document_id: string;
    readonly findings: readonly unknown[];
    readonly worst_finding: string | null;
  }[],
): Promise<void> {
  await sql`
    update documents d set findings = r.findings, worst_finding = r.worst_finding
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (document_id uuid, findings jsonb, worst_finding text)
    where d.tenant_id = ${tenantId} and d.document_id = r.document_id`.execute(trx);
}

/** SQL of a document's timeline: the row itself, what the audit log tells of it and of its vouchers, and its duplicates. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface DocumentPast {
  readonly fileName: string;
  readonly entryPath: string | null;
  readonly containerId: string | null;
  readonly containerName: string | null;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly readAt: Date | null;
  readonly readerVersion: number | null;
  readonly failed: boolean;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export async function findDocumentPast(
  trx: Trx,
  tenantId: string,
  documentId: string,
): Promise<DocumentPast | undefined> {
  const { rows } = await sql<DocumentPast>`
    select d.file_name as "fileName", d.entry_path as "entryPath", d.container_id as "containerId",
      c.file_name as "containerName", d.created_at as "createdAt", d.created_by as "createdBy", d.read_at as "readAt",
      d.reader_version as "readerVersion", d.failure is not null as failed, f.errors, f.warnings, f.infos
    from documents d
    left join documents c on c.tenant_id = d.tenant_id and c.document_id = d.container_id
    cross join lateral (
      select (count(*) filter (where e ->> 'severity' = 'error'))::int as errors,
        (count(*) filter (where e ->> 'severity' = 'warning'))::int as warnings,
        (count(*) filter (where e ->> 'severity' = 'info'))::int as infos
      from jsonb_array_elements(d.findings) e) f
    where d.tenant_id = ${tenantId} and d.document_id = ${documentId}`.execute(trx);
  return rows[0];
}

export interface ChangeLine {
  readonly at: Date;
  readonly userId: string | null;
  readonly beforeState: string | null;
  readonly afterState: string | null;
  readonly beforeClient: string | null;
  readonly afterClient: string | null;
  readonly reason: string | null;
}

/** Changes of the document by people, the first first; the log tells of nobody's but theirs. */
export async function listChanges(
  trx: Trx,
  tenantId: string,
  documentId: string,
  limit: number,
): Promise<ChangeLine[]> {
  const { rows } = await sql<ChangeLine>`
    select a.at, a.user_id as "userId", a.before ->> 'state' as "beforeState", a.after ->> 'state' as "afterState",
      a.before ->> 'client_id' as "beforeClient", a.after ->> 'client_id' as "afterClient",
      a.after ->> 'reject_reason' as reason
    from audit_log a
    where a.tenant_id = ${tenantId} and a.entity = 'documents' and a.entity_id = ${documentId} and a.action = 'update'
    order by a.audit_id desc limit ${limit}`.execute(trx);
  return rows.toReversed();
}

/** That somebody noted a cancellation of the document, or withdrew it, the first first. */
export async function listCancelling(
  trx: Trx,
  tenantId: string,
  documentId: string,
  limit: number,
): Promise<{ at: Date; userId: string | null; action: string }[]> {
  const { rows } = await sql<{ at: Date; userId: string | null; action: string }>`
    select a.at, a.user_id as "userId", a.action from audit_log a
    where a.tenant_id = ${tenantId} and a.entity = 'document_cancellations' and a.entity_id = ${documentId}
    order by a.audit_id desc limit ${limit}`.execute(trx);
  return rows.toReversed();
}

export interface VoucherPast {
  readonly voucherId: string;
  readonly isReversal: boolean;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly postedAt: Date | null;
  readonly postedBy: string | null;
  readonly fisNo: number | null;
  readonly date: string;
}

export async function listVouchersOf(trx: Trx, tenantId: string, documentId: string): Promise<VoucherPast[]> {
  const { rows } = await sql<VoucherPast>`
    select voucher_id as "voucherId", reversal_of is not null as "isReversal", created_at as "createdAt",
      created_by as "createdBy", posted_at as "postedAt", posted_by as "postedBy", fis_no as "fisNo",
      voucher_date as date
    from vouchers where tenant_id = ${tenantId} and document_id = ${documentId} order by created_at`.execute(
    trx,
  );
  return rows;
}

/** Changes of drafts by people. */
export async function listDraftEdits(
  trx: Trx,
  tenantId: string,
  voucherIds: readonly string[],
  limit: number,
): Promise<{ at: Date; userId: string; voucherId: string }[]> {
  if (voucherIds.length === 0) return [];
  const { rows } = await sql<{ at: Date; userId: string; voucherId: string }>`
    select a.at, a.user_id as "userId", a.entity_id as "voucherId" from audit_log a
    where a.tenant_id = ${tenantId} and a.entity = 'vouchers' and a.entity_id = any (${[...voucherIds]}::text[])
      and a.action = 'update' and a.user_id is not null
      and a.before ->> 'status' = 'draft' and a.after ->> 'status' = 'draft'
    order by a.audit_id desc limit ${limit}`.execute(trx);
  return rows;
}

export async function listDuplicates(
  trx: Trx,
  tenantId: string,
  documentId: string,
  limit: number,
): Promise<{ documentId: string; fileName: string; at: Date }[]> {
  const { rows } = await sql<{ documentId: string; fileName: string; at: Date }>`
    select document_id as "documentId", file_name as "fileName", created_at as at from documents
    where tenant_id = ${tenantId} and duplicate_of = ${documentId} order by document_id limit ${limit}`.execute(
    trx,
  );
  return rows;
}

/** Names of people of the office, and titles of clients in sight, by id. */
export async function nameAll(
  trx: Trx,
  tenantId: string,
  userIds: readonly string[],
  clientIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select m.user_id::text as id, coalesce(m.name, u.name) as name
    from memberships m join users u on u.user_id = m.user_id
    where m.tenant_id = ${tenantId} and m.user_id = any (${[...userIds]}::uuid[])
    union all
    select client_id::text, title from clients
    where tenant_id = ${tenantId} and client_id = any (${[...clientIds]}::uuid[])`.execute(trx);
  return new Map(rows.map((row) => [row.id, row.name]));
}

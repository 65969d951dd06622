/** SQL of the documents of an act: put in, taken to be worked on, settled, shown. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { RefusalView } from './contract.ts';

/** A document as it was seen; `version` null: as its draft stands now. */
export interface SeenDocument {
  readonly documentId: string;
  readonly version: number | null;
}

/** Puts documents into an act, client by client and by date of the voucher; answers how many there were, and their clients. */
export async function insertItems(
  trx: Trx,
  tenantId: string,
  actId: string,
  seen: readonly SeenDocument[],
): Promise<void> {
  await sql`
    insert into work_act_items (tenant_id, act_id, document_id, position, client_id, voucher_id, voucher_version, sum_kurus)
    select d.tenant_id, ${actId}, d.document_id,
      row_number() over (order by d.client_id, v.voucher_date, d.document_id), d.client_id, d.voucher_id,
      coalesce(s.version, v.version),
      (select sum(l.debit_kurus)::bigint from voucher_lines l
        where l.tenant_id = v.tenant_id and l.voucher_id = v.voucher_id)
    from unnest(${seen.map((each) => each.documentId)}::uuid[], ${seen.map((each) => each.version)}::int[])
      as s (document_id, version)
    join documents d on d.tenant_id = ${tenantId} and d.document_id = s.document_id
    left join vouchers v on v.tenant_id = d.tenant_id and v.voucher_id = d.voucher_id`.execute(trx);
}

/** Puts what an earlier act did to these documents (all it did where null) into the act that takes it back. */
export async function insertItemsToUndo(
  trx: Trx,
  tenantId: string,
  actId: string,
  undone: { readonly actId: string; readonly documentIds: readonly string[] | null },
): Promise<void> {
  const only =
    undone.documentIds === null ? sql`` : sql`and i.document_id = any (${[...undone.documentIds]}::uuid[])`;
  await sql`
    insert into work_act_items (tenant_id, act_id, document_id, position, client_id, voucher_id, voucher_version, sum_kurus)
    select i.tenant_id, ${actId}, i.document_id, row_number() over (order by i.position desc), i.client_id,
      i.voucher_id, i.voucher_version, i.sum_kurus
    from work_act_items i
    where i.tenant_id = ${tenantId} and i.act_id = ${undone.actId} and i.state = 'done' ${only}`.execute(trx);
}

/** How many documents stand in the act, and the client of all of them; null where there are several. */
export async function sumUpItems(
  trx: Trx,
  tenantId: string,
  actId: string,
): Promise<{ count: number; clientId: string | null }> {
  const { rows } = await sql<{ count: number; clients: number; clientId: string | null }>`
    select count(*)::int as count, count(distinct client_id)::int as clients, min(client_id::text) as "clientId"
    from work_act_items where tenant_id = ${tenantId} and act_id = ${actId}`.execute(trx);
  const row = rows[0];
  return { count: row?.count ?? 0, clientId: row?.clients === 1 ? row.clientId : null };
}

/** The only client of these documents, and how many of them are in sight. */
export async function clientsOf(
  trx: Trx,
  tenantId: string,
  documentIds: readonly string[],
): Promise<{ count: number; clientId: string | null }> {
  const { rows } = await sql<{ count: number; clients: number; clientId: string | null }>`
    select count(*)::int as count, count(distinct client_id)::int as clients, min(client_id::text) as "clientId"
    from documents where tenant_id = ${tenantId} and document_id = any (${[...documentIds]}::uuid[])`.execute(
    trx,
  );
  const row = rows[0];
  return { count: row?.count ?? 0, clientId: row?.clients === 1 ? row.clientId : null };
}

/** Sum of the drafts of these documents, in kuruş. */
export async function sumOfDrafts(
  trx: Trx,
  tenantId: string,
  documentIds: readonly string[],
): Promise<bigint> {
  const { rows } = await sql<{ kurus: bigint }>`
    select coalesce(sum(l.debit_kurus), 0)::bigint as kurus from documents d
    join vouchers v on v.tenant_id = d.tenant_id and v.voucher_id = d.voucher_id and v.status = 'draft'
    join voucher_lines l on l.tenant_id = v.tenant_id and l.voucher_id = v.voucher_id
    where d.tenant_id = ${tenantId} and d.document_id = any (${[...documentIds]}::uuid[])`.execute(trx);
  return rows[0]?.kurus ?? 0n;
}

/** What taking an act on one document back needs. */
export interface Before {
  readonly state?: string;
  readonly reason?: string | null;
  readonly draft?: unknown;
}

export interface Item {
  readonly documentId: string;
  readonly clientId: string;
  readonly voucherId: string | null;
  readonly voucherVersion: number | null;
}

/** The next documents of an act that wait, in their order. The caller holds the act. */
export async function nextItems(trx: Trx, tenantId: string, actId: string, limit: number): Promise<Item[]> {
  const { rows } = await sql<Item>`
    select document_id as "documentId", client_id as "clientId", voucher_id as "voucherId",
      voucher_version as "voucherVersion"
    from work_act_items where tenant_id = ${tenantId} and act_id = ${actId} and state = 'waiting'
    order by position limit ${limit}`.execute(trx);
  return rows;
}

export interface DoneItem extends Item {
  readonly documentVersion: number | null;
  readonly before: Before | null;
}

/** Locks what an earlier act did to these documents; what was taken back meanwhile is left out. */
export async function holdDoneItems(
  trx: Trx,
  tenantId: string,
  actId: string,
  documentIds: readonly string[],
): Promise<Map<string, DoneItem>> {
  const { rows } = await sql<DoneItem>`
    select document_id as "documentId", client_id as "clientId", voucher_id as "voucherId",
      voucher_version as "voucherVersion", document_version as "documentVersion", before
    from work_act_items where tenant_id = ${tenantId} and act_id = ${actId} and state = 'done'
      and document_id = any (${[...documentIds]}::uuid[])
    order by document_id for update`.execute(trx);
  return new Map(rows.map((row) => [row.documentId, row]));
}

/** What became of one document. */
export interface Outcome {
  readonly documentId: string;
  readonly refusal: RefusalView | null;
  readonly voucherId?: string | null;
  readonly documentVersion?: number;
  readonly fisNo?: number | null;
  readonly before?: Before;
}

/** Writes what became of these documents, in one statement. */
export async function settleItems(
  trx: Trx,
  tenantId: string,
  actId: string,
  outcomes: readonly Outcome[],
): Promise<void> {
  const rows = outcomes.map((outcome) => ({
    document_id: outcome.documentId,
    state: outcome.refusal === null ? 'done' : 'refused',
    refusal: outcome.refusal,
    voucher_id: outcome.voucherId ?? null,
    document_version: outcome.documentVersion ?? null,
    fis_no: outcome.fisNo ?? null,
    before: outcome.before ?? null,
  }));
  await sql`
    update work_act_items i set state = o.state, refusal = nullif(o.refusal, 'null'::jsonb),
      voucher_id = coalesce(o.voucher_id, i.voucher_id), document_version = o.document_version, fis_no = o.fis_no,
      before = nullif(o.before, 'null'::jsonb), ended_at = now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as o (document_id uuid, state text, refusal jsonb,
      voucher_id uuid, document_version int, fis_no int, before jsonb)
    where i.tenant_id = ${tenantId} and i.act_id = ${actId} and i.document_id = o.document_id`.execute(trx);
}

export async function markUndone(
  trx: Trx,
  tenantId: string,
  actId: string,
  documentIds: readonly string[],
): Promise<void> {
  if (documentIds.length === 0) return;
  await sql`
    update work_act_items set state = 'undone'
    where tenant_id = ${tenantId} and act_id = ${actId} and document_id = any (${[...documentIds]}::uuid[])`.execute(
    trx,
  );
}

/** Refuses what waits: all of it, or what is not of these clients. */
export async function refuseWaiting(
  trx: Trx,
  tenantId: string,
  actId: string,
  refusal: RefusalView,
  exceptClients: readonly string[] | null,
): Promise<void> {
  const only = exceptClients === null ? sql`` : sql`and client_id <> all (${[...exceptClients]}::uuid[])`;
  await sql`
    update work_act_items set state = 'refused', refusal = ${JSON.stringify(refusal)}::jsonb, ended_at = now()
    where tenant_id = ${tenantId} and act_id = ${actId} and state = 'waiting' ${only}`.execute(trx);
}

/** Versions of those of these vouchers that are drafts. */
export async function draftVersions(
  trx: Trx,
  tenantId: string,
  voucherIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; version: number }>`
    select voucher_id as id, version from vouchers
    where tenant_id = ${tenantId} and voucher_id = any (${[...voucherIds]}::uuid[]) and status = 'draft'`.execute(
    trx,
  );
  return new Map(rows.map((row) => [row.id, row.version]));
}

export interface ItemRow {
  readonly position: number;
  readonly documentId: string;
  readonly state: string;
  readonly documentNo: string | null;
  readonly fileName: string;
  readonly counterpartyName: string | null;
  readonly issueDate: string | null;
  readonly clientId: string;
  readonly clientTitle: string;
  readonly sumKurus: bigint | null;
  readonly voucherId: string | null;
  readonly fisNo: number | null;
  readonly refusal: unknown;
}

/** Documents of an act in their order. */
export async function listItems(
  trx: Trx,
  tenantId: string,
  actId: string,
  filter: { readonly state: string | undefined; readonly after: number; readonly limit: number },
): Promise<ItemRow[]> {
  const { state, after, limit } = filter;
  const { rows } = await sql<ItemRow>`
    select i.position, i.document_id as "documentId", i.state, d.document_no as "documentNo", d.file_name as "fileName",
      d.counterparty_name as "counterpartyName", d.issue_date as "issueDate", i.client_id as "clientId",
      c.title as "clientTitle", i.sum_kurus as "sumKurus", i.voucher_id as "voucherId", i.fis_no as "fisNo", i.refusal
    from work_act_items i
    join documents d on d.tenant_id = i.tenant_id and d.document_id = i.document_id
    join clients c on c.tenant_id = i.tenant_id and c.client_id = i.client_id
    where i.tenant_id = ${tenantId} and i.act_id = ${actId} and i.position > ${after}
      ${state === undefined ? sql`` : sql`and i.state = ${state}`}
    order by i.position limit ${limit}`.execute(trx);
  return rows;
}

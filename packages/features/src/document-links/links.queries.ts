/** SQL of what documents say of each other: kept as stated, found by ETTN or number when asked. */
import type { StatedLink } from '@muhasebi/accounting/belge-baglari/stated-links.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface Place {
  readonly tenantId: string;
  readonly clientId: string;
}

/** What these documents state now stands in place of what they stated before. */
export async function replaceLinks(
  trx: Trx,
  { tenantId, clientId }: Place,
  documents: readonly { readonly documentId: string; readonly links: readonly StatedLink[] }[],
): Promise<void> {
  const ids = documents.map(({ documentId }) => documentId);
  await sql`delete from document_links where tenant_id = ${tenantId} and document_id = any (${ids}::uuid[])`.execute(
    trx,
  );
  const rows = documents.flatMap(({ documentId, links }) =>
    links.map((link, position) => ({ document_id: documentId, position, ...link })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into document_links (tenant_id, client_id, document_id, position, kind, target_ettn, target_no, target_date,
      answer, note)
    select ${tenantId}, ${clientId}, r.document_id, r.position, r.kind, r.ettn, r.number, r.date, r.answer, r.note
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (document_id uuid, position smallint, kind text,
      ettn text, number text, date date, answer text, note text)`.execute(trx);
}

/** An answer or a return means an invoice that is a party's; `d` is the document meant, `l` the link. The words of its index. */
const AN_INVOICE = sql`l.kind in ('answer', 'return', 'reference') and d.kind = 'invoice'
  and d.duplicate_of is null and d.direction is not null`;
const A_NOTE = sql`l.kind in ('despatch', 'receipt') and d.kind = 'other' and d.root = 'DespatchAdvice'`;

/**
 * Pairs of a link `l` and the document `d` that it means: by its ETTN; by its number only between the same two parties,
 * since other issuers may have the same. Each branch walks one index.
 */
function pairs(tenantId: string, side: 'l' | 'd', ids: readonly string[]): RawBuilder<unknown> {
  const chosen = side === 'l' ? sql`l.document_id` : sql`d.document_id`;
  // The index of documents by number is in the order of bytes, that of links in the database's own.
  const sameNumber =
    side === 'l' ? sql`d.document_no collate "C" = l.target_no` : sql`l.target_no = d.document_no`;
  const common = sql`l.tenant_id = ${tenantId} and d.tenant_id = ${tenantId} and d.client_id = l.client_id
    and d.document_id <> l.document_id and ${chosen} = any (${ids}::uuid[])`;
  const named = sql`select l.document_id as stating_id, l.position, d.document_id as stated_id from document_links l`;
  return sql`
    ${named} join documents d on d.ettn = l.target_ettn where ${common} and ${AN_INVOICE}
    union
    ${named} join documents d on d.ettn = l.target_ettn where ${common} and ${A_NOTE}
    union
    ${named} join documents s on s.tenant_id = l.tenant_id and s.document_id = l.document_id
    join documents d on ${sameNumber} and d.counterparty_tax_id = s.counterparty_tax_id
    where ${common} and ((${AN_INVOICE}) or (${A_NOTE}))`;
}

/** Invoices that an answer or a return among these documents speaks of. */
export async function findSpokenOf(trx: Trx, tenantId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct p.stated_id as id from (${pairs(tenantId, 'l', ids)}) p
    join document_links l on l.tenant_id = ${tenantId} and l.document_id = p.stating_id and l.position = p.position
    where l.kind in ('answer', 'return')`.execute(trx);
  return rows.map(({ id }) => id);
}

/** One answer to an invoice, or one return of it. */
export interface Said {
  readonly invoiceId: string;
  readonly direction: 'alis' | 'satis' | null;
  readonly kind: 'answer' | 'return';
  readonly answer: string | null;
  readonly note: string | null;
  readonly documentNo: string | null;
  readonly issueDate: string | null;
}

/** What was said of these invoices by documents that were read, the latest last. */
export async function listSaid(trx: Trx, tenantId: string, ids: readonly string[]): Promise<Said[]> {
  const { rows } = await sql<Said>`
    select p.stated_id as "invoiceId", i.direction, l.kind, upper(l.answer) as answer, l.note,
      s.document_no as "documentNo", s.issue_date as "issueDate"
    from (${pairs(tenantId, 'd', ids)}) p
    join document_links l on l.tenant_id = ${tenantId} and l.document_id = p.stating_id and l.position = p.position
    join documents s on s.tenant_id = ${tenantId} and s.document_id = p.stating_id
    join documents i on i.tenant_id = ${tenantId} and i.document_id = p.stated_id
    where l.kind in ('answer', 'return') and s.state not in ('FAILED', 'REJECTED') and s.duplicate_of is null
    order by s.issue_date nulls first, s.document_id`.execute(trx);
  return rows;
}

/** A commercial invoice that was received, and its day. */
export interface Answerable {
  readonly documentId: string;
  readonly issueDate: string;
}

/** Of these documents the received commercial invoices of `since` or later. */
export async function listAnswerable(
  trx: Trx,
  tenantId: string,
  ids: readonly string[],
  since: string,
): Promise<Answerable[]> {
  const { rows } = await sql<Answerable>`
    select document_id as "documentId", issue_date as "issueDate" from documents
    where tenant_id = ${tenantId} and document_id = any (${ids}::uuid[]) and kind = 'invoice'
      and upper(profile) = 'TICARIFATURA' and direction = 'alis' and duplicate_of is null
      and issue_date >= ${since}::date`.execute(trx);
  return rows;
}

/** The document whose links are asked for. */
export interface LinkedSubject {
  readonly clientId: string;
  readonly root: string | null;
  readonly kind: string;
  readonly state: string;
  readonly profile: string | null;
  readonly direction: string | null;
  readonly issueDate: string | null;
  readonly voucherId: string | null;
  readonly isDuplicate: boolean;
  readonly envelope: unknown;
}

export async function findSubject(
  trx: Trx,
  tenantId: string,
  documentId: string,
): Promise<LinkedSubject | undefined> {
  const { rows } = await sql<LinkedSubject>`
    select client_id as "clientId", root, kind, state, profile, direction, issue_date as "issueDate", voucher_id as "voucherId",
      duplicate_of is not null as "isDuplicate", facts -> 'envelope' as envelope
    from documents where tenant_id = ${tenantId} and document_id = ${documentId}`.execute(trx);
  return rows[0];
}

export interface LinkRow {
  readonly side: 'stated' | 'stating';
  readonly kind: string;
  readonly ettn: string | null;
  readonly number: string | null;
  readonly date: string | null;
  readonly answer: string | null;
  readonly note: string | null;
  readonly id: string | null;
  readonly root: string | null;
  readonly type: string | null;
  readonly documentNo: string | null;
  readonly issueDate: string | null;
  readonly state: string | null;
  readonly currency: string | null;
  readonly payable: string | null;
}

/** What this document names, then what names it; at most `limit`. */
export async function listLinks(
  trx: Trx,
  tenantId: string,
  documentId: string,
  limit: number,
): Promise<LinkRow[]> {
  const link = sql`l.kind, l.target_ettn as ettn, l.target_no as number, l.target_date as date, l.answer, l.note`;
  const other = sql`o.document_id as id, o.root, o.type, o.document_no as "documentNo", o.issue_date as "issueDate",
    o.state, o.currency, o.payable::text as payable`;
  const { rows } = await sql<LinkRow>`
    (select 'stated' as side, ${link}, ${other}
    from document_links l
    left join (${pairs(tenantId, 'l', [documentId])}) p on p.position = l.position
    left join documents o on o.tenant_id = ${tenantId} and o.document_id = p.stated_id
    where l.tenant_id = ${tenantId} and l.document_id = ${documentId} order by l.position limit ${limit})
    union all
    (select 'stating', ${link}, ${other}
    from (${pairs(tenantId, 'd', [documentId])}) p
    join document_links l on l.tenant_id = ${tenantId} and l.document_id = p.stating_id and l.position = p.position
    join documents o on o.tenant_id = ${tenantId} and o.document_id = p.stating_id
    where o.duplicate_of is null order by o.issue_date nulls first, o.document_id limit ${limit})`.execute(
    trx,
  );
  return rows;
}

/** Searches vouchers and documents, of which there are a million: by an index, or among the newest alone. */
import { type RawBuilder, sql } from 'kysely';
import { type FoundText, findByPatterns, holdsPatterns, patternsOf } from '../document-search.queries.ts';
import type { Trx } from '../feature.ts';
import { endOf, literal, MOST } from './clients-and-accounts.queries.ts';
import type { SearchQuery } from './read-query.ts';

export interface FoundVoucher {
  readonly id: string;
  readonly clientId: string;
  readonly clientTitle: string;
  readonly type: string;
  readonly status: string;
  readonly fisNo: number | null;
  readonly date: string;
  readonly description: string;
  readonly totalKurus: bigint;
}

/** Of vouchers entered by hand, so many newest are read for a description or an amount. */
const NEWEST_BY_HAND = 500;

/** Rows `v` of vouchers as the search shows them, the newest first. */
async function show(trx: Trx, tenantId: string, picked: RawBuilder<unknown>): Promise<FoundVoucher[]> {
  const { rows } = await sql<FoundVoucher>`
    select v.voucher_id as id, v.client_id as "clientId", c.title as "clientTitle", v.type, v.status,
      v.fis_no as "fisNo", v.voucher_date as date, v.description,
      coalesce((select sum(l.debit_kurus) from voucher_lines l
        where l.tenant_id = ${tenantId} and l.voucher_id = v.voucher_id), 0)::bigint as "totalKurus"
    from (${picked}) v
    join clients c on c.tenant_id = ${tenantId} and c.client_id = v.client_id and c.archived_at is null
    order by v.voucher_date desc, v.voucher_id desc limit ${MOST}`.execute(trx);
  return rows;
}

const ofClient = (clientId: string | null) =>
  clientId === null ? sql`` : sql`and v.client_id = ${clientId}`;

/** Posted vouchers of a number; `clientId` null: of every client, the newest. */
export function findVouchersByNumber(
  trx: Trx,
  tenantId: string,
  clientId: string | null,
  { no, type }: NonNullable<SearchQuery['voucherNo']>,
): Promise<FoundVoucher[]> {
  return show(
    trx,
    tenantId,
    sql`select v.* from vouchers v
      where v.tenant_id = ${tenantId} and v.fis_no = ${no} ${ofClient(clientId)}
        ${type === null ? sql`` : sql`and v.type = ${type}`}
      order by v.voucher_date desc limit ${MOST * 8}`,
  );
}

/** Vouchers entered by hand, by words of the description or an amount of a line; among the newest alone. */
export function findVouchersByHand(
  trx: Trx,
  tenantId: string,
  clientId: string | null,
  { text, words, amountKurus }: SearchQuery,
): Promise<FoundVoucher[]> {
  // Digits alone are no description: an amount, a code or a number was meant.
  const hasLetters = /\p{L}/u.test(text);
  if (!hasLetters && amountKurus === null) return Promise.resolve([]);
  const described = words.map((word) => sql`app.fold(v.description) like ${`%${literal(word)}%`}`);
  return show(
    trx,
    tenantId,
    sql`select v.* from (
        select v.* from vouchers v where v.tenant_id = ${tenantId} and v.document_id is null ${ofClient(clientId)}
        order by v.voucher_id desc limit ${NEWEST_BY_HAND}) v
      where ${hasLetters ? sql`(${sql.join(described, sql` and `)})` : sql`false`} ${
        amountKurus === null
          ? sql``
          : sql`or exists (select from voucher_lines l where l.tenant_id = ${tenantId} and l.voucher_id = v.voucher_id
              and (l.debit_kurus = ${amountKurus} or l.credit_kurus = ${amountKurus}))`
      }
      limit ${MOST}`,
  );
}

/** The vouchers that these documents became or may become. */
export function findVouchersOfDocuments(
  trx: Trx,
  tenantId: string,
  documentIds: readonly string[],
): Promise<FoundVoucher[]> {
  return show(
    trx,
    tenantId,
    sql`select v.* from vouchers v where v.tenant_id = ${tenantId} and v.document_id = any (${documentIds}::uuid[])`,
  );
}

export interface FoundDocument {
  readonly id: string;
  readonly clientId: string;
  readonly clientTitle: string;
  readonly state: string;
  readonly documentNo: string | null;
  readonly fileName: string;
  readonly counterpartyName: string | null;
  readonly issueDate: string | null;
  readonly payable: string | null;
  readonly currency: string | null;
}

/** So many newest documents are read one by one before the index of words is asked. */
const NEWEST_DOCUMENTS = 500;
/** What the index gives comes in no order: of more than this, the newest are those of the walk alone. */
const MOST_OF_INDEX = 1_000;

/**
 * Ids of documents by their words: those of the open client first, then of all, the newest of each first. A common word is met
 * among the newest at once, where its index would give half of all documents; a rare one is in the index at once.
 */
export async function findDocumentsByWords(
  trx: Trx,
  tenantId: string,
  openClientId: string | null,
  { text }: SearchQuery,
): Promise<string[]> {
  const patterns = patternsOf(text);
  const newestOf = (clientId: string | null) => findAmongNewest(trx, tenantId, clientId, patterns);
  const inIndex = (clientId: string | null) =>
    findByPatterns(trx, { tenantId, clientId }, patterns, MOST_OF_INDEX);

  const own = openClientId === null ? [] : await newestOf(openClientId);
  if (own.length >= MOST) return own;
  const newest = await newestOf(null);
  if (openClientId === null && newest.length >= MOST) return newest;
  const everywhere = await inIndex(null);
  // Cut off, it may hold none of the open client: that client's words are few enough to be asked for again.
  const ofOpen =
    openClientId !== null && everywhere.length >= MOST_OF_INDEX ? await inIndex(openClientId) : everywhere;
  const ids = [
    ...own,
    ...newestFirst(ofOpen.filter(({ clientId }) => clientId === openClientId)),
    ...newest,
    ...newestFirst(everywhere),
  ];
  return [...new Set(ids)].slice(0, MOST);
}

/** Ids are made in the order of time. */
function newestFirst(found: readonly FoundText[]): string[] {
  return found.map(({ documentId }) => documentId).toSorted((a, b) => (a < b ? 1 : -1));
}

async function findAmongNewest(
  trx: Trx,
  tenantId: string,
  clientId: string | null,
  patterns: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.document_id as id from (
      select d.tenant_id, d.document_id from documents d
      where d.tenant_id = ${tenantId} ${clientId === null ? sql`` : sql`and d.client_id = ${clientId}`}
      order by d.document_id desc limit ${NEWEST_DOCUMENTS}) d
    where ${holdsPatterns(patterns)} limit ${MOST}`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Ids of documents whose number begins so, by number; of one client, or of all. */
export async function findDocumentsByNumber(
  trx: Trx,
  tenantId: string,
  clientId: string | null,
  beginning: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.document_id as id from documents d
    where d.tenant_id = ${tenantId} and d.document_no collate "C" >= ${beginning}
      and d.document_no collate "C" < ${endOf(beginning)}
      ${clientId === null ? sql`` : sql`and d.client_id = ${clientId}`}
    order by d.document_no collate "C" limit ${MOST}`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Ids of documents of or for this tax number, the newest first. */
export async function findDocumentsByTaxId(
  trx: Trx,
  tenantId: string,
  clientId: string | null,
  taxId: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select k.document_id as id from document_keys k
    where k.tenant_id = ${tenantId} and k.counterparty_tax_id = ${taxId}
      ${clientId === null ? sql`` : sql`and k.client_id = ${clientId}`}
    order by k.document_id desc limit ${MOST}`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Ids of documents of exactly this amount, the newest first. */
export async function findDocumentsByAmount(
  trx: Trx,
  tenantId: string,
  clientId: string | null,
  amountKurus: bigint,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select k.document_id as id from document_keys k
    where k.tenant_id = ${tenantId} and k.payable_kurus = ${amountKurus}
      ${clientId === null ? sql`` : sql`and k.client_id = ${clientId}`}
    order by k.document_id desc limit ${MOST}`.execute(trx);
  return rows.map(({ id }) => id);
}

/** These documents as the search shows them, in the order given; those of archived clients are left out. */
export async function showDocuments(
  trx: Trx,
  tenantId: string,
  ids: readonly string[],
): Promise<FoundDocument[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<FoundDocument>`
    select d.document_id as id, d.client_id as "clientId", c.title as "clientTitle", d.state,
      d.document_no as "documentNo", d.file_name as "fileName", d.counterparty_name as "counterpartyName",
      d.issue_date as "issueDate", d.payable::text as payable, d.currency
    from documents d
    join clients c on c.tenant_id = d.tenant_id and c.client_id = d.client_id and c.archived_at is null
    where d.tenant_id = ${tenantId} and d.document_id = any (${ids}::uuid[])
    order by array_position(${ids}::uuid[], d.document_id)`.execute(trx);
  return rows;
}

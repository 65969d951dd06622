/** SQL of issued invoices: drafts, numbers, files, series, and who may be a buyer. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface InvoiceRow {
  readonly id: string;
  readonly clientId: string;
  readonly state: 'draft' | 'issued' | 'cancelled';
  readonly content: unknown;
  readonly buyerName: string;
  readonly buyerTaxId: string;
  readonly profile: string;
  readonly type: string;
  readonly issueDate: string | null;
  readonly currency: string;
  readonly payableKurus: bigint;
  readonly number: string | null;
  readonly ettn: string | null;
  readonly sha256: string | null;
  readonly sizeBytes: bigint | null;
  readonly documentId: string | null;
  readonly createdAt: Date;
  readonly issuedAt: Date | null;
  readonly version: number;
}

const LISTED = sql`issued_invoice_id as id, client_id as "clientId", state, buyer_name as "buyerName",
  buyer_tax_id as "buyerTaxId", profile, type, issue_date as "issueDate", currency, payable_kurus as "payableKurus",
  number, ettn, sha256, size_bytes as "sizeBytes", document_id as "documentId", created_at as "createdAt",
  issued_at as "issuedAt", version`;

export interface ListWish {
  /** current: all but what was given up. Null: whatever state. */
  readonly state: InvoiceRow['state'] | 'current' | null;
  /** Part of a number or of the buyer's name, or the beginning of its tax number; blank: all. */
  readonly words: string;
}

const fits = ({ words }: ListWish) => {
  const plain = words.replaceAll(/[%_\\]/g, '');
  return sql`(${plain} = '' or app.fold(buyer_name) like '%' || app.fold(${plain}) || '%'
    or buyer_tax_id like ${plain} || '%' or number like '%' || upper(${plain}) || '%')`;
};

/** Newest first, those after the invoice `after`. */
export async function listInvoices(
  trx: Trx,
  tenantId: string,
  clientId: string,
  wish: ListWish,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<Omit<InvoiceRow, 'content'>[]> {
  const { rows } = await sql<Omit<InvoiceRow, 'content'>>`
    select ${LISTED} from issued_invoices
    where tenant_id = ${tenantId} and client_id = ${clientId} and ${fits(wish)}
      and (${wish.state}::text is null or state = ${wish.state} or (${wish.state} = 'current' and state <> 'cancelled'))
      and (${after}::uuid is null or issued_invoice_id < ${after})
    order by issued_invoice_id desc limit ${limit}`.execute(trx);
  return rows;
}

export type InvoiceCounts = Readonly<Record<InvoiceRow['state'], number>>;

export async function countInvoices(
  trx: Trx,
  tenantId: string,
  clientId: string,
  wish: ListWish,
): Promise<InvoiceCounts> {
  const { rows } = await sql<InvoiceCounts>`
    select count(*) filter (where state = 'draft')::int as draft, count(*) filter (where state = 'issued')::int as issued,
      count(*) filter (where state = 'cancelled')::int as cancelled
    from issued_invoices where tenant_id = ${tenantId} and client_id = ${clientId} and ${fits(wish)}`.execute(
    trx,
  );
  return rows[0] ?? { draft: 0, issued: 0, cancelled: 0 };
}

export async function findInvoice(
  trx: Trx,
  tenantId: string,
  invoiceId: string,
  { forUpdate }: { readonly forUpdate: boolean } = { forUpdate: false },
): Promise<InvoiceRow | null> {
  const { rows } = await sql<InvoiceRow>`
    select ${LISTED}, content from issued_invoices
    where tenant_id = ${tenantId} and issued_invoice_id = ${invoiceId}
    ${forUpdate ? sql`for update` : sql``}`.execute(trx);
  return rows[0] ?? null;
}

export interface DraftColumns {
  readonly content: string;
  readonly buyerTaxId: string;
  readonly buyerName: string;
  readonly profile: string;
  readonly type: string;
  readonly issueDate: string | null;
  readonly currency: string;
  readonly payableKurus: bigint;
}

export async function insertDraft(
  trx: Trx,
  tenantId: string,
  clientId: string,
  draft: DraftColumns,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into issued_invoices
      (tenant_id, client_id, content, buyer_tax_id, buyer_name, profile, type, issue_date, currency, payable_kurus)
    values (${tenantId}, ${clientId}, ${draft.content}::jsonb, ${draft.buyerTaxId}, ${draft.buyerName}, ${draft.profile},
      ${draft.type}, ${draft.issueDate}::date, ${draft.currency}, ${draft.payableKurus})
    returning issued_invoice_id as id`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error('a draft that was inserted has no id');
  return row.id;
}

export async function saveDraft(
  trx: Trx,
  tenantId: string,
  invoiceId: string,
  draft: DraftColumns,
): Promise<void> {
  await sql`
    update issued_invoices set content = ${draft.content}::jsonb, buyer_tax_id = ${draft.buyerTaxId},
      buyer_name = ${draft.buyerName}, profile = ${draft.profile}, type = ${draft.type},
      issue_date = ${draft.issueDate}::date, currency = ${draft.currency}, payable_kurus = ${draft.payableKurus},
      version = version + 1
    where tenant_id = ${tenantId} and issued_invoice_id = ${invoiceId}`.execute(trx);
}

export async function saveState(
  trx: Trx,
  tenantId: string,
  invoiceId: string,
  state: 'draft' | 'cancelled',
): Promise<void> {
  await sql`
    update issued_invoices set state = ${state}, version = version + 1
    where tenant_id = ${tenantId} and issued_invoice_id = ${invoiceId}`.execute(trx);
}

/** The number that the database gave. Throws its MU041 where the series has an invoice of a later day. */
export async function giveNumber(
  trx: Trx,
  tenantId: string,
  invoiceId: string,
  { series, ettn }: { readonly series: string; readonly ettn: string },
): Promise<string> {
  const { rows } = await sql<{ number: string }>`
    update issued_invoices set state = 'issued', series = ${series}, ettn = ${ettn}, version = version + 1
    where tenant_id = ${tenantId} and issued_invoice_id = ${invoiceId} returning number`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error('an invoice that was locked is not there');
  return row.number;
}

export async function saveFile(
  trx: Trx,
  tenantId: string,
  invoiceId: string,
  file: { readonly sha256: string; readonly sizeBytes: number; readonly documentId: string },
): Promise<void> {
  await sql`
    update issued_invoices set sha256 = ${file.sha256}, size_bytes = ${file.sizeBytes}, document_id = ${file.documentId}
    where tenant_id = ${tenantId} and issued_invoice_id = ${invoiceId}`.execute(trx);
}

export interface SeriesRow {
  readonly series: string;
  readonly year: number;
  readonly lastSequence: number;
}

export async function listSeries(trx: Trx, tenantId: string, clientId: string): Promise<SeriesRow[]> {
  const { rows } = await sql<SeriesRow>`
    select series, year, last_sequence as "lastSequence" from invoice_series
    where tenant_id = ${tenantId} and client_id = ${clientId} order by year desc, last_day desc nulls last, series`.execute(
    trx,
  );
  return rows;
}

/** Begins a series after the last number of another program; the row that stands already is answered where there is one. */
export async function beginSeries(
  trx: Trx,
  tenantId: string,
  clientId: string,
  row: SeriesRow,
): Promise<SeriesRow | null> {
  const { rows } = await sql<{ series: string }>`
    insert into invoice_series (tenant_id, client_id, series, year, last_sequence)
    values (${tenantId}, ${clientId}, ${row.series}, ${row.year}, ${row.lastSequence})
    on conflict do nothing returning series`.execute(trx);
  if (rows.length > 0) return null;
  return (
    (await listSeries(trx, tenantId, clientId)).find(
      ({ series, year }) => series === row.series && year === row.year,
    ) ?? null
  );
}

export interface SellerRow {
  readonly taxId: string;
  readonly title: string;
  readonly taxOffice: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

export async function findSeller(trx: Trx, tenantId: string, clientId: string): Promise<SellerRow | null> {
  const row = await trx
    .selectFrom('clients')
    .select(['tax_id as taxId', 'title', 'tax_office as taxOffice', 'address', 'phone', 'email'])
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return row ?? null;
}

/** What the client entered last, for where it stands and what it usually says; null where it entered none. */
export async function lastContent(trx: Trx, tenantId: string, clientId: string): Promise<unknown> {
  const { rows } = await sql<{ content: unknown }>`
    select content from issued_invoices where tenant_id = ${tenantId} and client_id = ${clientId}
    order by issued_invoice_id desc limit 1`.execute(trx);
  return rows[0]?.content ?? null;
}

/** The buyers of the client's last 500 invoices that fit, each as it was written last; then its current accounts. */
export async function findBuyers(
  trx: Trx,
  tenantId: string,
  clientId: string,
  words: string,
): Promise<{ readonly taxId: string; readonly name: string; readonly content: unknown }[]> {
  const { rows } = await sql<{ taxId: string; name: string; content: unknown }>`
    with invoiced as (
      select distinct on (buyer_tax_id) buyer_tax_id, buyer_name, content -> 'customer' as content
      from (select * from issued_invoices where tenant_id = ${tenantId} and client_id = ${clientId}
            order by issued_invoice_id desc limit 500) recent
      where buyer_tax_id <> '' order by buyer_tax_id, issued_invoice_id desc
    ), accounted as (
      select distinct on (counterparty_tax_id) counterparty_tax_id, name from accounts
      where tenant_id = ${tenantId} and client_id = ${clientId} and counterparty_tax_id is not null
      order by counterparty_tax_id, code
    )
    select * from (
      select buyer_tax_id as "taxId", buyer_name as name, content from invoiced
      union all
      select counterparty_tax_id, name, null from accounted
      where counterparty_tax_id not in (select buyer_tax_id from invoiced)
    ) known
    where app.fold(name) like '%' || app.fold(${words}) || '%' or "taxId" like ${words} || '%'
    order by content is null, name limit 20`.execute(trx);
  return rows;
}

/** The invoice that a document of the client was read into; null where it is none, or is not in sight. */
export async function findReadInvoice(
  trx: Trx,
  tenantId: string,
  clientId: string,
  documentId: string,
): Promise<unknown> {
  const row = await trx
    .selectFrom('documents')
    .select(['invoice'])
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  return row?.invoice ?? null;
}

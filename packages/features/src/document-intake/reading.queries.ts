/** SQL of the reading jobs: claiming documents, finding duplicates, saving what was read. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { ClientForBooks } from '../ledger/contract.ts';
import type { ClaimedDocument } from './reading.ts';

export interface Place {
  readonly tenantId: string;
  readonly clientId: string;
}

/** The client as the ledger needs it; undefined where it is gone or out of sight. */
export async function findClientForBooks(
  trx: Trx,
  { tenantId, clientId }: Place,
): Promise<ClientForBooks | undefined> {
  const row = await trx
    .selectFrom('clients')
    .select(['tax_id', 'purchase_default', 'fiscal_year_start_month'])
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    tenantId,
    clientId,
    taxId: row.tax_id,
    purchaseDefault: row.purchase_default === 'merchandise' ? 'merchandise' : 'expense',
    fiscalYearStartMonth: row.fiscal_year_start_month,
  };
}

/** Marks these documents PROCESSING and raises their version, which takes them from any earlier claim. */
export async function claimForReading(
  trx: Trx,
  { tenantId, clientId }: Place,
  documentIds: readonly string[],
): Promise<ClaimedDocument[]> {
  const { rows } = await sql<ClaimedDocument>`
    with waiting as (
      select document_id from documents
      where tenant_id = ${tenantId} and client_id = ${clientId} and document_id = any (${documentIds}::uuid[])
        and state in ('PENDING', 'PROCESSING') and kind <> 'archive' and sha256 is not null
      order by document_id for update
    )
    update documents d set state = 'PROCESSING', version = d.version + 1
    from waiting w where d.tenant_id = ${tenantId} and d.document_id = w.document_id
    returning d.document_id as "documentId", d.version, d.sha256, d.file_name as "fileName",
      d.size_bytes as "sizeBytes", d.voucher_id as "voucherId", d.facts -> 'envelope' as envelope`.execute(
    trx,
  );
  return rows.sort((a, b) => (a.documentId < b.documentId ? -1 : 1));
}

/** Locks what of the claimed documents is still this job's; returns their ids. */
export async function lockStillClaimed(
  trx: Trx,
  { tenantId, clientId }: Place,
  claimed: readonly ClaimedDocument[],
): Promise<Set<string>> {
  const versions = new Map(claimed.map((document) => [document.documentId, document.version]));
  const rows = await trx
    .selectFrom('documents')
    .select(['document_id', 'version'])
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where('document_id', 'in', [...versions.keys()])
    .where('state', '=', 'PROCESSING')
    .orderBy('document_id')
    .forUpdate()
    .execute();
  return new Set(
    rows.flatMap((row) => (versions.get(row.document_id) === row.version ? [row.document_id] : [])),
  );
}

export interface KnownEttn {
  readonly ettn: string;
  readonly documentId: string;
  readonly fileName: string;
  readonly documentNo: string | null;
}

/**
 * Locks these ETTNs of the client until the transaction ends, in one order for all, and returns the documents that
 * hold them already.
 */
export async function lockEttns(
  trx: Trx,
  { tenantId, clientId }: Place,
  ettns: readonly string[],
): Promise<KnownEttn[]> {
  if (ettns.length === 0) return [];
  await sql`select pg_advisory_xact_lock(key) from (
    select distinct hashtextextended(${tenantId} || ${clientId} || ettn, 0) as key from unnest(${ettns}::text[]) ettn
    order by 1) keys`.execute(trx);
  return trx
    .selectFrom('documents')
    .select([
      sql<string>`ettn`.as('ettn'),
      'document_id as documentId',
      'file_name as fileName',
      'document_no as documentNo',
    ])
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where('ettn', 'in', ettns)
    .where('duplicate_of', 'is', null)
    .where('direction', 'is not', null)
    .execute();
}

/** One invoice as its seller numbered it. */
export interface NumberedInvoice {
  readonly documentId: string;
  readonly documentNo: string;
  /** Tax number of the seller; null: the client itself. */
  readonly seller: string | null;
  readonly ettn: string | null;
  readonly fileName: string;
}

/** Invoices of the client, read before and not rejected, that bear one of these numbers. */
export async function findNumbered(
  trx: Trx,
  { tenantId, clientId }: Place,
  numbers: readonly string[],
): Promise<NumberedInvoice[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<NumberedInvoice>`
    select document_id as "documentId", document_no as "documentNo",
      case when direction = 'alis' then counterparty_tax_id end as seller, ettn, file_name as "fileName"
    from documents
    where tenant_id = ${tenantId} and client_id = ${clientId} and document_no collate "C" = any (${numbers}::text[])
      and kind = 'invoice' and direction is not null and duplicate_of is null and state in ('READY', 'POSTED')
    order by document_id`.execute(trx);
  return rows;
}

/** One row to save; JSON values as objects, everything else as the column has it. */
export interface SavedReading {
  readonly document_id: string;
  readonly state: 'READY' | 'SETTLED' | 'FAILED' | 'PENDING';
  readonly kind: 'unknown' | 'invoice' | 'other' | 'archive';
  readonly root: string | null;
  readonly profile: string | null;
  readonly type: string | null;
  readonly document_no: string | null;
  readonly ettn: string | null;
  readonly issue_date: string | null;
  readonly direction: 'alis' | 'satis' | null;
  readonly counterparty_tax_id: string | null;
  readonly counterparty_name: string | null;
  readonly currency: string | null;
  readonly payable: string | null;
  readonly invoice: unknown;
  /** Null: what was known of it before stays. */
  readonly facts: unknown;
  readonly findings: unknown;
  readonly worst_finding: string | null;
  readonly not_this_client: boolean;
  readonly duplicate_of: string | null;
  readonly voucher_id: string | null;
  readonly failure: unknown;
}

/** Saves a batch in one statement. `now` is the time of reading. */
export async function saveReadings(
  trx: Trx,
  tenantId: string,
  rows: readonly SavedReading[],
  read: { readonly now: Date; readonly readerVersion: number },
): Promise<void> {
  await sql`
    update documents d set
      state = r.state, kind = r.kind, root = r.root, profile = r.profile, type = r.type,
      document_no = r.document_no, ettn = r.ettn, issue_date = r.issue_date, direction = r.direction,
      counterparty_tax_id = r.counterparty_tax_id, counterparty_name = r.counterparty_name,
      currency = r.currency, payable = r.payable, invoice = r.invoice,
      facts = coalesce(r.facts, d.facts), findings = r.findings,
      worst_finding = r.worst_finding, not_this_client = r.not_this_client, duplicate_of = r.duplicate_of,
      voucher_id = r.voucher_id, failure = r.failure, version = d.version + 1,
      read_at = case when r.state = 'PENDING' then null else ${read.now}::timestamptz end,
      reader_version = ${read.readerVersion}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      document_id uuid, state text, kind text, root text, profile text, type text, document_no text, ettn text,
      issue_date date, direction text, counterparty_tax_id text, counterparty_name text, currency text,
      payable numeric, invoice jsonb, facts jsonb, findings jsonb, worst_finding text, not_this_client boolean,
      duplicate_of uuid, voucher_id uuid, failure jsonb)
    where d.tenant_id = ${tenantId} and d.document_id = r.document_id`.execute(trx);
}

/** Who brought these documents, and how many of them each; what no person brought is left out. */
export async function countFailedByUploader(
  trx: Trx,
  tenantId: string,
  documentIds: readonly string[],
): Promise<{ userId: string; count: number }[]> {
  const { rows } = await sql<{ userId: string; count: number }>`
    select created_by as "userId", count(*)::int as count from documents
    where tenant_id = ${tenantId} and document_id = any (${documentIds}::uuid[]) and created_by is not null
    group by created_by order by created_by`.execute(trx);
  return rows;
}

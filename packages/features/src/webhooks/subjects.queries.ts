/** SQL of what events tell of documents and vouchers: enough to know them by; the rest is asked for with an API key. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** Amounts are decimal texts in the document's currency, dates ISO days. */
interface ReadyDocument extends Record<string, unknown> {
  readonly documentId: string;
}

export async function findReadyDocuments(
  trx: Trx,
  tenantId: string,
  documentIds: readonly string[],
): Promise<ReadyDocument[]> {
  const { rows } = await sql<ReadyDocument>`
    select document_id as "documentId", kind, file_name as "fileName", document_no as "documentNo", ettn,
      issue_date::text as "issueDate", direction, counterparty_tax_id as "counterpartyTaxId", currency,
      payable::text as payable, voucher_id as "voucherId", not_this_client as "notThisClient",
      duplicate_of as "duplicateOf", worst_finding as "worstFinding"
    from documents where tenant_id = ${tenantId} and document_id = any (${[...documentIds]}::uuid[])
    order by document_id`.execute(trx);
  return rows;
}

interface BookedVoucher extends Record<string, unknown> {
  readonly voucherId: string;
}

export async function findVouchers(
  trx: Trx,
  tenantId: string,
  voucherIds: readonly string[],
): Promise<BookedVoucher[]> {
  const { rows } = await sql<BookedVoucher>`
    select voucher_id as "voucherId", fiscal_year as "fiscalYear", fis_no as "fisNo", type, voucher_date::text as date,
      description, document_id as "documentId", reversal_of as "reversalOf"
    from vouchers where tenant_id = ${tenantId} and voucher_id = any (${[...voucherIds]}::uuid[])
    order by voucher_date, voucher_id`.execute(trx);
  return rows;
}

/** Finds an invoice and shows it as the wire has it. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { Trx } from '../feature.ts';
import { issuedInvoiceErrors as errors, type IssuedInvoiceView, type ListedInvoice } from './contract.ts';
import { draftWire } from './draft-wire.ts';
import { findInvoice, type InvoiceRow } from './issued-invoices.queries.ts';

/** Throws ISSUED_INVOICE_NOT_FOUND. */
export async function found(trx: Trx, tenantId: string, id: string): Promise<InvoiceRow> {
  const row = await findInvoice(trx, tenantId, id);
  if (row === null) throw errors.ISSUED_INVOICE_NOT_FOUND();
  return row;
}

/** Locked, in this state and unchanged since it was read. Throws ISSUED_INVOICE_NOT_FOUND, ISSUED_INVOICE_CHANGED. */
export async function held(
  trx: Trx,
  tenantId: string,
  id: string,
  version: number,
  state: InvoiceRow['state'],
): Promise<InvoiceRow> {
  const row = await findInvoice(trx, tenantId, id, { forUpdate: true });
  if (row === null) throw errors.ISSUED_INVOICE_NOT_FOUND();
  if (row.version !== version || row.state !== state) throw errors.ISSUED_INVOICE_CHANGED();
  return row;
}

export function presentListed(row: Omit<InvoiceRow, 'content'>): ListedInvoice {
  const {
    id,
    state,
    number,
    buyerName,
    buyerTaxId,
    profile,
    type,
    issueDate,
    currency,
    documentId,
    version,
  } = row;
  return {
    ...{ id, state, number, buyerName, buyerTaxId, profile, type, issueDate, currency, documentId, version },
    payable: kurusToDecimal(row.payableKurus),
    createdAt: row.createdAt.toISOString(),
    issuedAt: row.issuedAt?.toISOString() ?? null,
  };
}

export function present(row: InvoiceRow): IssuedInvoiceView {
  const { clientId, ettn, content } = row;
  return { ...presentListed(row), clientId, ettn, draft: draftWire.parse(content) };
}

/** The JSON lines of `belge oku`: names of UBL where UBL has one, amounts as the document writes them, absent values null. */

import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import type { Invoice, InvoiceParty, TaxTotal } from '@muhasebi/accounting/fatura/invoice.ts';
import type { SignatureState } from '@muhasebi/connectors/ubl-tr/signature/signature-state.ts';
import type { UblDocument } from '@muhasebi/connectors/ubl-tr/ubl-document.ts';
import type { Failure } from './read-files.ts';

export type PresentedFinding = Pick<Finding, 'code' | 'severity' | 'message'>;

/** A document's line. Of documents other than invoices only the header is read; the keys are the same. */
export function presentDocument(
  file: string,
  document: UblDocument,
  signature: SignatureState,
  findings: readonly Finding[],
): Record<string, unknown> {
  const { header, invoice } = document;
  return {
    file,
    root: document.root,
    profile: header.profile,
    customization: header.customization,
    id: header.id,
    uuid: header.uuid,
    issueDate: header.issueDate,
    issueTime: header.issueTime,
    type: header.type,
    currency: invoice?.currency ?? null,
    rate: invoice?.exchangeRate ?? null,
    supplier: presentParty(header.supplier),
    customer: presentParty(header.customer),
    ...(invoice === null ? NO_INVOICE : presentInvoice(invoice)),
    signature: presentSignature(signature),
    findings: findings.map(presentFinding),
  };
}

/** `state` is absent, sound, broken or unknown; `chain` says whether the certificate leads to a trusted root. */
function presentSignature(state: SignatureState): unknown {
  const { kind } = state;
  if (kind === 'absent') return { state: kind };
  const signer = state.signer && { name: state.signer.name, taxId: state.signer.taxId };
  return kind === 'sound'
    ? { state: kind, signer, signedAt: state.signedAt, chain: state.chain }
    : { state: kind, signer, reason: state.reason.code };
}

/** The line of a file that could not be read. */
export function presentFailure(file: string, error: Failure): Record<string, unknown> {
  return { file, error: { code: error.code, message: error.message } };
}

const NO_INVOICE = { lineCount: null, taxTotals: null, withholding: null, totals: null, lines: null };

function presentInvoice(invoice: Invoice): Record<keyof typeof NO_INVOICE, unknown> {
  const { totals } = invoice;
  return {
    lineCount: invoice.lines.length,
    taxTotals: invoice.taxTotals.map(presentTaxTotal),
    withholding: invoice.withholdingTotals.map(presentTaxTotal),
    totals: {
      LineExtensionAmount: totals.lineExtension,
      TaxExclusiveAmount: totals.taxExclusive,
      TaxInclusiveAmount: totals.taxInclusive,
      AllowanceTotalAmount: totals.allowance,
      ChargeTotalAmount: totals.charge,
      PayableRoundingAmount: totals.payableRounding,
      PayableAmount: totals.payable,
    },
    lines: invoice.lines.map((line) => ({
      id: line.id,
      qty: line.quantity,
      unit: line.unit,
      amount: line.amount,
      name: line.name,
      price: line.unitPrice,
    })),
  };
}

/** The key says which number it is; a party without one has `VKN: null`. */
function presentParty(party: InvoiceParty): Record<string, string | null> {
  const { taxId, name, taxOffice } = party;
  return { [taxId?.scheme ?? 'VKN']: taxId?.value ?? null, name, taxOffice };
}

function presentTaxTotal(total: TaxTotal): unknown {
  const subtotals = total.subtotals.map(({ taxable, tax, percent, code, name }) => ({
    taxable,
    tax,
    percent,
    code,
    name,
  }));
  return { amount: total.amount, subtotals };
}

/** As all lines of `belge` show a finding. */
export function presentFinding(finding: Finding): PresentedFinding {
  return { code: finding.code, severity: finding.severity, message: finding.message };
}

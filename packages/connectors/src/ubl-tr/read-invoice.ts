/** Reads a UBL-TR Invoice, or a CreditNote (e-Müstahsil and its kin), to the invoice of bookkeeping. */

import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import type {
  Invoice,
  InvoiceLine,
  InvoiceParty,
  InvoiceTotals,
} from '@muhasebi/accounting/fatura/invoice.ts';
import { readDeliveries } from './read-delivery.ts';
import { readExchangeRate } from './read-exchange-rate.ts';
import { readFinding } from './read-finding.ts';
import { textsOf } from './read-item.ts';
import { readParty } from './read-party.ts';
import { readExchangeRates, readPaymentMeans, readPaymentTerms, readPeriod } from './read-payment.ts';
import { readReferences } from './read-references.ts';
import { readAllowanceCharges, readTaxTotals } from './read-taxes.ts';
import { stated } from './stated.ts';
import type { UblHeader } from './ubl-document.ts';
import { child, childrenOf, textAt, type UblNode } from './ubl-node.ts';

/** `node` is the invoice without its lines: those were read one by one, so that a long invoice stays small. */
export function readInvoice(
  node: UblNode,
  header: UblHeader,
  lines: readonly InvoiceLine[],
): { invoice: Invoice; findings: Finding[] } {
  const currency = textAt(node, 'DocumentCurrencyCode');
  const rate = readExchangeRate(node, currency);
  const buyer = readBuyer(node);
  const invoice: Invoice = {
    profile: header.profile,
    customization: header.customization,
    number: header.id,
    ettn: header.uuid,
    issueDate: header.issueDate,
    issueTime: header.issueTime,
    dueDate: readDueDate(node),
    type: header.type,
    currency,
    exchangeRate: rate.rate,
    supplier: header.supplier,
    customer: header.customer,
    buyer,
    allowanceCharges: readAllowanceCharges(node),
    taxTotals: readTaxTotals(node, 'TaxTotal'),
    withholdingTotals: readTaxTotals(node, 'WithholdingTaxTotal'),
    totals: readTotals(child(node, 'LegalMonetaryTotal')),
    lines,
    references: readReferences(node),
    notes: textsOf(node, 'Note'),
    ...stated({
      period: readPeriod(node),
      accountingCost: textAt(node, 'AccountingCost') ?? textAt(node, 'AccountingCostCode'),
      paymentMeans: readPaymentMeans(node),
      paymentTerms: readPaymentTerms(node),
      exchangeRates: readExchangeRates(node),
      deliveries: readDeliveries(node),
      taxRepresentative: statedParty(child(node, 'TaxRepresentativeParty')),
      seller: statedParty(child(child(node, 'SellerSupplierParty'), 'Party')),
      onBehalfOf: buyer === null ? statedParty(child(child(node, 'BuyerCustomerParty'), 'Party')) : null,
    }),
  };
  return { invoice, findings: [...rate.findings, ...mixedCurrencies(node, currency)] };
}

/** cac:PaymentTerms first, then cac:PaymentMeans; null where neither states a day of the calendar. */
function readDueDate(node: UblNode): string | null {
  const [means = null] = childrenOf(node, 'PaymentMeans').flatMap(
    (each) => textAt(each, 'PaymentDueDate') ?? [],
  );
  const text = textAt(node, 'PaymentTerms', 'PaymentDueDate') ?? means;
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text ? null : text;
}

/**
 * The real buyer where GİB makes the customs ministry the customer (export, passenger invoices): its party type says
 * so. A BuyerCustomerParty without one is somebody else, e.g. the patient of a hospital invoice.
 */
function readBuyer(node: UblNode): InvoiceParty | null {
  const party = child(child(node, 'BuyerCustomerParty'), 'Party');
  if (party === null) return null;
  const isBuyer = childrenOf(party, 'PartyIdentification').some(
    (one) => child(one, 'ID')?.attribute === 'PARTYTYPE',
  );
  return isBuyer ? readParty(party) : null;
}

function statedParty(party: UblNode | null): InvoiceParty | null {
  return party === null ? null : readParty(party);
}

function readTotals(total: UblNode | null): InvoiceTotals {
  return {
    lineExtension: textAt(total, 'LineExtensionAmount'),
    taxExclusive: textAt(total, 'TaxExclusiveAmount'),
    taxInclusive: textAt(total, 'TaxInclusiveAmount'),
    allowance: textAt(total, 'AllowanceTotalAmount'),
    charge: textAt(total, 'ChargeTotalAmount'),
    payableRounding: textAt(total, 'PayableRoundingAmount'),
    payable: textAt(total, 'PayableAmount'),
    ...stated({ prepaid: textAt(total, 'PrepaidAmount') }),
  };
}

/** GİB wants every amount in the document's currency; a stray one would be booked at the wrong value. */
function mixedCurrencies(node: UblNode, currency: string | null): Finding[] {
  const payable = child(child(node, 'LegalMonetaryTotal'), 'PayableAmount');
  const taxes = childrenOf(node, 'TaxTotal').map((total) => child(total, 'TaxAmount'));
  const places = [
    ['totals.payable', payable],
    ...taxes.map((tax, index) => [`taxTotals[${index}].amount`, tax]),
  ] as [string, UblNode | null][];
  return places.flatMap(([place, amount]) => {
    const actual = amount?.attribute ?? null;
    if (actual === null || currency === null || actual === currency) return [];
    return [readFinding('ubl.currency-mixed', place, { currency, actual, place })];
  });
}

/** Writes every figure of a read document back under the name that UBL has for it, for comparing with the document itself. */

import type {
  AllowanceCharge,
  Invoice,
  InvoiceDelivery,
  InvoiceLine,
  TaxTotal,
} from '@muhasebi/accounting/fatura/invoice.ts';
import type { Despatch } from '@muhasebi/accounting/irsaliye/despatch.ts';
import type { ReceiptAdvice } from '@muhasebi/accounting/irsaliye/receipt-advice.ts';
import type { UblDocument } from './ubl-document.ts';

type Figure = readonly [name: string, value: string | null | undefined];

/** "name=value" of every figure that was read, in no order. */
export function figuresRead(document: UblDocument): string[] {
  return figuresOf(document).flatMap(([name, value]) => (value == null ? [] : `${name}=${value}`));
}

function figuresOf(document: UblDocument): Figure[] {
  switch (document.root) {
    case 'Invoice':
    case 'CreditNote':
      return ofInvoice(
        document.invoice,
        document.root === 'Invoice' ? 'InvoicedQuantity' : 'CreditedQuantity',
      );
    case 'DespatchAdvice':
      return ofDespatch(document.despatch);
    case 'ReceiptAdvice':
      return ofReceipt(document.receipt);
    default:
      return [];
  }
}

function ofInvoice(invoice: Invoice, quantity: string): Figure[] {
  const { totals } = invoice;
  return [
    ...ofParts(invoice),
    ['LineExtensionAmount', totals.lineExtension],
    ['TaxExclusiveAmount', totals.taxExclusive],
    ['TaxInclusiveAmount', totals.taxInclusive],
    ['AllowanceTotalAmount', totals.allowance],
    ['ChargeTotalAmount', totals.charge],
    ['PayableRoundingAmount', totals.payableRounding],
    ['PayableAmount', totals.payable],
    ['PrepaidAmount', totals.prepaid],
    ['DurationMeasure', invoice.period?.duration?.value],
    ...(invoice.exchangeRates ?? []).map(({ rate }): Figure => ['CalculationRate', rate]),
    ...(invoice.paymentTerms ?? []).flatMap((terms): Figure[] => [
      ['PenaltySurchargePercent', terms.penaltyPercent],
      ['Amount', terms.amount?.value],
      ['PenaltyAmount', terms.penaltyAmount?.value],
    ]),
    ...invoice.references.flatMap(({ lines = [] }) =>
      lines.map((line): Figure => ['Amount', line.amount?.value]),
    ),
    ...invoice.lines.flatMap((line) => ofLine(line, quantity)),
  ];
}

function ofLine(line: InvoiceLine, quantity: string): Figure[] {
  return [
    ...ofParts(line),
    [quantity, line.quantity],
    ['LineExtensionAmount', line.amount],
    ['PriceAmount', line.unitPrice],
    ...(line.subLines ?? []).flatMap((sub) => ofLine(sub, quantity)),
  ];
}

/** What a document and its lines both have. */
function ofParts(parts: {
  readonly allowanceCharges: readonly AllowanceCharge[];
  readonly taxTotals: readonly TaxTotal[];
  readonly withholdingTotals: readonly TaxTotal[];
  readonly deliveries?: readonly InvoiceDelivery[];
}): Figure[] {
  return [
    ...parts.allowanceCharges.flatMap((each): Figure[] => [
      ['Amount', each.amount],
      ['BaseAmount', each.base],
      ['MultiplierFactorNumeric', each.factor],
      ['PerUnitAmount', each.perUnit?.value],
    ]),
    ...[...parts.taxTotals, ...parts.withholdingTotals].flatMap((total): Figure[] => [
      ['TaxAmount', total.amount],
      ...total.subtotals.flatMap((each): Figure[] => [
        ['TaxableAmount', each.taxable],
        ['TaxAmount', each.tax],
        ['Percent', each.percent],
        ['PerUnitAmount', each.perUnit?.value],
        ['BaseUnitMeasure', each.baseUnit?.value],
        ['TransactionCurrencyTaxAmount', each.transactionTax?.value],
      ]),
    ]),
    ...(parts.deliveries ?? []).flatMap((each): Figure[] => [
      ['Amount', each.termsAmount?.value],
      ...each.figures.map(({ name, value }): Figure => [name, value]),
      ...each.packages.map(({ quantity }): Figure => ['Quantity', quantity?.value]),
    ]),
  ];
}

function ofDespatch(despatch: Despatch): Figure[] {
  return [
    ['ValueAmount', despatch.value?.value],
    ...despatch.lines.flatMap((line): Figure[] => [
      ['DeliveredQuantity', line.quantity],
      ['OutstandingQuantity', line.outstanding?.value],
      ['PriceAmount', line.unitPrice?.value],
      ['LineExtensionAmount', line.amount?.value],
    ]),
  ];
}

function ofReceipt(receipt: ReceiptAdvice): Figure[] {
  return receipt.lines.flatMap((line): Figure[] => [
    ['ReceivedQuantity', line.received?.value],
    ['RejectedQuantity', line.rejected?.value],
    ['ShortQuantity', line.short?.value],
    ['OversupplyQuantity', line.oversupply?.value],
  ]);
}

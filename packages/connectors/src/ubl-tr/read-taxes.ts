/** Reads cac:TaxTotal, cac:WithholdingTaxTotal and cac:AllowanceCharge, of a document or of a line. */

import type { AllowanceCharge, TaxSubtotal, TaxTotal } from '@muhasebi/accounting/fatura/invoice.ts';
import { readAmount, readQuantity } from './read-item.ts';
import { stated } from './stated.ts';
import { child, childrenOf, textAt, type UblNode } from './ubl-node.ts';

/** All totals called `name` below `parent`. */
export function readTaxTotals(parent: UblNode, name: 'TaxTotal' | 'WithholdingTaxTotal'): TaxTotal[] {
  return childrenOf(parent, name).map((total) => ({
    amount: textAt(total, 'TaxAmount'),
    subtotals: childrenOf(total, 'TaxSubtotal').map(readSubtotal),
  }));
}

function readSubtotal(subtotal: UblNode): TaxSubtotal {
  const category = child(subtotal, 'TaxCategory');
  return {
    taxable: textAt(subtotal, 'TaxableAmount'),
    tax: textAt(subtotal, 'TaxAmount'),
    // UBL-TR writes the percent on the subtotal; UBL proper on the category.
    percent: textAt(subtotal, 'Percent') ?? textAt(category, 'Percent'),
    code: textAt(category, 'TaxScheme', 'TaxTypeCode'),
    name: textAt(category, 'TaxScheme', 'Name'),
    exemptionCode: textAt(category, 'TaxExemptionReasonCode'),
    exemptionReason: textAt(category, 'TaxExemptionReason'),
    ...stated({
      perUnit: readAmount(subtotal, 'PerUnitAmount'),
      baseUnit: readQuantity(subtotal, 'BaseUnitMeasure'),
      transactionTax: readAmount(subtotal, 'TransactionCurrencyTaxAmount'),
    }),
  };
}

/** All allowances and charges directly below `parent`. */
export function readAllowanceCharges(parent: UblNode): AllowanceCharge[] {
  return childrenOf(parent, 'AllowanceCharge').map((entry) => ({
    isCharge: textAt(entry, 'ChargeIndicator') === 'true' || textAt(entry, 'ChargeIndicator') === '1',
    amount: textAt(entry, 'Amount'),
    reason: textAt(entry, 'AllowanceChargeReason'),
    ...stated({
      base: textAt(entry, 'BaseAmount'),
      factor: textAt(entry, 'MultiplierFactorNumeric'),
      perUnit: readAmount(entry, 'PerUnitAmount'),
    }),
  }));
}

/** Finds what one unit of the document's currency is worth in TRY, as the document itself says. */

import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import type { DecimalText } from '@muhasebi/accounting/fatura/invoice.ts';
import { readFinding } from './read-finding.ts';
import { child, textAt, type UblNode } from './ubl-node.ts';

/** UBL's rates, the one that prices the invoice first. */
const RATES = [
  'PricingExchangeRate',
  'TaxExchangeRate',
  'PaymentExchangeRate',
  'PaymentAlternativeExchangeRate',
];

/**
 * The rate from `currency` to TRY; null for a TRY document or where none is stated. A rate stated in the other
 * direction is not turned round (its inverse is not exact): it becomes a finding.
 */
export function readExchangeRate(
  invoice: UblNode,
  currency: string | null,
): { rate: DecimalText | null; findings: Finding[] } {
  if (currency === null || currency === 'TRY') return { rate: null, findings: [] };
  let finding: Finding | null = null;
  for (const name of RATES) {
    const node = child(invoice, name);
    const rate = textAt(node, 'CalculationRate');
    if (rate === null) continue;
    const source: string = textAt(node, 'SourceCurrencyCode') ?? currency;
    const target: string = textAt(node, 'TargetCurrencyCode') ?? 'TRY';
    if (source === currency && target === 'TRY') return { rate, findings: [] };
    finding ??= readFinding('ubl.exchange-rate-unusable', 'exchangeRate', { source, target, rate, currency });
  }
  return { rate: null, findings: finding === null ? [] : [finding] };
}

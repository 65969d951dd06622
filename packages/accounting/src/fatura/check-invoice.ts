/** All checks of the house on one invoice: identity, lines, taxes, withholding, totals; findings, never an exception. */
import { checkIdentity } from './check-identity.ts';
import { checkLines } from './check-lines.ts';
import { checkTaxes } from './check-taxes.ts';
import { checkTotals } from './check-totals.ts';
import { checkWithholding } from './check-withholding.ts';
import type { Finding } from './finding.ts';
import type { Invoice } from './invoice.ts';

/**
 * What is wrong or doubtful in the document itself. `today` is an ISO date given by the caller. Codes of findings start
 * with "fatura."; they complement GİB's schematron, they do not replace it. Never throws on any invoice.
 */
export function checkInvoice(invoice: Invoice, today: string): Finding[] {
  return [
    ...checkIdentity(invoice, today),
    ...checkLines(invoice),
    ...checkTaxes(invoice),
    ...checkWithholding(invoice),
    ...checkTotals(invoice),
  ];
}

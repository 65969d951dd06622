/** All checks of the house on one invoice: identity, lines, taxes, withholding, totals, code lists; findings, never an exception. */
import { checkCodes } from './check-codes.ts';
import { checkExemptions } from './check-exemptions.ts';
import { checkIdentity } from './check-identity.ts';
import { checkLineTaxes } from './check-line-taxes.ts';
import { checkLines } from './check-lines.ts';
import { checkPayment } from './check-payment.ts';
import { checkProfile } from './check-profile.ts';
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
  const findings = [
    ...checkIdentity(invoice, today),
    ...checkLines(invoice),
    ...checkTaxes(invoice),
    ...checkWithholding(invoice),
    ...checkTotals(invoice),
    ...checkProfile(invoice),
    ...checkCodes(invoice),
    ...checkExemptions(invoice),
    ...checkLineTaxes(invoice),
    ...checkPayment(invoice),
  ];
  // Where a tax is not its base × its rate, that is why lines and document part.
  return findings.some(({ code }) => code === 'fatura.vergi-tutari')
    ? findings.filter(({ code }) => code !== 'fatura.satir-kdv')
    : findings;
}

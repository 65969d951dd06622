/** Checks the totals against the lines, the taxes and each other, allowing the forms that GİB's own samples take. */
import { add, multiply, parseDecimal, subtract, ZERO } from '../money/decimal.ts';
import {
  absoluteKurus,
  formatKurusTr,
  kurusToDecimal,
  sumKurus,
  tryKurusFromDecimal,
} from '../money/kurus.ts';
import { lineSum, readTaxes, readWithholdings, sumTax, type TaxAmount } from './amounts.ts';
import { netCharges } from './check-lines.ts';
import { figuresDiffer, hundredths } from './check-texts.ts';
import type { Finding, FindingSeverity } from './finding.ts';
import { hksDeductions } from './hks-deductions.ts';
import type { Invoice } from './invoice.ts';
import { traitsOf } from './invoice-kind.ts';
import { finding } from './make-finding.ts';

interface Sums {
  readonly added: bigint;
  readonly kdv: bigint;
  readonly kept: bigint;
  readonly withheld: bigint;
  readonly deducted: bigint;
  readonly netTax: bigint | null;
}

function sumsOf(invoice: Invoice): Sums {
  const taxes = readTaxes(invoice);
  const of = (roles: readonly TaxAmount['role'][]): bigint =>
    sumTax(taxes.filter((tax) => roles.includes(tax.role)));
  const stated = invoice.taxTotals
    .map((total) => tryKurusFromDecimal(total.amount))
    .filter((amount) => amount !== null);
  return {
    added: of(['kdv', 'otv', 'diger']),
    kdv: of(['kdv']),
    kept: of(['kesinti']),
    withheld: sumTax(readWithholdings(invoice)) + of(['tevkifat']),
    deducted: sumKurus(hksDeductions(invoice).map((each) => each.amount)),
    netTax: stated.length === 0 ? null : sumKurus(stated),
  };
}

/** Lines before their own allowances: some issuers state LineExtension so. */
function grossLineSum(invoice: Invoice): bigint {
  const gross = invoice.lines.reduce((sum, line) => {
    const net = parseDecimal(line.amount) ?? ZERO;
    return add(sum, subtract(net, netCharges(line.allowanceCharges)));
  }, ZERO);
  return hundredths(gross);
}

function multipliedLineSum(invoice: Invoice): bigint {
  const sum = invoice.lines.reduce((total, line) => {
    const [quantity, price] = [parseDecimal(line.quantity), parseDecimal(line.unitPrice)];
    return quantity && price ? add(total, multiply(quantity, price)) : total;
  }, ZERO);
  return hundredths(sum);
}

type Words = { readonly tr: string; readonly en: string };

/** A finding unless the stated figure is one of `allowed` to within rounding; the first is what is reported. */
function mustBeOneOf(
  field: string,
  code: string,
  words: Words,
  stated: bigint | null,
  allowed: readonly bigint[],
  slack: bigint,
  severity: FindingSeverity = 'error',
): Finding[] {
  const [first] = allowed;
  if (stated === null || first === undefined) return [];
  if (allowed.some((each) => absoluteKurus(each - stated) <= slack)) return [];
  return [figuresDiffer(code, severity, `totals.${field}`, words, stated, first)];
}

function documentCharges(invoice: Invoice): bigint {
  return hundredths(
    netCharges(invoice.allowanceCharges.filter((each) => !(each.reason ?? '').trim().startsWith('HKS'))),
  );
}

function checkExclusive(invoice: Invoice, sums: Sums, slack: bigint): Finding[] {
  const { taxExclusive, lineExtension, allowance, charge } = invoice.totals;
  const lines = lineSum(invoice);
  const extension = tryKurusFromDecimal(lineExtension);
  const net = (tryKurusFromDecimal(charge) ?? 0n) - (tryKurusFromDecimal(allowance) ?? 0n);
  const charges = documentCharges(invoice);
  const bases = [lines + charges, lines, lines + net];
  if (extension !== null) bases.push(extension + net, extension + charges);
  // A stopaj shown among the taxes is taken off TaxExclusive by some issuers.
  const allowed = [...bases, ...bases.map((base) => base - sums.kept)];
  const words: Words = {
    tr: 'Vergiler hariç toplam satırlarla tutmuyor',
    en: 'The total before taxes does not agree with the lines',
  };
  const stated = invoice.lines.length === 0 ? null : tryKurusFromDecimal(taxExclusive);
  return mustBeOneOf('taxExclusive', 'fatura.vergi-haric-toplam', words, stated, allowed, slack);
}

function checkInclusive(invoice: Invoice, sums: Sums, slack: bigint): Finding[] {
  const exclusive = tryKurusFromDecimal(invoice.totals.taxExclusive);
  if (exclusive === null) return [];
  const traits = traitsOf(invoice);
  const allowed = [
    exclusive + sums.added,
    exclusive + sums.added + sums.kept,
    exclusive + sums.added - sums.withheld,
    // Receipts of farmers and professionals often state what is left after stopaj.
    exclusive + sums.added - sums.kept,
  ];
  if (sums.netTax !== null) allowed.push(exclusive + sums.netTax);
  // KDV inside the price (özel matrah), or computed but not asked for (ihraç kayıtlı and exemptions).
  if (traits.isOzelMatrah || traits.isIhracKayitli || traits.isExempt)
    allowed.push(exclusive + sums.added - sums.kdv);
  const words: Words = {
    tr: 'Vergiler dahil toplam vergilerle tutmuyor',
    en: 'The total with taxes does not agree with the taxes',
  };
  return mustBeOneOf(
    'taxInclusive',
    'fatura.vergi-dahil-toplam',
    words,
    tryKurusFromDecimal(invoice.totals.taxInclusive),
    allowed,
    slack,
  );
}

function checkPayable(invoice: Invoice, sums: Sums, slack: bigint): Finding[] {
  const inclusive = tryKurusFromDecimal(invoice.totals.taxInclusive);
  if (inclusive === null) return [];
  const traits = traitsOf(invoice);
  const rounding = tryKurusFromDecimal(invoice.totals.payableRounding) ?? 0n;
  const whole = inclusive + rounding - sums.kept - sums.deducted;
  const allowed = [whole - sums.withheld];
  const exclusive = tryKurusFromDecimal(invoice.totals.taxExclusive);
  // Some issuers already state TaxInclusive after withholding.
  if (exclusive !== null && absoluteKurus(inclusive - exclusive - sums.added + sums.withheld) <= slack)
    allowed.push(whole);
  // Or after what the payer keeps.
  if (exclusive !== null && absoluteKurus(inclusive - exclusive - sums.added + sums.kept) <= slack)
    allowed.push(whole + sums.kept, whole + sums.kept - sums.withheld);
  if (traits.isIhracKayitli || traits.isExempt) allowed.push(whole - sums.kdv);
  const words: Words = {
    tr: 'Ödenecek tutar, vergiler dahil toplamdan kesintiler düşülünce bulunanla tutmuyor',
    en: 'The payable is not the total with taxes less what is withheld',
  };
  return mustBeOneOf(
    'payable',
    'fatura.odenecek-tutar',
    words,
    tryKurusFromDecimal(invoice.totals.payable),
    allowed,
    slack,
  );
}

function checkLineExtension(invoice: Invoice, slack: bigint): Finding[] {
  if (invoice.lines.length === 0) return [];
  const allowed = [lineSum(invoice), grossLineSum(invoice), multipliedLineSum(invoice)];
  const words: Words = {
    tr: 'Mal/hizmet toplam tutarı satırların toplamı değil',
    en: 'The total of goods and services is not the sum of the lines',
  };
  return mustBeOneOf(
    'lineExtension',
    'fatura.satir-toplami',
    words,
    tryKurusFromDecimal(invoice.totals.lineExtension),
    allowed,
    slack,
    // Nothing is posted from this figure: the totals that are have checks of their own.
    'warning',
  );
}

function checkTaxSum(invoice: Invoice, slack: bigint): Finding[] {
  const sums = sumsOf(invoice);
  return invoice.taxTotals.flatMap((total, index) => {
    const stated = tryKurusFromDecimal(total.amount);
    if (stated === null || total.subtotals.length === 0 || invoice.taxTotals.length > 1) return [];
    const whole = sumKurus(total.subtotals.map((each) => tryKurusFromDecimal(each.tax) ?? 0n));
    const allowed = [
      whole,
      whole - sums.kept,
      sums.added - sums.withheld,
      sums.added - sums.withheld - sums.kept,
    ];
    // KDV that is computed but not asked for is left out of the total.
    if (total.subtotals.some((each) => each.exemptionCode !== null)) allowed.push(whole - sums.kdv);
    if (allowed.some((each) => absoluteKurus(each - stated) <= slack)) return [];
    const words = {
      tr: 'Vergi toplamı, vergilerin toplamı değil',
      en: 'The tax total is not the sum of its taxes',
    };
    return [
      figuresDiffer('fatura.vergi-toplami', 'error', `taxTotals[${index}].amount`, words, stated, whole),
    ];
  });
}

function checkReadable(invoice: Invoice): Finding[] {
  const { payable } = invoice.totals;
  const value = tryKurusFromDecimal(payable);
  if (value === null)
    return [
      finding(
        'fatura.sayi-okunamadi',
        'error',
        'totals.payable',
        {
          tr: `Ödenecek tutar ${payable === null ? 'yok' : `"${payable.slice(0, 40)}" sayı değil`}; öteki toplamlardan bulunan tutarı belgeyle karşılaştırın.`,
          en: `The payable ${payable === null ? 'is missing' : `"${payable.slice(0, 40)}" is no number`}; compare what the other totals give with the document.`,
        },
        { value: (payable ?? '').slice(0, 40) },
      ),
    ];
  if (value >= 0n) return [];
  return [
    finding(
      'fatura.negatif-tutar',
      'error',
      'totals.payable',
      {
        tr: `Ödenecek tutar negatif: ${formatKurusTr(value)}. İade ise fatura tipi iade olmalı; düzenleyene sorun.`,
        en: `The payable is negative: ${kurusToDecimal(value)}. A return should be an invoice of its own type; ask the issuer.`,
      },
      { value: payable ?? '' },
    ),
  ];
}

export function checkTotals(invoice: Invoice): Finding[] {
  const sums = sumsOf(invoice);
  const slack = BigInt(invoice.lines.length) + 2n;
  return [
    ...checkReadable(invoice),
    ...checkLineExtension(invoice, slack),
    ...checkExclusive(invoice, sums, slack),
    ...checkTaxSum(invoice, slack),
    ...checkInclusive(invoice, sums, slack),
    ...checkPayable(invoice, sums, slack),
  ];
}

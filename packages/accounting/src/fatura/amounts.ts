/** Reads an invoice's taxes and totals into whole hundredths of its currency, each with its place in the document. */

import { isKnownKdvRate, KDV_RATES } from '../kdv/rates.ts';
import { findTaxCode, type TaxRole } from '../kdv/tax-codes.ts';
import { decimal, multiply, parseDecimal, roundHalfUp } from '../money/decimal.ts';
import { absoluteKurus, kurusFromAmount, sumKurus, tryKurusFromDecimal } from '../money/kurus.ts';
import type { Invoice, TaxSubtotal, TaxTotal } from './invoice.ts';
import { isProducerReceipt } from './invoice-kind.ts';

/** One tax of the document. Amounts are hundredths of the document's currency. */
export interface TaxAmount {
  readonly role: TaxRole;
  readonly code: string;
  readonly name: string;
  /** KDV: rate in basis points; null where it is not stated and cannot be told from the amounts. */
  readonly rateBasisPoints: number | null;
  readonly percent: string | null;
  readonly taxable: bigint | null;
  readonly tax: bigint;
  readonly exemptionCode: string | null;
  readonly place: string;
}

/** "20", "18.0" → basis points; null where the text is no decimal or out of 0..100. */
export function basisPoints(percent: string | null): number | null {
  const parsed = parseDecimal(percent);
  if (parsed === null) return null;
  const points = roundHalfUp(parsed, 2).digits;
  return points >= 0n && points <= 10_000n ? Number(points) : null;
}

/** `amount` × basis points, in the same unit, half up. */
export function share(amount: bigint, rateBasisPoints: number): bigint {
  return kurusFromAmount(
    multiply({ digits: amount, scale: 2 }, { digits: BigInt(rateBasisPoints), scale: 4 }),
  );
}

// Two kuruş: the most that rounding the tax and the base can part them for one line.
const INFER_TOLERANCE = 2n;

function inferRate(taxable: bigint | null, tax: bigint): number | null {
  if (tax === 0n) return 0;
  if (taxable === null) return null;
  const fits = KDV_RATES.map((rate) => rate.rateBasisPoints).filter(
    (rate) => absoluteKurus(share(taxable, rate) - tax) <= INFER_TOLERANCE,
  );
  return fits[0] ?? null;
}

function readSubtotal(subtotal: TaxSubtotal, place: string): TaxAmount {
  const code = subtotal.code?.trim() || '0015';
  const role = findTaxCode(code)?.role ?? 'diger';
  const taxable = tryKurusFromDecimal(subtotal.taxable);
  const stated = basisPoints(subtotal.percent);
  const tax = tryKurusFromDecimal(subtotal.tax) ?? (taxable === null ? 0n : share(taxable, stated ?? 0));
  return {
    role,
    code,
    name: findTaxCode(code)?.name ?? subtotal.name ?? code,
    rateBasisPoints: role === 'kdv' ? (stated ?? inferRate(taxable, tax)) : null,
    percent: subtotal.percent,
    taxable,
    tax,
    exemptionCode: subtotal.exemptionCode?.trim() || null,
    place: `${place}.tax`,
  };
}

function readTotal(total: TaxTotal, place: string): TaxAmount[] {
  if (total.subtotals.length > 0)
    return total.subtotals.map((subtotal, index) => readSubtotal(subtotal, `${place}.subtotals[${index}]`));
  const amount = tryKurusFromDecimal(total.amount);
  if (amount === null || amount === 0n) return [];
  const bare: TaxSubtotal = {
    taxable: null,
    tax: total.amount,
    percent: null,
    code: null,
    name: null,
    exemptionCode: null,
    exemptionReason: null,
  };
  return [{ ...readSubtotal(bare, place), place: `${place}.amount` }];
}

/**
 * Taxes of the document; where it states none as a whole, those of its lines. What an e-Müstahsil names beside KDV
 * (mera fonu, borsa tescil, prim) is kept from the farmer, not added to the price.
 */
export function readTaxes(invoice: Invoice): TaxAmount[] {
  const taxes = statedTaxes(invoice);
  if (!isProducerReceipt(invoice.type)) return taxes;
  return taxes.map((tax) => (tax.role === 'diger' ? { ...tax, role: 'kesinti' } : tax));
}

function statedTaxes(invoice: Invoice): TaxAmount[] {
  const ofDocument = invoice.taxTotals.flatMap((total, index) => readTotal(total, `taxTotals[${index}]`));
  if (ofDocument.length > 0) return ofDocument;
  return invoice.lines.flatMap((line, index) =>
    line.taxTotals.flatMap((total, inner) => readTotal(total, `lines[${index}].taxTotals[${inner}]`)),
  );
}

/** KDV withheld by the buyer, by withholding code; from the lines where the document states none as a whole. */
export function readWithholdings(invoice: Invoice): TaxAmount[] {
  const asWithheld = (tax: TaxAmount): TaxAmount => ({
    ...tax,
    role: 'tevkifat',
    rateBasisPoints: basisPoints(tax.percent),
  });
  const ofDocument = invoice.withholdingTotals.flatMap((total, index) =>
    readTotal(total, `withholdingTotals[${index}]`),
  );
  if (ofDocument.length > 0) return ofDocument.map(asWithheld);
  return invoice.lines
    .flatMap((line, index) =>
      line.withholdingTotals.flatMap((total, inner) =>
        readTotal(total, `lines[${index}].withholdingTotals[${inner}]`),
      ),
    )
    .map(asWithheld);
}

/** Sum of the line amounts that can be read. */
export function lineSum(invoice: Invoice): bigint {
  return sumKurus(invoice.lines.map((line) => tryKurusFromDecimal(line.amount) ?? 0n));
}

export function sumTax(taxes: readonly TaxAmount[]): bigint {
  return sumKurus(taxes.map((tax) => tax.tax));
}

/**
 * Suffix of a KDV rate in account codes: 2000 → "020"; "999" for a rate the chart has no account for, and for zero:
 * what is booked by rate bears KDV, so a zero beside it is a rate that was not stated.
 */
export function rateSuffix(rateBasisPoints: number | null): string {
  if (!rateBasisPoints || !isKnownKdvRate(rateBasisPoints)) return '999';
  return String(rateBasisPoints / 100).padStart(3, '0');
}

/** "%20", "%12,5" as Turkish writes it; "(oranı belirsiz)" where the rate is unknown. */
export function rateText(rateBasisPoints: number | null): string {
  if (rateBasisPoints === null) return '(oranı belirsiz)';
  const whole = Math.floor(rateBasisPoints / 100);
  const rest = String(rateBasisPoints % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return rest === '' ? `%${whole}` : `%${whole},${rest}`;
}

/** The same in English: "20%", "12.5%". */
export function rateTextEn(rateBasisPoints: number | null): string {
  if (rateBasisPoints === null) return '(rate unknown)';
  return `${rateText(rateBasisPoints).slice(1).replace(',', '.')}%`;
}

/** The stated payable; where absent, what the other totals or the lines make of it; null where nothing can be read. */
export function payableOf(
  invoice: Invoice,
  taxes: readonly TaxAmount[],
  withheld: readonly TaxAmount[],
): bigint | null {
  const stated = tryKurusFromDecimal(invoice.totals.payable);
  if (stated !== null) return stated;
  const kept =
    sumTax(withheld) + sumTax(taxes.filter((tax) => tax.role === 'kesinti' || tax.role === 'tevkifat'));
  const inclusive = tryKurusFromDecimal(invoice.totals.taxInclusive);
  if (inclusive !== null) return inclusive - kept;
  const added = sumTax(taxes.filter((tax) => tax.role !== 'kesinti' && tax.role !== 'tevkifat'));
  const exclusive = tryKurusFromDecimal(invoice.totals.taxExclusive);
  if (exclusive !== null) return exclusive + added - kept;
  return invoice.lines.some((line) => parseDecimal(line.amount) !== null)
    ? lineSum(invoice) + added - kept
    : null;
}

/** TRY for one unit: a decimal above zero, or null. */
export function usableRate(rate: string | null | undefined): string | null {
  const parsed = parseDecimal(rate);
  return parsed !== null && parsed.digits > 0n && rate ? rate.trim() : null;
}

/** TRY, and the codes under which documents of the first years wrote the same lira (TRL, YTL). */
export function isLira(currency: string): boolean {
  return currency === 'TRY' || currency === 'TRL' || currency === 'YTL';
}

/** Kuruş of hundredths of a foreign currency at `rate`. */
export function toTry(hundredths: bigint, rate: string): bigint {
  return kurusFromAmount(multiply({ digits: hundredths, scale: 2 }, decimal(rate)));
}

/** Taxes of one code and rate added up, with every place they come from; in the order of first appearance. */
export function mergeByCode(taxes: readonly TaxAmount[]): { tax: TaxAmount; places: string[] }[] {
  const merged = new Map<string, { tax: TaxAmount; places: string[] }>();
  for (const tax of taxes) {
    const key = `${tax.code}|${tax.rateBasisPoints}`;
    const before = merged.get(key);
    if (before === undefined) merged.set(key, { tax, places: [tax.place] });
    else {
      before.tax = { ...before.tax, tax: before.tax.tax + tax.tax };
      before.places.push(tax.place);
    }
  }
  return [...merged.values()];
}

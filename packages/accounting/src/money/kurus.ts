/** Kuruş: the whole hundredths of a lira in which every book of the house is kept. */
import { type Decimal, decimal, formatDecimal, multiply, parseDecimal, roundHalfUp } from './decimal.ts';

/** Kuruş of a decimal, half up (away from zero). */
export function kurusFromAmount(amount: Decimal): bigint {
  return roundHalfUp(amount, 2).digits;
}

/** "1234.565" → 123457n, half up; throws `DecimalError` where the text is not a decimal. */
export function kurusFromDecimal(text: string): bigint {
  return kurusFromAmount(decimal(text));
}

/** Like `kurusFromDecimal`, null where the text is absent or no decimal. */
export function tryKurusFromDecimal(text: string | null | undefined): bigint | null {
  const parsed = parseDecimal(text);
  return parsed === null ? null : kurusFromAmount(parsed);
}

/** 123456n → "1234.56", the form amounts have on the wire. */
export function kurusToDecimal(kurus: bigint): string {
  // Half of what a mizan writes is this.
  return kurus === 0n ? '0.00' : formatDecimal({ digits: kurus, scale: 2 });
}

/** 123456n → "1.234,56", the form a person in Türkiye reads. */
export function formatKurusTr(kurus: bigint): string {
  const [whole = '0', fraction = '00'] = kurusToDecimal(kurus < 0n ? -kurus : kurus).split('.');
  return `${kurus < 0n ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, '.')},${fraction}`;
}

export function sumKurus(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

export function absoluteKurus(kurus: bigint): bigint {
  return kurus < 0n ? -kurus : kurus;
}

/** Kuruş of a foreign amount at `rate` (TRY for one unit), multiplied exactly and rounded once. Throws `DecimalError`. */
export function kurusFromForeign(amount: string, rate: string): bigint {
  return kurusFromAmount(multiply(decimal(amount), decimal(rate)));
}

/** Exact decimals on bigint: parse, add, subtract, multiply, compare, round half up, write; never a float. */

/** `digits` × 10^-`scale`; e.g. 12.50 is { digits: 1250n, scale: 2 }. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Longest text taken for a number; a longer one is refused rather than computed with. */
export const MAX_DECIMAL_TEXT = 64;

/** Thrown where a text that must be a decimal is not one. */
export class DecimalError extends Error {
  readonly text: string;
  constructor(text: string) {
    super(`not a decimal number: ${JSON.stringify(text.slice(0, MAX_DECIMAL_TEXT))}`);
    this.name = 'DecimalError';
    this.text = text;
  }
}

// The lexical space of xsd:decimal, which UBL amounts use: no exponent, no NaN, no thousands separator.
const XSD_DECIMAL = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))$/;

export const ZERO: Decimal = { digits: 0n, scale: 0 };

/** Reads xsd:decimal text (surrounding white space is dropped, as XML Schema does); null for anything else. */
export function parseDecimal(text: unknown): Decimal | null {
  if (typeof text !== 'string' || text.length > MAX_DECIMAL_TEXT) return null;
  const match = XSD_DECIMAL.exec(text.trim());
  if (match === null) return null;
  const fraction = match[3] ?? match[4] ?? '';
  const magnitude = BigInt(`${match[2] ?? ''}${fraction}`);
  return { digits: match[1] === '-' ? -magnitude : magnitude, scale: fraction.length };
}

/** Like `parseDecimal`, but throws `DecimalError` where the text is not a decimal. */
export function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (parsed === null) throw new DecimalError(text);
  return parsed;
}

function digitsAt(value: Decimal, scale: number): bigint {
  return value.digits * 10n ** BigInt(scale - value.scale);
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: digitsAt(a, scale) + digitsAt(b, scale), scale };
}

export function negate(a: Decimal): Decimal {
  return { digits: -a.digits, scale: a.scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, negate(b));
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

export function absolute(a: Decimal): Decimal {
  return a.digits < 0n ? negate(a) : a;
}

/** -1, 0 or 1 as `a` is less than, equal to or more than `b`; 1.0 equals 1.00. */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const difference = subtract(a, b).digits;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Rounds to `scale` places, halves away from zero (1.005 → 1.01, -1.005 → -1.01), as invoices in Türkiye do. */
export function roundHalfUp(value: Decimal, scale: number): Decimal {
  if (value.scale <= scale) return { digits: digitsAt(value, scale), scale };
  const divisor = 10n ** BigInt(value.scale - scale);
  const magnitude = value.digits < 0n ? -value.digits : value.digits;
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n);
  return { digits: value.digits < 0n ? -rounded : rounded, scale };
}

/** Plain text with exactly the places the value carries: { 1250n, 2 } → "12.50". */
export function formatDecimal(value: Decimal): string {
  const sign = value.digits < 0n ? '-' : '';
  const magnitude = (value.digits < 0n ? -value.digits : value.digits)
    .toString()
    .padStart(value.scale + 1, '0');
  if (value.scale === 0) return `${sign}${magnitude}`;
  return `${sign}${magnitude.slice(0, -value.scale)}.${magnitude.slice(-value.scale)}`;
}

/** The values of spreadsheet cells: numbers as exact decimals, serial days as ISO days, and which formats show a day. */

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;
/** A spreadsheet keeps fifteen significant digits; what a file holds behind them is left over from its floats. */
const MOST_DIGITS = 15;
/** No amount is longer; longer ones are told as texts. */
const LONGEST = 40;

/** "1234.5599999999999" → "1234.56", "1.5E3" → "1500"; null for what is no number or too long to be one that people write. */
export function decimalText(value: string): string | null {
  const match = NUMBER.exec(value.trim());
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const rounded = toFifteenDigits(whole + fraction, Number(exponent) - fraction.length);
  const text = plain(rounded.digits, rounded.exponent);
  if (text.length > LONGEST) return null;
  return sign === '-' && text !== '0' ? `-${text}` : text;
}

function toFifteenDigits(given: string, exponent: number): { digits: bigint; exponent: number } {
  const digits = given.replace(/^0+/, '');
  const extra = digits.length - MOST_DIGITS;
  if (extra <= 0) return { digits: BigInt(digits || '0'), exponent };
  const isUp = Number(digits[MOST_DIGITS]) >= 5;
  return {
    digits: BigInt(digits.slice(0, MOST_DIGITS)) + (isUp ? 1n : 0n),
    exponent: exponent + extra,
  };
}

function plain(digits: bigint, exponent: number): string {
  if (digits === 0n) return '0';
  const bare = digits.toString().replace(/0+$/, '');
  const power = exponent + digits.toString().length - bare.length;
  if (Math.abs(power) > LONGEST) return bare.padEnd(LONGEST + 1, '0');
  if (power >= 0) return bare + '0'.repeat(power);
  const padded = bare.padStart(-power + 1, '0');
  return `${padded.slice(0, power)}.${padded.slice(power)}`;
}

const DAY_MS = 86_400_000;
/** The last day that a spreadsheet knows: 31 December 9999. */
const LAST_SERIAL = 2_958_465;
/** Days between the two ways of counting: from 1900, and from 1904 as old Macintosh files do. */
const OFFSET_1904 = 1462;

/**
 * The day of a serial number, its time of day dropped; null where it is no day. The 1900 way counts a 29 February 1900 that never
 * was (serial 60), so days before it lie one further back.
 */
export function dayOfSerial(number: string, counts1904: boolean): string | null {
  const serial = Math.floor(Number(number)) + (counts1904 ? OFFSET_1904 : 0);
  if (!(serial >= 1 && serial <= LAST_SERIAL) || (serial === 60 && !counts1904)) return null;
  const days = serial < 60 && !counts1904 ? serial + 1 : serial;
  return new Date(Date.UTC(1899, 11, 30) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Built-in formats that show a day (ECMA-376 part 1, 18.8.30), those of East Asian languages among them. */
function isBuiltInDay(id: number): boolean {
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58);
}

/** Whether a cell of this number format shows a day; `code` is the format's own text where the file has one. */
export function showsDay(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltInDay(id);
  const bare = code
    .replaceAll(/"[^"]*"|\\.|_.|\*./g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .split(';')[0];
  return bare !== undefined && !/^general$/i.test(bare) && /[dy]|m{3,}/i.test(bare);
}

/** "BC12" → { column: 54, row: 12 } (columns from 0); null where it is no place. */
export function placeOf(reference: string): { readonly column: number; readonly row: number } | null {
  let column = 0;
  let at = 0;
  for (; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  const row = Number(reference.slice(at));
  if (at === 0 || at > 3 || !Number.isInteger(row) || row < 1 || row > 1_048_576) return null;
  return { column: column - 1, row };
}

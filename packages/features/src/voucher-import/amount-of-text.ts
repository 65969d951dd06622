/** Reads an amount as people write it into a cell: "1.234,56", "1,234.56", "1234.5", "(100)", "₺ 100,00". Pure, exact. */
import { type Decimal, negate, parseDecimal } from '@muhasebi/accounting/money/decimal.ts';

const MARKS = /₺|\b(?:TL|TRY|USD|EUR)\b|[$€£]/gi;
const GROUPED = /^\d{1,3}(?:[.,]\d{3})+$/;

/**
 * A mark that stands last is the decimal one where both stand; a single mark before exactly three digits could be either, and
 * is not guessed at. Brackets and a minus at either end make it negative.
 */
export function amountOfText(text: string): Decimal | 'amount-unreadable' | 'amount-ambiguous' {
  const bare = text.replaceAll(MARKS, '').replaceAll(/[\s\u00a0\u202f'’]/g, '');
  const inBrackets = /^\((.+)\)$/.exec(bare)?.[1];
  const unsigned = (inBrackets ?? bare).replace(/^[+]/, '');
  const match = /^(-?)(.*?)(-?)$/.exec(unsigned);
  const body = match?.[2] ?? '';
  if (match === null || (match[1] !== '' && match[3] !== '')) return 'amount-unreadable';
  const isNegative =
    [inBrackets !== undefined, match[1] !== '', match[3] !== ''].filter(Boolean).length % 2 === 1;
  const read = unsignedOf(body);
  return typeof read === 'string' || !isNegative ? read : negate(read);
}

function unsignedOf(body: string): Decimal | 'amount-unreadable' | 'amount-ambiguous' {
  if (!/^[\d.,]+$/.test(body) || !/\d/.test(body)) return 'amount-unreadable';
  const last = Math.max(body.lastIndexOf('.'), body.lastIndexOf(','));
  const mark = body[last];
  if (mark === undefined) return parsed(body);
  const whole = body.slice(0, last);
  const fraction = body.slice(last + 1);
  const isLone = !/[.,]/.test(whole);
  if (isLone) {
    if (fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole)) return 'amount-ambiguous';
    return parsed(`${whole === '' ? '0' : whole}.${fraction}`);
  }
  // The same mark again and again separates thousands; another one before it leaves this one for the decimals.
  if (whole.includes(mark)) {
    const isEven = GROUPED.test(body) && !whole.includes(mark === '.' ? ',' : '.');
    return isEven ? parsed(body.replaceAll(mark, '')) : 'amount-unreadable';
  }
  return GROUPED.test(whole) ? parsed(`${whole.replaceAll(/[.,]/g, '')}.${fraction}`) : 'amount-unreadable';
}

const parsed = (text: string) => parseDecimal(text) ?? 'amount-unreadable';

/** Amounts as people write them into cells: "1.234,56", "1,234.56", "1234.5", "(100)", "₺ 100,00-"; read exactly or not at all. */
import { type Decimal, MAX_DECIMAL_TEXT, negate, parseDecimal, roundHalfUp } from './decimal.ts';

/** Which mark stands before the decimals: the comma as in Türkiye, or the point. */
export type DecimalMark = ',' | '.';

/**
 * empty: nothing is written. unreadable: no amount. ambiguous: "1.234" may be a thousand or one and a bit; nothing says which.
 */
export type AmountFault = 'empty' | 'unreadable' | 'ambiguous';

export type AmountReading =
  | { readonly amount: Decimal; readonly fault: null }
  | { readonly amount: null; readonly fault: AmountFault };

export type KurusReading =
  | { readonly kurus: bigint; readonly fault: null }
  | { readonly kurus: null; readonly fault: AmountFault | 'too-fine' };

const CURRENCY = /^(?:₺|\$|€|£|TL|TRY|USD|EUR|GBP)|(?:₺|\$|€|£|TL|TRY|USD|EUR|GBP)$/i;
/** Spaces of every width that spreadsheets put between thousands, and the apostrophe of Switzerland. */
const SPACES = /[\s\u00a0\u2009\u202f]+/g;
const SPACED_GROUPS = /^\d{1,3}(?:[ '’]\d{3})+(?=[.,]\d*$|$)/;
const failed = (fault: AmountFault) => ({ amount: null, fault }) as const;

/**
 * The amount of a text. `mark` is what the texts around it say of the decimal mark (`decimalMarkOf`); without it a text that can
 * be read in two ways is `ambiguous`. Brackets, or one minus at either end, make it negative; a currency at either end is dropped.
 */
export function readAmountText(text: string, mark: DecimalMark | null = null): AmountReading {
  const trimmed = text.replace(SPACES, ' ').trim();
  if (trimmed === '') return failed('empty');
  if (trimmed.length > MAX_DECIMAL_TEXT) return failed('unreadable');
  const { body, isNegative } = withoutSign(trimmed);
  if (body === null) return failed('unreadable');
  const plain = plainDecimal(body, mark);
  if (plain === 'ambiguous') return failed('ambiguous');
  const amount = plain === null ? null : parseDecimal(plain);
  if (amount === null) return failed('unreadable');
  return { amount: isNegative ? negate(amount) : amount, fault: null };
}

/** The amount in kuruş; `too-fine` where the text says more than whole kuruş: nothing is rounded behind anybody's back. */
export function readKurusText(text: string, mark: DecimalMark | null = null): KurusReading {
  const read = readAmountText(text, mark);
  if (read.amount === null) return { kurus: null, fault: read.fault };
  const { digits, scale } = roundHalfUp(read.amount, 2);
  const isWhole = digits * 10n ** BigInt(Math.max(0, read.amount.scale - scale)) === finest(read.amount);
  return isWhole ? { kurus: digits, fault: null } : { kurus: null, fault: 'too-fine' };
}

const finest = ({ digits, scale }: Decimal) => digits * 10n ** BigInt(Math.max(0, 2 - scale));

/** The decimal mark that these texts agree on; null where none of them tells, or they contradict each other. */
export function decimalMarkOf(texts: Iterable<string>): DecimalMark | null {
  const seen = new Set<DecimalMark>();
  for (const text of texts) {
    const { body } = withoutSign(text.replace(SPACES, ' ').trim());
    if (body === null || typeof plainDecimal(body, null) !== 'string') continue;
    const told = toldMark(body);
    if (told !== null) seen.add(told);
  }
  const [only] = seen;
  return seen.size === 1 && only !== undefined ? only : null;
}

/** What one readable text says of the decimal mark. */
function toldMark(body: string): DecimalMark | null {
  const marks = body.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (last !== '.' && last !== ',') return null;
  if (plainDecimal(body, null) === 'ambiguous') return null;
  const isGroup = marks.length > 1 && marks.every((each) => each === last);
  if (!isGroup) return last;
  return last === '.' ? ',' : '.';
}

function withoutSign(trimmed: string): { body: string | null; isNegative: boolean } {
  const wrong = { body: null, isNegative: false };
  const inBrackets = /^(\S{0,3} ?)\(([^()]*)\)( ?\S{0,3})$/.exec(trimmed);
  const bare = inBrackets === null ? trimmed : `${inBrackets[1]}${inBrackets[2]}${inBrackets[3]}`;
  const withoutMoney = bare.trim().replace(CURRENCY, '').trim();
  const signed = /^([-−+]?) ?(.*?) ?([-−]?)$/.exec(withoutMoney);
  if (signed === null || (signed[1] !== '' && signed[3] !== '')) return wrong;
  const isMinus = (sign: string | undefined) => sign === '-' || sign === '−';
  const isNegative = isMinus(signed[1]) || isMinus(signed[3]);
  if (inBrackets !== null && (isNegative || signed[1] === '+')) return wrong;
  // The currency may stand inside the sign as well: "-₺100".
  const body = (signed[2] ?? '').replace(CURRENCY, '').trim();
  return { body, isNegative: isNegative || inBrackets !== null };
}

/** Digits with a point before the decimals and nothing else; null where it is no amount. */
function plainDecimal(body: string, mark: DecimalMark | null): string | 'ambiguous' | null {
  const spaced = SPACED_GROUPS.exec(body);
  const text = spaced === null ? body : body.replace(/[ '’]/g, '');
  if (!/^[\d.,]*\d[\d.,]*$/.test(text)) return null;
  const marks = text.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (last === undefined) return text;
  const at = text.lastIndexOf(last);
  const whole = text.slice(0, at);
  const fraction = text.slice(at + 1);
  if (spaced !== null) return marks.length === 1 ? `${whole}.${fraction}` : null;
  if (marks.length === 1) return lonePlain(whole, last, fraction, mark);
  // The same mark all along separates thousands; another one before it leaves the last for the decimals.
  if (marks.every((each) => each === last)) return isGrouped(text, last) ? text.replaceAll(last, '') : null;
  const group = last === '.' ? ',' : '.';
  return isGrouped(whole, group) ? `${whole.replaceAll(group, '')}.${fraction}` : null;
}

/** One mark alone: before exactly three digits it may be either, unless the digits before it cannot be a group. */
function lonePlain(
  whole: string,
  found: string,
  fraction: string,
  mark: DecimalMark | null,
): string | 'ambiguous' {
  const mayGroup = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  if (mayGroup && mark === null) return 'ambiguous';
  return mayGroup && mark !== found ? `${whole}${fraction}` : `${whole || '0'}.${fraction}`;
}

function isGrouped(text: string, group: string): boolean {
  const [first = '', ...rest] = text.split(group);
  return /^\d{1,3}$/.test(first) && rest.length > 0 && rest.every((part) => /^\d{3}$/.test(part));
}

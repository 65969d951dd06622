/** Which of TCMB's rates holds on a day, and what it makes of one unit of the currency. */
import { decimal, formatDecimal, roundHalfUp } from '../money/decimal.ts';

/** döviz alış, döviz satış, efektif (banknote) alış, efektif satış. */
export type RateKind = 'alis' | 'satis' | 'efektif-alis' | 'efektif-satis';

/** What a bulletin states for one currency: TRY for `unit` of it, decimal text; null where it states none. */
export interface QuotedRates {
  readonly unit: number;
  readonly forexBuying: string | null;
  readonly forexSelling: string | null;
  readonly banknoteBuying: string | null;
  readonly banknoteSelling: string | null;
}

export interface ChosenRate {
  /** The kind that was taken: that of döviz where efektif is asked and TCMB quotes none. */
  readonly kind: RateKind;
  /** As published, for `unit` of the currency. */
  readonly quoted: string;
  /** TRY for one unit of the currency, at most 8 decimals. */
  readonly rate: string;
}

/** Places of a rate in the books. */
const RATE_SCALE = 8;

/**
 * The rate of a kind out of a bulletin; null where it states none. For efektif money that TCMB quotes no efektif rate
 * for, the döviz rate holds (130 Sıra No.lu VUK Genel Tebliği).
 */
export function chooseRate(quotes: QuotedRates, kind: RateKind): ChosenRate | null {
  const stated = quoteOf(quotes, kind);
  if (stated !== null) return { kind, quoted: stated, rate: rateOfOne(stated, quotes.unit) };
  if (kind === 'efektif-alis') return chooseRate(quotes, 'alis');
  return kind === 'efektif-satis' ? chooseRate(quotes, 'satis') : null;
}

function quoteOf(quotes: QuotedRates, kind: RateKind): string | null {
  if (kind === 'alis') return quotes.forexBuying;
  if (kind === 'satis') return quotes.forexSelling;
  return kind === 'efektif-alis' ? quotes.banknoteBuying : quotes.banknoteSelling;
}

/** "27.9131" for 100 JPY → "0.279131"; `unit` is a power of ten. Throws `DecimalError`, RangeError on another unit. */
export function rateOfOne(quoted: string, unit: number): string {
  const places = [1, 10, 100, 1000].indexOf(unit);
  if (places < 0) throw new RangeError(`a rate is quoted for 1, 10, 100 or 1000, not for ${unit}`);
  const { digits, scale } = decimal(quoted);
  const exact = { digits, scale: scale + places };
  return formatDecimal(exact.scale > RATE_SCALE ? roundHalfUp(exact, RATE_SCALE) : exact);
}

/**
 * Working days (Monday to Friday) after `rateDate` and before `day`, ISO. The bulletin in force on a day is the last one
 * before it: it is made at 15:30 and stands in the Resmî Gazete of the next day. So a bulletin holds for `day` only if
 * none of these days had one of its own.
 */
export function workingDaysBetween(rateDate: string, day: string): string[] {
  const days: string[] = [];
  for (let at = dayAfter(rateDate); at < day; at = dayAfter(at)) if (isWeekday(at)) days.push(at);
  return days;
}

/** Monday to Friday. */
export function isWeekday(day: string): boolean {
  const number = new Date(`${day}T00:00:00Z`).getUTCDay();
  return number !== 0 && number !== 6;
}

/** The ISO day after `day`. */
export function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

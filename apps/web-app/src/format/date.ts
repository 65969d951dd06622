/** Dates as people read them, and the months that reports start from; ISO text in, no time zone guessed for plain dates. */
import type { Language } from './amount.ts';

/** "2026-11-23" → "23.11.2026" (Turkish) or "23/11/2026" (English). */
export function formatDate(iso: string, language: Language): string {
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  return [day, month, year].join(language === 'tr' ? '.' : '/');
}

/** Türkiye's clock, wherever the reader sits: the books and their legal times are kept in it. */
const TURKIYE = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Istanbul',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function inTurkiye(moment: Date): { date: string; time: string } {
  const parts = new Map(TURKIYE.formatToParts(moment).map(({ type, value }) => [type, value]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return { date: `${of('year')}-${of('month')}-${of('day')}`, time: `${of('hour')}:${of('minute')}` };
}

/** A moment on Türkiye's clock: "23.11.2026 14:05". */
export function formatMoment(iso: string, language: Language): string {
  const { date, time } = inTurkiye(new Date(iso));
  return `${formatDate(date, language)} ${time}`;
}

/** Today's date in Türkiye, ISO. */
export function isoToday(now: Date): string {
  return inTurkiye(now).date;
}

/** First and last day of a month (1–12), ISO. */
export function monthRange(year: number, month: number): { from: string; to: string } {
  const two = String(month).padStart(2, '0');
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { from: `${year}-${two}-01`, to: `${year}-${two}-${last}` };
}

/** Reads "23.11.2026", "23/11/26", "2311", "23.11" (this year) or ISO; null where it is no date. */
export function parseDate(typed: string, thisYear: number): string | null {
  const text = typed.trim();
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const parts = iso
    ? { d: iso[3], m: iso[2], y: iso[1] }
    : (
        /^(?<d>\d{1,2})[./ -](?<m>\d{1,2})(?:[./ -](?<y>\d{4}|\d{2}))?$/.exec(text) ??
        /^(?<d>\d{2})(?<m>\d{2})(?<y>\d{4}|\d{2})?$/.exec(text)
      )?.groups;
  if (parts === undefined) return null;
  const year = parts.y === undefined ? thisYear : Number(parts.y) + (parts.y.length === 2 ? 2000 : 0);
  const month = Number(parts.m);
  const day = Number(parts.d);
  const real = new Date(Date.UTC(year, month - 1, day));
  // A day that the month does not have rolls over into another month.
  if (real.getUTCMonth() !== month - 1) return null;
  return real.toISOString().slice(0, 10);
}

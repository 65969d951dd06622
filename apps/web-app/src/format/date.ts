/** Dates as people read them, and the months that reports start from; ISO text in, no time zone guessed for plain dates. */
import type { Language } from './amount.ts';

/** "2026-11-23" → "23.11.2026" (Turkish) or "23/11/2026" (English). */
export function formatDate(iso: string, language: Language): string {
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  return [day, month, year].join(language === 'tr' ? '.' : '/');
}

/** A moment in the reader's own time zone: "23.11.2026 14:05". */
export function formatMoment(iso: string, language: Language): string {
  const moment = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${formatDate(date, language)} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** Today's date in the reader's time zone, ISO. */
export function isoToday(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
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

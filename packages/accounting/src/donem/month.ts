/** The month of the books (dönem): named "2026-11", by the calendar of Türkiye. */

/** A month as days: its first day, and the first day of the next one, which is no longer part of it. */
export interface MonthDays {
  readonly from: string;
  readonly until: string;
}

/** Months and days are those of Türkiye, whatever the machine's zone. */
const inIstanbul = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Istanbul' });

/** The day on which a moment lies, "2026-11-27". */
export function dayOf(moment: Date): string {
  return inIstanbul.format(moment);
}

/** The month in which a moment lies, "2026-11". */
export function monthOf(moment: Date): string {
  return dayOf(moment).slice(0, 7);
}

/** Whether a text names a month that books can have: 1994 (the year of the uniform chart) to 2199. */
export function isMonth(text: string): boolean {
  return /^(199[4-9]|20\d\d|21\d\d)-(0[1-9]|1[0-2])$/.test(text);
}

/** The month that lies `step` months later, or earlier where negative. */
export function monthAfter(month: string, step: number): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + step;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** First day of the month and first day of the next: "2026-12" is from 2026-12-01 until 2027-01-01. */
export function daysOfMonth(month: string): MonthDays {
  return { from: `${month}-01`, until: `${monthAfter(month, 1)}-01` };
}

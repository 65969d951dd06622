/** Dates that come back: every month, quarter or year on one day, or on the last where a month is shorter. */

export type Recurrence = 'month' | 'quarter' | 'year';

const MONTHS: Readonly<Record<Recurrence, number>> = { month: 1, quarter: 3, year: 12 };

/** The date after `due` (ISO) on which it comes again; `day` is 1 to 31 and does not wear away in February. */
export function dueAfter(due: string, every: Recurrence, day: number): string {
  const [year = 0, month = 1] = due.split('-').map(Number);
  const months = year * 12 + (month - 1) + MONTHS[every];
  return dayOfMonth(Math.floor(months / 12), (months % 12) + 1, day);
}

/** The first date on or after `from` (ISO) that falls on the day. */
export function firstDue(from: string, day: number): string {
  const [year = 0, month = 1] = from.split('-').map(Number);
  const inMonth = dayOfMonth(year, month, day);
  return inMonth >= from ? inMonth : dueAfter(inMonth, 'month', day);
}

function dayOfMonth(year: number, month: number, day: number): string {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(Math.min(day, last))}`;
}

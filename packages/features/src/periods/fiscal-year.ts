/** Which months a fiscal year has: it is named for the calendar year in which it starts. */
import { daysOfMonth, monthAfter } from '@muhasebi/accounting/donem/month.ts';

export interface YearMonths {
  readonly firstMonth: string;
  readonly lastMonth: string;
  /** ISO days. */
  readonly firstDay: string;
  readonly lastDay: string;
}

/** `startMonth` 1 to 12. */
export function monthsOfYear(year: number, startMonth: number): YearMonths {
  const firstMonth = `${year}-${String(startMonth).padStart(2, '0')}`;
  const lastMonth = monthAfter(firstMonth, 11);
  return { firstMonth, lastMonth, firstDay: `${firstMonth}-01`, lastDay: lastDayOf(lastMonth) };
}

/** "2026-02" → "2026-02-28". */
export function lastDayOf(month: string): string {
  const next = new Date(`${daysOfMonth(month).until}T00:00:00Z`);
  return new Date(next.getTime() - 86_400_000).toISOString().slice(0, 10);
}

/** The fiscal year in which a month lies. */
export function yearOfMonth(month: string, startMonth: number): number {
  return Number(month.slice(0, 4)) - (Number(month.slice(5)) < startMonth ? 1 : 0);
}

/** The month in which the fiscal year of a month ends. */
export function lastMonthOf(month: string, startMonth: number): string {
  return monthsOfYear(yearOfMonth(month, startMonth), startMonth).lastMonth;
}

/** Which months the books of the demo's trader have on a day: a fiscal year that is closed as a whole, and the one after it up to today. */
import { monthAfter } from '@muhasebi/accounting/donem/month.ts';
import { lastDayOf } from '@muhasebi/features/periods/fiscal-year.ts';
import { DEMO_MONTHS, demoDay } from './demo-invoices.ts';

export interface TraderMonth {
  /** "2026-11". */
  readonly month: string;
  /** 0 in the first month of the books. */
  readonly index: number;
  /** 0 in the running month. */
  readonly monthsBack: number;
  readonly lastDay: string;
}

/** The fiscal year that is closed: the last one in which no document of the demo lies. */
export function closedYear(today: string): number {
  return Number(demoDay(today, DEMO_MONTHS - 1, 1).slice(0, 4)) - 1;
}

/** From January of the closed year to the running month. */
export function traderMonths(today: string): TraderMonth[] {
  const first = `${closedYear(today)}-01`;
  const running = today.slice(0, 7);
  const months: TraderMonth[] = [];
  for (let month = first; month <= running; month = monthAfter(month, 1))
    months.push({ month, index: months.length, monthsBack: 0, lastDay: lastDayOf(month) });
  return months.map((each) => ({ ...each, monthsBack: months.length - 1 - each.index }));
}

/** Closed for good are the first year and all months but these. */
export const MONTHS_LEFT_OPEN = 3;

/** Mart, haziran, eylül, aralık: foreign money is valued at the end of a quarter. */
export const endsQuarter = ({ month }: TraderMonth): boolean => Number(month.slice(5)) % 3 === 0;

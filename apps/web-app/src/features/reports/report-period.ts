/** The periods that a report is usually asked for, by today's day. */

import { dayAfter } from '@muhasebi/accounting/donem/hesap-donemi.ts';
import { monthAfter } from '@muhasebi/accounting/donem/month.ts';

export const PERIODS = ['month', 'lastMonth', 'quarter', 'lastQuarter', 'year', 'lastYear'] as const;
export type PeriodName = (typeof PERIODS)[number];

export interface Days {
  readonly from: string;
  readonly to: string;
}

/** So many whole months from the first of one on. */
const monthsFrom = (month: string, count: number): Days => ({
  from: `${month}-01`,
  to: dayAfter(`${monthAfter(month, count)}-01`, -1),
});

/** `today` is an ISO day. Quarters and years are those of the calendar. */
export function daysOf(name: PeriodName, today: string): Days {
  const month = today.slice(0, 7);
  const year = today.slice(0, 4);
  const quarter = `${year}-${String(Math.floor((Number(month.slice(5)) - 1) / 3) * 3 + 1).padStart(2, '0')}`;
  switch (name) {
    case 'month':
      return monthsFrom(month, 1);
    case 'lastMonth':
      return monthsFrom(monthAfter(month, -1), 1);
    case 'quarter':
      return monthsFrom(quarter, 3);
    case 'lastQuarter':
      return monthsFrom(monthAfter(quarter, -3), 3);
    case 'year':
      return monthsFrom(`${year}-01`, 12);
    case 'lastYear':
      return monthsFrom(`${Number(year) - 1}-01`, 12);
  }
}

/** Null where the days are none of the usual ones. */
export function nameOf({ from, to }: Days, today: string): PeriodName | null {
  const found = PERIODS.find((name) => {
    const days = daysOf(name, today);
    return days.from === from && days.to === to;
  });
  return found ?? null;
}

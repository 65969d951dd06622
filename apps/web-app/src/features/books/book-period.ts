/** The period that the books show: months, quarters and the whole of a fiscal year, or any range; as days of the address. */

export interface BookPeriod {
  /** "ay-3", "ceyrek-1", "yil"; counted within the fiscal year. */
  readonly id: string;
  readonly kind: 'month' | 'quarter' | 'year';
  readonly nth: number;
  readonly from: string;
  readonly to: string;
}

/** First and last day of some months, counted from a month of a year; 1 is January, 13 the next one. */
function daysOf(year: number, month: number, months: number): { from: string; to: string } {
  const iso = (at: number, day: number) => new Date(Date.UTC(year, at, day)).toISOString().slice(0, 10);
  return { from: iso(month - 1, 1), to: iso(month - 1 + months, 0) };
}

/** The fiscal year that a day lies in; `startMonth`: 1 to 12. */
export function fiscalYearOf(day: string, startMonth: number): number {
  return Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < startMonth ? 1 : 0);
}

/** Of a fiscal year: the whole, its quarters, its months. */
export function periodsOf(year: number, startMonth: number): readonly BookPeriod[] {
  const some = (kind: BookPeriod['kind'], name: string, count: number): BookPeriod[] =>
    Array.from({ length: count }, (_, at) => ({
      id: count === 1 ? name : `${name}-${at + 1}`,
      kind,
      nth: at + 1,
      ...daysOf(year, startMonth + at * (12 / count), 12 / count),
    }));
  return [...some('year', 'yil', 1), ...some('quarter', 'ceyrek', 4), ...some('month', 'ay', 12)];
}

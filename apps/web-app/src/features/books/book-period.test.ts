/** Periods of a fiscal year as days. */
import { expect, it } from 'vitest';
import { fiscalYearOf, periodsOf } from './book-period.ts';

it('a fiscal year has itself, four quarters and twelve months, also where it begins in another month', () => {
  const days = (year: number, start: number, id: string) => {
    const found = periodsOf(year, start).find((period) => period.id === id);
    return [found?.from, found?.to];
  };
  expect(periodsOf(2026, 1)).toHaveLength(17);
  expect(days(2026, 1, 'yil')).toEqual(['2026-01-01', '2026-12-31']);
  expect(days(2028, 1, 'ay-2')).toEqual(['2028-02-01', '2028-02-29']);
  expect(days(2026, 7, 'yil')).toEqual(['2026-07-01', '2027-06-30']);
  expect(days(2026, 7, 'ceyrek-3')).toEqual(['2027-01-01', '2027-03-31']);
  expect(fiscalYearOf('2027-06-30', 7)).toBe(2026);
});

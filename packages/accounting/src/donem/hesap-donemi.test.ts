/** Days of fiscal years. */
import { expect, it } from 'vitest';
import { dayAfter, firstDayOfYear, yearBefore } from './hesap-donemi.ts';

it('a fiscal year begins in its own month, in the calendar year before where the month is not reached yet', () => {
  expect(firstDayOfYear('2026-11-23', 1)).toBe('2026-01-01');
  expect(firstDayOfYear('2026-05-31', 6)).toBe('2025-06-01');
  expect(firstDayOfYear('2026-06-01', 6)).toBe('2026-06-01');
});

it('a day is followed by the next one over months and years, and the last day of a month was one a year before', () => {
  expect(dayAfter('2026-12-31')).toBe('2027-01-01');
  expect(dayAfter('2024-03-01', -1)).toBe('2024-02-29');
  expect(yearBefore('2026-11-23')).toBe('2025-11-23');
  expect(yearBefore('2024-02-29')).toBe('2023-02-28');
  expect(yearBefore('2025-02-28')).toBe('2024-02-29');
  expect(yearBefore('2026-12-31')).toBe('2025-12-31');
});

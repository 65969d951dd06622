/** Rules of dates that come back. */
import { expect, it } from 'vitest';
import { dueAfter, firstDue } from './recurrence.ts';

it('a date comes again on its day, on the last of a shorter month, and on its day again after that', () => {
  expect(dueAfter('2026-01-31', 'month', 31)).toBe('2026-02-28');
  expect(dueAfter('2026-02-28', 'month', 31)).toBe('2026-03-31');
  expect(dueAfter('2027-11-30', 'quarter', 30)).toBe('2028-02-29');
  expect(dueAfter('2028-02-29', 'year', 29)).toBe('2029-02-28');
  expect(dueAfter('2026-12-15', 'month', 15)).toBe('2027-01-15');
});

it('the first one is on or after the day from which it is wanted', () => {
  expect(firstDue('2026-11-28', 28)).toBe('2026-11-28');
  expect(firstDue('2026-11-28', 5)).toBe('2026-12-05');
  expect(firstDue('2026-02-10', 31)).toBe('2026-02-28');
});

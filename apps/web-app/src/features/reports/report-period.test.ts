/** The usual periods of reports. */
import { expect, it } from 'vitest';
import { daysOf, nameOf, PERIODS } from './report-period.ts';

it('are whole months, quarters and years of the calendar, also across the turn of a year', () => {
  const today = '2026-02-28';
  expect(PERIODS.map((name) => Object.values(daysOf(name, today)).join('/'))).toEqual([
    '2026-02-01/2026-02-28',
    '2026-01-01/2026-01-31',
    '2026-01-01/2026-03-31',
    '2025-10-01/2025-12-31',
    '2026-01-01/2026-12-31',
    '2025-01-01/2025-12-31',
  ]);
});

it('are known again by their days', () => {
  expect(PERIODS.map((name) => nameOf(daysOf(name, '2026-11-28'), '2026-11-28'))).toEqual([...PERIODS]);
  expect(nameOf({ from: '2026-11-02', to: '2026-11-30' }, '2026-11-28')).toBeNull();
});

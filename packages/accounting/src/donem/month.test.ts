/** Months of the books. */
import { expect, it } from 'vitest';
import { daysOfMonth, isMonth, monthAfter, monthOf } from './month.ts';

it('a month begins and ends by the calendar of Türkiye, over the turn of the year too', () => {
  expect(monthOf(new Date('2026-12-31T21:30:00Z'))).toBe('2027-01');
  expect(monthOf(new Date('2026-12-31T20:30:00Z'))).toBe('2026-12');
  expect(daysOfMonth('2026-12')).toEqual({ from: '2026-12-01', until: '2027-01-01' });
  expect(daysOfMonth('2026-02')).toEqual({ from: '2026-02-01', until: '2026-03-01' });
});

it('a month is reached from any other by as many steps back as forth', () => {
  expect(monthAfter('2026-01', -1)).toBe('2025-12');
  expect(monthAfter('2026-11', 14)).toBe('2028-01');
  for (let step = -40; step <= 40; step++)
    expect(monthAfter(monthAfter('2026-07', step), -step)).toBe('2026-07');
});

it('only a month that books can have is one', () => {
  expect(['2026-11', '1994-01', '2199-12'].every(isMonth)).toBe(true);
  expect(['2026-13', '2026-00', '1993-12', '2026-1', '2026-11-01', '', '0000-01'].some(isMonth)).toBe(false);
});

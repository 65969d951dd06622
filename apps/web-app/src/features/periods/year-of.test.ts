/** The fiscal year that the page of months shows. */
import { expect, it } from 'vitest';
import { yearOf } from './year-of.ts';

it('the year of the address comes first, then that of the chosen month, then today’s, by the client’s fiscal year', () => {
  expect(yearOf({ yil: '2024', donem: '2026-03' }, 1, '2026-11-23')).toBe(2024);
  expect(yearOf({ donem: '2025-03' }, 1, '2026-11-23')).toBe(2025);
  expect(yearOf({ donem: '2025-03' }, 4, '2026-11-23')).toBe(2024);
  expect(yearOf({ yil: 'eski', donem: 'tum' }, 7, '2026-02-01')).toBe(2025);
});

/** The days that a page of a client shows, and the month that is remembered. */
import { beforeEach, expect, it } from 'vitest';
import { forgetMonths, rememberedMonth, rememberMonth } from './month-memory.ts';
import { daysOfAddress } from './use-client-month.ts';

beforeEach(forgetMonths);

it('a month is its first to its last day, days of the address come before it, and neither is all days', () => {
  expect(daysOfAddress({ donem: '2026-02' })).toEqual({ bas: '2026-02-01', son: '2026-02-28' });
  expect(daysOfAddress({ donem: '2026-02', son: '2026-12-31' })).toEqual({
    bas: undefined,
    son: '2026-12-31',
  });
  expect(daysOfAddress({})).toEqual({ bas: undefined, son: undefined });
  expect(daysOfAddress({ donem: '2026-13' })).toEqual({ bas: undefined, son: undefined });
});

it('each client has its own month until the office is left', () => {
  rememberMonth('a', '2026-10');
  rememberMonth('b', '2026-11');
  expect([rememberedMonth('a'), rememberedMonth('b'), rememberedMonth('c')]).toEqual([
    '2026-10',
    '2026-11',
    null,
  ]);
  forgetMonths();
  expect(rememberedMonth('a')).toBeNull();
});

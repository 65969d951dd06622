/** The lock of an account, decided from its failures alone. */
import { expect, it } from 'vitest';
import { lockedMinutes } from './lock-out.ts';

const start = Date.parse('2026-11-23T09:00:00Z');
const at = (minutes: number) => new Date(start + minutes * 60_000);
/** So many failures, the last at the start. */
const failures = (count: number) => ({ count, lastAt: at(0) });

it('four failures leave the account open and the fifth locks it for a minute', () => {
  expect(lockedMinutes({ count: 0, lastAt: null }, at(0))).toBe(0);
  expect(lockedMinutes(failures(4), at(0))).toBe(0);
  expect(lockedMinutes(failures(5), at(0))).toBe(1);
});

it('each further failure doubles the wait, up to an hour', () => {
  expect([6, 7, 8, 9, 10, 11, 12, 40].map((count) => lockedMinutes(failures(count), at(0)))).toEqual([
    2, 4, 8, 16, 32, 60, 60, 60,
  ]);
});

it('the lock ends when its minutes have passed since the last failure', () => {
  expect(lockedMinutes(failures(7), at(3.9))).toBe(1);
  expect(lockedMinutes(failures(7), at(4))).toBe(0);
});

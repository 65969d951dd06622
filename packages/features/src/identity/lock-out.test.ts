/** The lock of an account, decided from its events alone. */
import { expect, it } from 'vitest';
import { type DoorEvent, lockedMinutes } from './lock-out.ts';

const start = Date.parse('2026-11-23T09:00:00Z');
const at = (minutes: number) => new Date(start + minutes * 60_000);
/** Newest first, as the query gives them; all at the same minute. */
const events = (...kinds: string[]): DoorEvent[] => kinds.map((kind) => ({ kind, at: at(0) }));
const tries = (count: number) => events(...Array<string>(count).fill('sign-in-attempt'));

it('four failures leave the account open and the fifth locks it for a minute', () => {
  expect(lockedMinutes(tries(4), at(0))).toBe(0);
  expect(lockedMinutes(tries(5), at(0))).toBe(1);
});

it('each further failure doubles the wait, up to an hour', () => {
  expect([6, 7, 8, 9, 10, 11, 12, 40].map((count) => lockedMinutes(tries(count), at(0)))).toEqual([
    2, 4, 8, 16, 32, 60, 60, 60,
  ]);
});

it('the lock ends when its minutes have passed since the last failure', () => {
  expect(lockedMinutes(tries(7), at(3.9))).toBe(1);
  expect(lockedMinutes(tries(7), at(4))).toBe(0);
});

it.each(['signed-in', 'password-reset', 'unlocked'])('after %s the count starts anew', (kind) => {
  expect(lockedMinutes([...tries(4), ...events(kind), ...tries(30)], at(0))).toBe(0);
});

it('a right password whose code is still open is no failure and does not start the count anew', () => {
  const accepted = events('password-accepted', 'sign-in-attempt');
  expect(lockedMinutes([...accepted, ...accepted, ...tries(4)], at(0))).toBe(0);
  expect(lockedMinutes([...tries(1), ...accepted, ...tries(4)], at(0))).toBe(1);
});

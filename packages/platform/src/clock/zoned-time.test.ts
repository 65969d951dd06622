/** Wall clocks of zones with and without summer time. */
import { expect, it } from 'vitest';
import { dayIn, isTimeZone, momentIn } from './zoned-time.ts';

it('a day begins at midnight of the zone, not of Greenwich', () => {
  expect(dayIn('Europe/Istanbul', new Date('2026-11-27T21:30:00Z'))).toBe('2026-11-28');
  expect(dayIn('Europe/Istanbul', new Date('2026-11-27T20:59:00Z'))).toBe('2026-11-27');
  expect(momentIn('Europe/Istanbul', '2026-11-28', '08:30').toISOString()).toBe('2026-11-28T05:30:00.000Z');
});

it('a time that the clock skips is as much later, one that it shows twice is the first of both', () => {
  expect(momentIn('Europe/Berlin', '2026-03-29', '02:30').toISOString()).toBe('2026-03-29T01:30:00.000Z');
  expect(momentIn('Europe/Berlin', '2026-10-25', '02:30').toISOString()).toBe('2026-10-25T00:30:00.000Z');
  expect(momentIn('Europe/Berlin', '2026-07-01', '08:00').toISOString()).toBe('2026-07-01T06:00:00.000Z');
  expect(momentIn('Asia/Kathmandu', '2026-07-01', '08:00').toISOString()).toBe('2026-07-01T02:15:00.000Z');
});

it('a zone that the calendar does not know is none', () => {
  expect([isTimeZone('Europe/Istanbul'), isTimeZone('Ay/Karanlık')]).toEqual([true, false]);
});

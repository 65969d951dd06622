/** Tests of reading and writing dates. */
import { describe, expect, it } from 'vitest';
import { formatDate, formatMoment, isoToday, monthRange, parseDate } from './date.ts';

describe('dates', () => {
  it('are written day first', () => {
    expect(formatDate('2026-11-23', 'tr')).toBe('23.11.2026');
    expect(formatDate('2026-11-23', 'en')).toBe('23/11/2026');
  });
  it.each([
    ['23.11.2026', '2026-11-23'],
    ['3.1.2026', '2026-01-03'],
    ['23/11/26', '2026-11-23'],
    ['23.11', '2026-11-23'],
    ['2311', '2026-11-23'],
    ['23112025', '2025-11-23'],
    ['2026-11-23', '2026-11-23'],
    ['29.02.2028', '2028-02-29'],
  ])('"%s" is read as %s', (typed, iso) => expect(parseDate(typed, 2026)).toBe(iso));
  it.each(['', '31.02.2026', '32.01.2026', '29.02.2026', '1', 'dün', '23.13.2026', '2026-02-30'])(
    '"%s" is no date',
    (typed) => expect(parseDate(typed, 2026)).toBeNull(),
  );
  it('are those of Türkiye, where a day begins three hours before it does in UTC', () => {
    expect(formatMoment('2026-11-23T20:59:00Z', 'tr')).toBe('23.11.2026 23:59');
    expect(formatMoment('2026-11-23T21:05:00Z', 'tr')).toBe('24.11.2026 00:05');
    expect(isoToday(new Date('2026-12-31T22:00:00Z'))).toBe('2027-01-01');
  });
  it('a month ends on its own last day', () => {
    expect(monthRange(2026, 2)).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(monthRange(2028, 2).to).toBe('2028-02-29');
    expect(monthRange(2026, 12).to).toBe('2026-12-31');
  });
});

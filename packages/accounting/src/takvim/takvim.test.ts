/** Holidays, working days and due days, against the calendar on the wall. */
import { expect, it } from 'vitest';
import { countDueDays, type DueRule, lastDueDay, nextDueDay } from './due-days.ts';
import { firstWorkingDay, isWorkingDay, lastWorkingDay, weekdayOf } from './is-gunu.ts';
import { addDays, BAYRAM_FIRST_DAYS, BAYRAMS_KNOWN_UNTIL, tatilOn } from './resmi-tatiller.ts';

const series = (rule: DueRule, after: string, count: number): string[] => {
  const days: string[] = [];
  for (let day = after; days.length < count; days.push(day)) day = nextDueDay(rule, day);
  return days;
};

it('the feasts have their eves and their days', () => {
  expect(tatilOn('2026-03-19')).toMatchObject({ name: 'Ramazan Bayramı arifesi', length: 'half' });
  expect(tatilOn('2026-03-22')).toMatchObject({ name: 'Ramazan Bayramı', length: 'whole' });
  expect(tatilOn('2026-03-23')).toBeNull();
  expect(tatilOn('2026-05-26')?.length).toBe('half');
  expect(tatilOn('2026-05-30')?.name).toBe('Kurban Bayramı');
  expect(tatilOn('2026-05-31')).toBeNull();
});

it('every year that is said to be known has both feasts, eleven days earlier each year or so', () => {
  const years = BAYRAM_FIRST_DAYS.map(({ ramazan }) => Number(ramazan.slice(0, 4)));
  expect(years).toEqual(Array.from({ length: BAYRAMS_KNOWN_UNTIL - 2020 + 1 }, (_, index) => 2020 + index));
  for (const { ramazan, kurban } of BAYRAM_FIRST_DAYS) {
    const apart = (Date.parse(kurban) - Date.parse(ramazan)) / 86_400_000;
    expect([67, 68, 69]).toContain(apart);
  }
});

it('a holiday holds from the day of its law', () => {
  expect(tatilOn('2016-07-15')).toBeNull();
  expect(tatilOn('2017-07-15')?.name).toBe('Demokrasi ve Millî Birlik Günü');
  expect(tatilOn('2008-05-01')).toBeNull();
  expect(tatilOn('2009-05-01')?.source).toContain('5892');
});

it('a half day is worked, a whole holiday and a weekend are not', () => {
  expect(isWorkingDay('2026-10-28')).toBe(true);
  expect(isWorkingDay('2026-10-29')).toBe(false);
  expect(isWorkingDay('2026-11-28')).toBe(false);
  expect(weekdayOf('2026-11-28')).toBe(6);
});

it('where two holidays fall on one day, the whole one holds', () => {
  // 23 Nisan 2023 was the third day of Ramazan Bayramı, 22 Nisan 2029 … the eve of Kurban is 23 Nisan 2029.
  expect(tatilOn('2029-04-23')).toMatchObject({ name: 'Ulusal Egemenlik ve Çocuk Bayramı', length: 'whole' });
});

it('first and last working days lie beyond weekends and feasts', () => {
  expect(firstWorkingDay('2026-01')).toBe('2026-01-02');
  expect(firstWorkingDay('2026-08')).toBe('2026-08-03');
  expect(lastWorkingDay('2026-05')).toBe('2026-05-26');
  expect(lastWorkingDay('2026-02')).toBe('2026-02-27');
});

it('a monthly day falls on the last day of a short month and moves off days that are not worked', () => {
  const on31: DueRule = { every: 'month', day: 31, offDay: 'keep' };
  expect(series(on31, '2026-01-30', 3)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
  const first: DueRule = { every: 'month', day: 1, offDay: 'next' };
  expect(series(first, '2025-12-31', 3)).toEqual(['2026-01-02', '2026-02-02', '2026-03-02']);
  const before: DueRule = { every: 'month', day: 1, offDay: 'previous' };
  // The first of January is a holiday: the day before is worked, and lies in the year before.
  expect(series(before, '2025-12-30', 2)).toEqual(['2025-12-31', '2026-01-30']);
});

it('a day that is moved is due once, whichever day one asks from', () => {
  const rules: DueRule[] = [
    { every: 'week', weekday: 3, offDay: 'next' },
    { every: 'week', weekday: 6, offDay: 'previous' },
    { every: 'month', day: 28, offDay: 'next' },
    { every: 'month', day: 'last-working', offDay: 'keep' },
    { every: 'day', workingDaysOnly: true },
  ];
  for (const rule of rules) {
    const due = series(rule, '2026-01-01', 30);
    expect(due).toEqual([...new Set(due)].sort());
    const last = due.at(-1) ?? '';
    const asked = new Set<string>();
    for (let day = '2026-01-01'; day < last; day = addDays(day, 1)) asked.add(nextDueDay(rule, day));
    expect([...asked]).toEqual(due);
  }
});

it('what was missed is counted, and the last of it is known', () => {
  const daily: DueRule = { every: 'day', workingDaysOnly: true };
  // 20 and 23 March 2026 are the feast's first day and the Monday after it.
  expect(countDueDays(daily, '2026-03-18', '2026-03-23')).toBe(3);
  expect(lastDueDay(daily, '2026-03-18', '2026-03-22')).toBe('2026-03-19');
  expect(lastDueDay(daily, '2026-03-20', '2026-03-22')).toBeNull();
});

/** Days on which something that comes back is due: daily, weekly, monthly, moved off days that are not worked. */
import {
  firstWorkingDay,
  lastDayOf,
  lastWorkingDay,
  weekdayOf,
  workingDayFrom,
  workingDayUntil,
} from './is-gunu.ts';
import { addDays } from './resmi-tatiller.ts';

/** Where a day that is not worked is moved to. */
export type OffDay = 'keep' | 'next' | 'previous';

export type DueRule =
  | { readonly every: 'day'; readonly workingDaysOnly: boolean }
  /** 1 Monday to 7 Sunday. */
  | { readonly every: 'week'; readonly weekday: number; readonly offDay: OffDay }
  /** Day 1 to 31; the last one where the month is shorter. */
  | {
      readonly every: 'month';
      readonly day: number | 'first-working' | 'last-working';
      readonly offDay: OffDay;
    };

/** A feast with its weekend and the days around it is shorter than this. */
const MOST_MOVED_DAYS = 15;

/** The first due day after `day` (ISO). */
export function nextDueDay(rule: DueRule, day: string): string {
  if (rule.every === 'day') {
    const next = addDays(day, 1);
    return rule.workingDaysOnly ? workingDayFrom(next) : next;
  }
  // A nominal day before may be moved past `day`, and one after it to before: so it is begun a little earlier.
  for (let nominal = nominalFrom(rule, addDays(day, -MOST_MOVED_DAYS)); ; ) {
    const due = moved(rule, nominal);
    if (due > day) return due;
    nominal = nominalFrom(rule, addDays(nominal, 1));
  }
}

/** The last due day up to `day`, itself included; null where none lies on or after `from`. */
export function lastDueDay(rule: DueRule, from: string, day: string): string | null {
  let last: string | null = null;
  for (let due = nextDueDay(rule, addDays(from, -1)); due <= day; due = nextDueDay(rule, due)) last = due;
  return last;
}

/** How many due days lie from `from` to `to`, both included. */
export function countDueDays(rule: DueRule, from: string, to: string): number {
  let count = 0;
  for (let due = nextDueDay(rule, addDays(from, -1)); due <= to; due = nextDueDay(rule, due)) count += 1;
  return count;
}

type Periodic = Exclude<DueRule, { every: 'day' }>;

/** The first day on or after `from` that the rule names, not yet moved. */
function nominalFrom(rule: Periodic, from: string): string {
  if (rule.every === 'week') return addDays(from, (rule.weekday - weekdayOf(from) + 7) % 7);
  const month = from.slice(0, 7);
  const inMonth = dayOfMonth(rule.day, month);
  return inMonth >= from ? inMonth : dayOfMonth(rule.day, addDays(lastDayOf(month), 1).slice(0, 7));
}

function dayOfMonth(day: number | 'first-working' | 'last-working', month: string): string {
  if (day === 'first-working') return firstWorkingDay(month);
  if (day === 'last-working') return lastWorkingDay(month);
  const last = lastDayOf(month);
  const named = `${month}-${String(day).padStart(2, '0')}`;
  return named < last ? named : last;
}

function moved(rule: Periodic, day: string): string {
  if (rule.offDay === 'next') return workingDayFrom(day);
  return rule.offDay === 'previous' ? workingDayUntil(day) : day;
}

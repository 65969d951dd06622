/** Working days (iş günü): no Saturday, no Sunday, no whole public holiday; a half day is worked in its morning. */
import { addDays, tatilOn } from './resmi-tatiller.ts';

export function isWorkingDay(day: string): boolean {
  const weekday = weekdayOf(day);
  return weekday <= 5 && tatilOn(day)?.length !== 'whole';
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** The day itself where it is worked, else the next that is. */
export function workingDayFrom(day: string): string {
  return isWorkingDay(day) ? day : workingDayFrom(addDays(day, 1));
}

/** The day itself where it is worked, else the last before it that was. */
export function workingDayUntil(day: string): string {
  return isWorkingDay(day) ? day : workingDayUntil(addDays(day, -1));
}

/** "2026-11" → its first working day. */
export function firstWorkingDay(month: string): string {
  return workingDayFrom(`${month}-01`);
}

/** "2026-11" → its last working day. */
export function lastWorkingDay(month: string): string {
  return workingDayUntil(lastDayOf(month));
}

/** "2026-02" → "2026-02-28". */
export function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

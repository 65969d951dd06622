/** When a schedule is due: days by the calendar of Türkiye, moments by the clock of the office. */
import { countDueDays, type DueRule, lastDueDay, nextDueDay } from '@muhasebi/accounting/takvim/due-days.ts';
import { addDays } from '@muhasebi/accounting/takvim/resmi-tatiller.ts';
import { dayIn, momentIn } from '@muhasebi/platform/clock/zoned-time.ts';
import type { ScheduleRule } from './contract.ts';
import type { Timing } from './schedules.queries.ts';

/** A rule that comes by the clock. */
export type ClockRule = DueRule & { readonly time: string };

/** Null where closings decide. */
export function clockRuleOf(rule: ScheduleRule): ClockRule | null {
  return rule.every === 'closing' ? null : rule;
}

/** The next due moment after `now`, or from when on closings count. */
export function timingFrom(rule: ScheduleRule, timeZone: string, now: Date): Timing {
  const byClock = clockRuleOf(rule);
  if (byClock === null) return { nextDueDay: null, nextDueAt: null, watchFrom: now };
  const next = nextAfter(byClock, timeZone, now);
  return { nextDueDay: next.day, nextDueAt: next.at, watchFrom: null };
}

export interface DueMoment {
  readonly day: string;
  readonly at: Date;
}

/** The first due moment after `now`. */
export function nextAfter(rule: ClockRule, timeZone: string, now: Date): DueMoment {
  const today = dayIn(timeZone, now);
  const day = nextDueDay(rule, addDays(today, -1));
  const at = momentIn(timeZone, day, rule.time);
  return at > now ? { day, at } : dueOn(rule, timeZone, nextDueDay(rule, day));
}

/** The first `count` due moments after `now`. */
export function upcoming(rule: ClockRule, timeZone: string, now: Date, count: number): Date[] {
  const moments: Date[] = [];
  for (let next = nextAfter(rule, timeZone, now); moments.length < count; ) {
    moments.push(next.at);
    next = dueOn(rule, timeZone, nextDueDay(rule, next.day));
  }
  return moments;
}

export interface CaughtUp extends DueMoment {
  /** Due days before it that nobody served. */
  readonly missed: number;
  readonly next: DueMoment;
}

/**
 * What is to be made up for where `firstDay` is the first due day that was not served: the last one whose moment has come, for
 * all of them. Null where none has.
 */
export function catchUp(rule: ClockRule, timeZone: string, firstDay: string, now: Date): CaughtUp | null {
  const today = dayIn(timeZone, now);
  const isCome = (day: string) => momentIn(timeZone, day, rule.time) <= now;
  // A rule that was kept may give another day than the one that was told: that one holds.
  const last = lastDueDay(rule, firstDay, isCome(today) ? today : addDays(today, -1)) ?? firstDay;
  if (!isCome(last)) return null;
  const missed = Math.max(countDueDays(rule, firstDay, last) - 1, 0);
  return { ...dueOn(rule, timeZone, last), missed, next: dueOn(rule, timeZone, nextDueDay(rule, last)) };
}

const dueOn = (rule: ClockRule, timeZone: string, day: string): DueMoment => ({
  day,
  at: momentIn(timeZone, day, rule.time),
});

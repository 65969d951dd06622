/** The clock, passed in rather than read, so that a rule about time can be tested on any day. */

export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** The calendar day in Türkiye (UTC+3 all year since 2016), ISO. */
export function turkishDay(clock: Clock): string {
  return new Date(clock.now().getTime() + 3 * 3_600_000).toISOString().slice(0, 10);
}

/** When a delivery that failed is tried again, and when it and its webhook are given up: pure decisions. */

const MINUTE = 60;
const HOUR = 3_600;

/** Pauses after each failed attempt; after the last one the delivery has failed. About three days in all. Seconds. */
const PAUSES_SECONDS = [
  10,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
  24 * HOUR,
];
/** What a far side may ask for by Retry-After at most. Seconds. */
const MOST_ASKED_SECONDS = 24 * HOUR;
/** A webhook whose every attempt failed for this long is turned off. Milliseconds. */
const OFF_AFTER_MS = 3 * 24 * HOUR * 1000;

/** Seconds until the next attempt, after `tries` failed ones; null: no more. */
export function pauseAfter(tries: number, askedSeconds: number | null): number | null {
  const own = PAUSES_SECONDS[tries - 1];
  if (own === undefined) return null;
  return Math.max(own, Math.min(askedSeconds ?? 0, MOST_ASKED_SECONDS));
}

/** Seconds that a Retry-After of either form (seconds, or an HTTP date) asks for; null where there is none. */
export function retryAfterSeconds(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header.trim());
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}

/** 410 says that nobody wants it here any more. */
export function turnsOff(
  status: number | null,
  failingSince: Date | null,
  now: Date,
): 'gone' | 'failing' | null {
  if (status === 410) return 'gone';
  return failingSince !== null && now.getTime() - failingSince.getTime() >= OFF_AFTER_MS ? 'failing' : null;
}

/** When a mail that was not taken is tried again: soon at first (greylisting asks for minutes), then ever more seldom. */

/** Minutes after each try; after the last of them, some 28 hours after the first, it is given up. */
const WAITS = [1, 5, 15, 30, 60, 120, 240, 480, 720] as const;

/** Null: tried often enough. `attempts`: tries so far, at least 1. */
export function nextTryAt(attempts: number, now: Date): Date | null {
  const minutes = WAITS[attempts - 1];
  return minutes === undefined ? null : new Date(now.getTime() + minutes * 60_000);
}

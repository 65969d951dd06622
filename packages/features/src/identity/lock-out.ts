/** When an account is locked: a pure decision over the failures at its door. */

/** Tries since the last success, less those whose password was right and only the second step is open. */
export interface DoorFailures {
  readonly count: number;
  /** When the last try was. */
  readonly lastAt: Date | null;
}

/** Failures that are let pass; each one after doubles the wait. */
export const FREE_FAILURES = 5;
const MAX_MINUTES = 60;

/** Kinds of events that start the count anew. */
export const RESETS = ['signed-in', 'password-reset', 'unlocked'] as const;

/** Whole minutes that the account stays locked from now, 0 where it is open: 1, 2, 4 … 60 after the 5th, 6th … failure. */
export function lockedMinutes({ count, lastAt }: DoorFailures, now: Date): number {
  if (count < FREE_FAILURES || lastAt === null) return 0;
  const minutes = Math.min(2 ** (count - FREE_FAILURES), MAX_MINUTES);
  const leftMs = lastAt.getTime() + minutes * 60_000 - now.getTime();
  return leftMs <= 0 ? 0 : Math.ceil(leftMs / 60_000);
}

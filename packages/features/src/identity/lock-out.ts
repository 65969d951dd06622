/** When an account is locked: a pure decision over its latest security events. */

/** What counts: every try, less those whose password was right and only the second step is open. */
export type DoorEvent = { readonly kind: string; readonly at: Date };

/** Failures that are let pass; each one after doubles the wait. */
export const FREE_FAILURES = 5;
const MAX_MINUTES = 60;

/** Kinds that start the count anew. */
const RESETS = new Set(['signed-in', 'password-reset', 'unlocked']);

/** Failures since the last success; `events` newest first. */
export function failuresSince(events: readonly DoorEvent[]): { count: number; lastAt: Date | null } {
  let count = 0;
  let lastAt: Date | null = null;
  for (const { kind, at } of events) {
    if (RESETS.has(kind)) break;
    if (kind === 'sign-in-attempt') {
      count += 1;
      lastAt ??= at;
    } else if (kind === 'password-accepted') count -= 1;
  }
  return { count, lastAt };
}

/** Whole minutes that the account stays locked from now, 0 where it is open: 1, 2, 4 … 60 after the 5th, 6th … failure. */
export function lockedMinutes(events: readonly DoorEvent[], now: Date): number {
  const { count, lastAt } = failuresSince(events);
  if (count < FREE_FAILURES || lastAt === null) return 0;
  const minutes = Math.min(2 ** (count - FREE_FAILURES), MAX_MINUTES);
  const leftMs = lastAt.getTime() + minutes * 60_000 - now.getTime();
  return leftMs <= 0 ? 0 : Math.ceil(leftMs / 60_000);
}

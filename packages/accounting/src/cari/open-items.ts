/** Open items of a counterparty's account: what payments, taken against the oldest items first (FIFO), leave unpaid, and how old it is. */

/** What one document day brought to an account. Kuruş. */
export interface DayMovement {
  /** ISO day of the document; of the voucher where there is none. */
  readonly date: string;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
}

/** borc: the account grows by debits (120, alıcılar); alacak: by credits (320, satıcılar). */
export type GrowingSide = 'borc' | 'alacak';

export interface OpenItem {
  readonly date: string;
  /** What came on that day, and what of it is unpaid. Kuruş. */
  readonly amountKurus: bigint;
  readonly openKurus: bigint;
  /** Days from the document to the day of the list; never below zero. */
  readonly ageDays: number;
}

export interface OpenItems {
  /** Oldest first. */
  readonly items: readonly OpenItem[];
  /** Payments that no item was left for: an advance, the account stands on its other side. Kuruş. */
  readonly advanceKurus: bigint;
}

/** The last day of each bucket; what is older is in the one behind them. */
export const AGING_LIMITS_DAYS = [30, 60, 90, 120] as const;
export const AGING_BUCKETS = ['0-30', '31-60', '61-90', '91-120', '120+'] as const;

const DAY_MS = 86_400_000;

/** Whole days from one ISO day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** Payments of any day pay the oldest items; so the items left are the newest ones that add up to the balance. */
export function openItems(movements: readonly DayMovement[], side: GrowingSide, at: string): OpenItems {
  const items = movements
    .map(({ date, debitKurus, creditKurus }) => ({
      date,
      amountKurus: side === 'borc' ? debitKurus : creditKurus,
    }))
    .filter((item) => item.amountKurus > 0n)
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  let paidKurus = movements.reduce(
    (sum, { debitKurus, creditKurus }) => sum + (side === 'borc' ? creditKurus : debitKurus),
    0n,
  );
  const open: OpenItem[] = [];
  for (const { date, amountKurus } of items) {
    if (paidKurus >= amountKurus) {
      paidKurus -= amountKurus;
      continue;
    }
    open.push({
      date,
      amountKurus,
      openKurus: amountKurus - paidKurus,
      ageDays: Math.max(0, daysBetween(date, at)),
    });
    paidKurus = 0n;
  }
  return { items: open, advanceKurus: paidKurus };
}

/** What is open, by age: a sum for each of `AGING_BUCKETS`. Kuruş. */
export function bucketsOf(items: readonly OpenItem[]): bigint[] {
  const sums = AGING_BUCKETS.map(() => 0n);
  for (const { ageDays, openKurus } of items) {
    const found = AGING_LIMITS_DAYS.findIndex((limit) => ageDays <= limit);
    const at = found < 0 ? AGING_LIMITS_DAYS.length : found;
    sums[at] = (sums[at] ?? 0n) + openKurus;
  }
  return sums;
}

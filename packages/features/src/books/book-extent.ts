/** Where the lines of a book lie: what came before its range, and its months and days with their counts and sums. */
import { dayAfter } from '@muhasebi/accounting/donem/hesap-donemi.ts';
import { clientErrors } from '../clients/contract.ts';
import type { Trx } from '../feature.ts';
import {
  type BookOwner,
  type BookStep,
  dayOfLine,
  daysOfBook,
  monthsOfBook,
  namesOfAccounts,
} from './book-places.queries.ts';
import { bookErrors } from './contract.ts';

export interface BookRange {
  /** ISO days, both included; undefined where the range is open. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface BookExtent {
  /** Debit less credit before the range. */
  readonly openingKurus: bigint;
  /** Months, and days where the range cuts a month; oldest first. */
  readonly steps: readonly BookStep[];
}

export interface BookPlace {
  /** The days that the page lies on. */
  readonly from: string;
  readonly to: string;
  /** Lines of those days before the page. */
  readonly skip: number;
  /** Debit less credit of the range before those days. */
  readonly beforeKurus: bigint;
  /** Leaf accounts that hold the lines of those months. */
  readonly leaves: number;
}

const firstOfMonth = (day: string) => `${day.slice(0, 7)}-01`;
const lastOfMonth = (day: string) => dayAfter(firstOfMonth(dayAfter(firstOfMonth(day), 31)), -1);
const net = (steps: readonly BookStep[]) =>
  steps.reduce((sum, { debitKurus, creditKurus }) => sum + debitKurus - creditKurus, 0n);

/** The names of the accounts asked for. Throws CLIENT_NOT_FOUND and BOOK_RANGE_BACKWARDS. */
export async function openBook(
  trx: Trx,
  owner: BookOwner,
  { from, to }: BookRange,
  codes: readonly string[] = [],
): Promise<Map<string, string>> {
  const names = await namesOfAccounts(trx, owner, codes);
  if (names === null) throw clientErrors.CLIENT_NOT_FOUND();
  if (from !== undefined && to !== undefined && to < from)
    throw bookErrors.BOOK_RANGE_BACKWARDS({ from, to });
  return names;
}

/** From the sums that posting keeps; only the months that `from` and `to` cut in two are read by day. */
export async function extentOf(trx: Trx, owner: BookOwner, { from, to }: BookRange): Promise<BookExtent> {
  const months = await monthsOfBook(trx, owner, to ?? null);
  const cut = new Set<string>();
  if (from !== undefined && from !== firstOfMonth(from)) cut.add(firstOfMonth(from));
  if (to !== undefined && to !== lastOfMonth(to)) cut.add(firstOfMonth(to));
  const steps: BookStep[] = [];
  for (const month of months) {
    if (!cut.has(month.from)) steps.push(month);
    else {
      const { leaves = 0 } = month;
      const last = to !== undefined && to < month.to ? to : month.to;
      const days = await daysOfBook(trx, { ...owner, leaves }, { from: month.from, to: last });
      steps.push(...days.map((day) => ({ ...day, leaves })));
    }
  }
  const inRange = (step: BookStep) => from === undefined || step.from >= from;
  return { openingKurus: net(steps.filter((step) => !inRange(step))), steps: steps.filter(inRange) };
}

/** The days that hold the lines from `offset` on; null where there are none. */
export async function placeOf(
  trx: Trx,
  owner: BookOwner,
  { steps }: BookExtent,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<BookPlace | null> {
  const coarse = touched(steps, offset, limit);
  if (coarse === null) return null;
  const isFine = coarse.steps.every((step) => step.from === step.to);
  const leaves = Math.max(...coarse.steps.map((step) => step.leaves ?? 0));
  const days = isFine ? coarse.steps : await daysUpTo(trx, { ...owner, leaves }, coarse, limit);
  const fine = touched(days, coarse.skip, limit);
  if (fine === null) return null;
  return {
    from: fine.from,
    to: fine.to,
    skip: fine.skip,
    beforeKurus: coarse.beforeKurus + fine.beforeKurus,
    leaves,
  };
}

/** Further into a month than so many lines the walk to a line takes longer than adding up all its days. */
const NEAR = 2_000;

/**
 * The days up to the end of the page. Where it lies near the beginning of its month, and all lines on one leaf, its last line is
 * found by index, so that the rest of the month is not read.
 */
async function daysUpTo(
  trx: Trx,
  owner: BookOwner,
  { from, to, skip }: { readonly from: string; readonly to: string; readonly skip: number },
  limit: number,
): Promise<BookStep[]> {
  const nth = skip + limit;
  const last = owner.leaves === 1 && nth <= NEAR ? await dayOfLine(trx, owner, { from, to, nth }) : null;
  return daysOfBook(trx, owner, { from, to: last ?? to });
}

function touched(steps: readonly BookStep[], offset: number, limit: number) {
  let before = 0;
  let first = 0;
  for (; first < steps.length; first++) {
    const count = steps[first]?.count ?? 0;
    if (before + count > offset) break;
    before += count;
  }
  let last = first;
  for (let upTo = before; last < steps.length; last++) {
    upTo += steps[last]?.count ?? 0;
    if (upTo >= offset + limit) break;
  }
  const hit = steps.slice(first, last + 1);
  const [begin, end] = [hit[0], hit.at(-1)];
  if (begin === undefined || end === undefined) return null;
  const beforeKurus = net(steps.slice(0, first));
  return { steps: hit, from: begin.from, to: end.to, skip: offset - before, beforeKurus };
}

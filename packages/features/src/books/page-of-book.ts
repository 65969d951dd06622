/** One page of a book and its sums, by the places that the kept sums tell. */
import { sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import { readInGroups } from '@muhasebi/platform/db/read-in-groups.ts';
import type { Trx } from '../feature.ts';
import { type BookRange, extentOf, placeOf } from './book-extent.ts';
import { type BookLineRow, type BookOwner, bookLines, currenciesOfBook } from './book-places.queries.ts';
import type { LinesOfAccounts, LinesSums } from './lines-of-accounts.ts';

/** Before and after all days that a book can have. */
const [FIRST_DAY, LAST_DAY] = ['1994-01-01', '2199-12-31'];

/** The lines, and the balance before the first day that the page touches. */
export async function pageOfBook(
  trx: Trx,
  owner: BookOwner,
  asked: BookRange & {
    readonly offset: number;
    readonly limit: number;
    /** With the running balance of each currency. */
    readonly withCurrencies?: boolean;
  },
): Promise<{ rows: BookLineRow[]; beforeKurus: bigint }> {
  const extent = await extentOf(trx, owner, asked);
  const place = await placeOf(trx, owner, extent, asked);
  if (place === null) return { rows: [], beforeKurus: extent.openingKurus };
  const { leaves } = place;
  const { limit, withCurrencies = false } = asked;
  const window = { ...place, limit, withCurrencies };
  const { rows } = await bookLines({ ...owner, leaves }, window).execute(trx);
  return { rows, beforeKurus: extent.openingKurus + place.beforeKurus };
}

export async function sumsOfBook(trx: Trx, owner: BookOwner, range: BookRange): Promise<LinesSums> {
  const { steps, openingKurus } = await extentOf(trx, owner, range);
  return {
    openingKurus,
    count: steps.reduce((sum, step) => sum + step.count, 0),
    debitKurus: sumKurus(steps.map((step) => step.debitKurus)),
    creditKurus: sumKurus(steps.map((step) => step.creditKurus)),
  };
}

/** Every line of a range, in groups of one snapshot. */
export function allOfBook(
  trx: Trx,
  owner: BookOwner,
  { from = FIRST_DAY, to = LAST_DAY }: BookRange,
  withCurrencies = false,
): AsyncGenerator<readonly BookLineRow[]> {
  return readInGroups(trx, bookLines(owner, { from, to, withCurrencies }));
}

export const linesOfAccounts: LinesOfAccounts = {
  page: pageOfBook,
  all: allOfBook,
  sum: sumsOfBook,
  currencies: (trx, owner, { from = null, to = null }) => currenciesOfBook(trx, owner, { from, to }),
};

/** An account month by month: what each brought, and what the account stood at when it ended. */
import { monthAfter } from '@muhasebi/accounting/donem/month.ts';
import { kurusToDecimal, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import type { RouteResult } from '@muhasebi/platform/http/route.ts';
import type { Trx } from '../feature.ts';
import { extentOf, openBook } from './book-extent.ts';
import type { BookOwner } from './book-places.queries.ts';
import type { booksContract } from './contract.ts';

export interface AccountMonth {
  /** "2026-01". */
  readonly month: string;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
  /** Debit less credit up to its end; what came before the range counts too. */
  readonly closingKurus: bigint;
}

export const movementOf = ({ debitKurus, creditKurus }: AccountMonth): bigint => debitKurus - creditKurus;

/** Every month of the range, those without lines too. Throws CLIENT_NOT_FOUND and BOOK_RANGE_BACKWARDS. */
export async function loadAccountMonths(
  trx: Trx,
  owner: BookOwner,
  range: { readonly from: string; readonly to: string },
): Promise<AccountMonth[]> {
  await openBook(trx, owner, range);
  const { openingKurus, steps } = await extentOf(trx, owner, range);
  const months: AccountMonth[] = [];
  let closingKurus = openingKurus;
  for (let month = range.from.slice(0, 7); month <= range.to.slice(0, 7); month = monthAfter(month, 1)) {
    const within = steps.filter(({ from }) => from.startsWith(month));
    const debitKurus = sumKurus(within.map((step) => step.debitKurus));
    const creditKurus = sumKurus(within.map((step) => step.creditKurus));
    closingKurus += debitKurus - creditKurus;
    months.push({ month, debitKurus, creditKurus, closingKurus });
  }
  return months;
}

export async function listAccountMonths(
  trx: Trx,
  owner: BookOwner,
  range: { readonly from: string; readonly to: string },
): Promise<RouteResult<(typeof booksContract)['listAccountMonths']>> {
  const months = await loadAccountMonths(trx, owner, range);
  return {
    items: months.map((month) => ({
      month: month.month,
      debit: kurusToDecimal(month.debitKurus),
      credit: kurusToDecimal(month.creditKurus),
      movement: kurusToDecimal(movementOf(month)),
      closing: kurusToDecimal(month.closingKurus),
    })),
    debit: kurusToDecimal(sumKurus(months.map(({ debitKurus }) => debitKurus))),
    credit: kurusToDecimal(sumKurus(months.map(({ creditKurus }) => creditKurus))),
    movement: kurusToDecimal(sumKurus(months.map(movementOf))),
  };
}

/** Opens the books of a new client, and moves their years while nothing is posted. */
import { startingChart } from '@muhasebi/accounting/hesap-plani/starting-chart.ts';
import type { Trx } from '../feature.ts';
import { type BooksOwner, insertChart, insertYears, recountYears } from './books.queries.ts';
import type { ClientForBooks } from './contract.ts';
import { fiscalYearOf } from './fiscal-years.ts';

/**
 * Seeds the starting chart and opens the months of last year, this year and the next; `today` is an ISO day. Older
 * years open with the first entry that falls into them.
 */
export async function openBooks(trx: Trx, client: ClientForBooks, today: string): Promise<void> {
  await insertChart(trx, client, startingChart());
  await openYearsAround(trx, client, today);
}

/** The fiscal year of a client without posted vouchers starts in another month from now on. */
export async function moveFiscalYears(trx: Trx, owner: BooksOwner, today: string): Promise<void> {
  await recountYears(trx, owner);
  await openYearsAround(trx, owner, today);
}

async function openYearsAround(trx: Trx, owner: BooksOwner, today: string): Promise<void> {
  const year = fiscalYearOf(today, owner.fiscalYearStartMonth);
  await insertYears(trx, owner, [year - 1, year, year + 1]);
}

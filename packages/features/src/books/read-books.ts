/** Reads the books page by page, and what they come to. */
import { kurusToDecimal, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import type { RouteInput, RouteResult } from '@muhasebi/platform/http/route.ts';
import type { Trx } from '../feature.ts';
import { type BookRange, openBook } from './book-extent.ts';
import {
  type BookLineRow,
  type BookOwner,
  countEntries,
  currenciesOfBook,
  hasCurrencies,
} from './book-places.queries.ts';
import type { booksContract } from './contract.ts';
import { loadMainAccounts, type SumByAccount } from './main-accounts.ts';
import { pageOfBook, sumsOfBook } from './page-of-book.ts';

type Contract = typeof booksContract;
type AccountLine = RouteResult<Contract['listAccountLines']>['items'][number];
type JournalLine = RouteResult<Contract['listJournal']>['items'][number];

interface Asked extends BookRange {
  readonly offset: number;
  readonly limit: number;
}

/** One page of a book and the balance before the first day that it touches. */
async function readPage(trx: Trx, owner: BookOwner, asked: Asked, withCurrencies = false) {
  await openBook(trx, owner, asked);
  return pageOfBook(trx, owner, { ...asked, withCurrencies });
}

function presentLine(row: BookLineRow): Omit<JournalLine, 'entryTotal'> {
  const { fxCurrency: currency, fxAmount: amount, fxRate: rate } = row;
  return {
    voucherId: row.voucherId,
    lineNo: row.lineNo,
    type: row.type as JournalLine['type'],
    fisNo: row.fisNo,
    yevmiyeNo: row.yevmiyeNo,
    date: row.date,
    accountCode: row.accountCode,
    accountName: row.accountName,
    description: row.description,
    debit: kurusToDecimal(row.debitKurus),
    credit: kurusToDecimal(row.creditKurus),
    documentId: row.documentId,
    documentNo: row.documentNo,
    fx: currency === null || amount === null || rate === null ? null : { currency, amount, rate },
  };
}

/** Throws CLIENT_NOT_FOUND and BOOK_RANGE_BACKWARDS; so do all of them. */
export async function readJournal(
  trx: Trx,
  owner: BookOwner,
  query: RouteInput<Contract['listJournal']>['query'],
): Promise<{ items: JournalLine[] }> {
  const { rows } = await readPage(trx, owner, query);
  return {
    items: rows.map((row) => ({
      ...presentLine(row),
      entryTotal: row.nth === 1 ? kurusToDecimal(row.entryTotalKurus) : null,
    })),
  };
}

/** Sub-accounts included, each line with the balance up to it. */
export async function readAccount(
  trx: Trx,
  owner: BookOwner,
  query: RouteInput<Contract['listAccountLines']>['query'],
): Promise<{ items: AccountLine[] }> {
  const { rows, beforeKurus } = await readPage(trx, owner, query, await hasCurrencies(trx, owner));
  return {
    items: rows.map((row) => ({
      ...presentLine(row),
      balance: kurusToDecimal(beforeKurus + row.runningKurus),
      fxBalance: row.fxBalance,
    })),
  };
}

export async function sumJournal(
  trx: Trx,
  owner: BookOwner,
  range: RouteInput<Contract['sumJournal']>['query'],
): Promise<RouteResult<Contract['sumJournal']>> {
  await openBook(trx, owner, range);
  const { count, debitKurus, creditKurus } = await sumsOfBook(trx, owner, range);
  const { entries, numbered } = await countEntries(trx, owner, range);
  return {
    count,
    debit: kurusToDecimal(debitKurus),
    credit: kurusToDecimal(creditKurus),
    entries,
    unnumbered: entries - numbered,
  };
}

/** The opening is of everything before `from`; closing = opening + debit − credit. */
export async function sumAccount(
  trx: Trx,
  owner: BookOwner & { readonly accountCode: string },
  range: RouteInput<Contract['sumAccountLines']>['query'],
): Promise<RouteResult<Contract['sumAccountLines']>> {
  const names = await openBook(trx, owner, range, [owner.accountCode]);
  const { count, debitKurus, creditKurus, openingKurus } = await sumsOfBook(trx, owner, range);
  const { from = null, to = null } = range;
  return {
    name: names.get(owner.accountCode) ?? null,
    count,
    debit: kurusToDecimal(debitKurus),
    credit: kurusToDecimal(creditKurus),
    opening: kurusToDecimal(openingKurus),
    closing: kurusToDecimal(openingKurus + debitKurus - creditKurus),
    currencies: await currenciesOfBook(trx, owner, { from, to }),
  };
}

/** Main accounts with a balance or a line, in the order of codes. */
export async function listKebir(
  trx: Trx,
  owner: BookOwner,
  range: RouteInput<Contract['listKebir']>['query'],
  sumByAccount: SumByAccount,
): Promise<RouteResult<Contract['listKebir']>> {
  const accounts = await loadMainAccounts(trx, owner, range, sumByAccount);
  return {
    items: accounts.map(({ code, name, openingKurus, debitKurus, creditKurus }) => ({
      code,
      name,
      opening: kurusToDecimal(openingKurus),
      debit: kurusToDecimal(debitKurus),
      credit: kurusToDecimal(creditKurus),
      closing: kurusToDecimal(openingKurus + debitKurus - creditKurus),
    })),
    debit: kurusToDecimal(sumKurus(accounts.map(({ debitKurus }) => debitKurus))),
    credit: kurusToDecimal(sumKurus(accounts.map(({ creditKurus }) => creditKurus))),
  };
}

/** The books as files: in the order of the bound book, with what is carried from page to page on paper. */
import { formatKurusTr } from '@muhasebi/accounting/money/kurus.ts';
import { dayText } from '@muhasebi/connectors/table-file/cell-text.ts';
import { readInGroups } from '@muhasebi/platform/db/read-in-groups.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import type { Trx } from '../feature.ts';
import {
  type Asked,
  type ExportDeps,
  exportList,
  type ListToExport,
  periodWords,
  type Words,
} from '../table-export.ts';
import {
  accountColumns,
  type FileLine,
  foreignText,
  journalColumns,
  kebirColumns,
  withCurrencyIds,
} from './book-columns.ts';
import { type BookRange, extentOf, openBook } from './book-extent.ts';
import {
  type BookLineRow,
  type BookOwner,
  bookLines,
  type CurrencySums,
  countEntries,
  currenciesOfBook,
} from './book-places.queries.ts';
import type { booksContract } from './contract.ts';
import { loadMainAccounts, type MainAccount, type SumByAccount } from './main-accounts.ts';
import { allOfBook } from './page-of-book.ts';

type Contract = typeof booksContract;

/** A year of a big client. */
const MOST_LINES = 300_000;

const rangeWords = (from: string, to: string): Words => {
  const text = `${dayText(from)} – ${dayText(to)}`;
  return { tr: text, en: text };
};

/** Throws CLIENT_NOT_FOUND, BOOK_RANGE_BACKWARDS and what `exportList` throws; so do all of them. */
export function exportJournal(
  context: ExportDeps,
  asked: Asked,
  clientId: string,
  query: RouteInput<Contract['exportJournal']>['query'],
): Promise<FileResult> {
  return exportList<FileLine>(context, asked, query, async (trx, tenantId) => {
    const owner = { tenantId, clientId, accountCode: null };
    await openBook(trx, owner, query);
    const { entries, numbered } = await countEntries(trx, owner, query);
    const missing = entries - numbered;
    return {
      title: { tr: 'Yevmiye defteri', en: 'Journal (yevmiye defteri)' },
      clientId,
      facts: [
        rangeWords(query.from, query.to),
        missing === 0
          ? { tr: '', en: '' }
          : {
              tr: `${missing} madde numaralanmadı; tarih ve kayıt sırasıyla.`,
              en: `${missing} entries are not numbered; in the order of days and of posting.`,
            },
      ],
      columns: journalColumns(query.format === 'pdf'),
      rows: readInGroups(trx, bookLines(owner, query)),
      book: { mostRows: MOST_LINES, rowCount: await countLines(trx, owner, query) },
    };
  });
}

/** From the sums that posting keeps. */
async function countLines(trx: Trx, owner: BookOwner, range: BookRange): Promise<number> {
  const { steps } = await extentOf(trx, owner, range);
  return steps.reduce((sum, { count }) => sum + count, 0);
}

export function exportKebir(
  context: ExportDeps,
  asked: Asked,
  clientId: string,
  query: RouteInput<Contract['exportKebir']>['query'],
  sumByAccount: SumByAccount,
): Promise<FileResult> {
  return exportList<FileLine>(context, asked, query, async (trx, tenantId) => {
    const owner = { tenantId, clientId, accountCode: null };
    const accounts = await loadMainAccounts(trx, owner, query, sumByAccount);
    const openings = new Map(accounts.map(({ code, openingKurus }) => [code, openingKurus]));
    const lines = readInGroups(trx, bookLines(owner, { ...query, byMainAccount: true }));
    const rowCount = accounts.length + (await countLines(trx, owner, query));
    return {
      title: { tr: 'Defter-i kebir', en: 'General ledger (defter-i kebir)' },
      clientId,
      facts: [rangeWords(query.from, query.to)],
      columns: kebirColumns((row) => openings.get(row.accountCode.slice(0, 3)) ?? 0n),
      rows: withDevir(lines, accounts),
      book: { mostRows: MOST_LINES, rowCount, begins: (row) => row.isDevir === true },
    };
  });
}

/** Each main account begins with what was brought forward, those without lines too. */
async function* withDevir(
  groups: AsyncIterable<readonly BookLineRow[]>,
  accounts: readonly MainAccount[],
): AsyncGenerator<readonly FileLine[]> {
  const waiting = accounts.map(
    ({ code, name, openingKurus }): FileLine => ({
      isDevir: true,
      accountCode: code,
      accountName: name,
      openingKurus,
    }),
  );
  let at = 0;
  for await (const group of groups) {
    const shown: FileLine[] = [];
    for (const line of group) {
      const main = line.accountCode.slice(0, 3);
      for (let next = waiting[at]; next !== undefined && next.accountCode <= main; next = waiting[++at])
        shown.push(next);
      shown.push(line);
    }
    yield shown;
  }
  yield waiting.slice(at);
}

/** "USD: devreden -1,00, son bakiye -2,00". */
const currencyWords = ({ currency, opening, closing }: CurrencySums): Words => {
  const [before, after] = [opening, closing].map(foreignText);
  return {
    tr: `${currency}: devreden ${before}, son bakiye ${after}`,
    en: `${currency}: brought forward ${before}, closing ${after}`,
  };
};

/** Throws CLIENT_NOT_FOUND, BOOK_RANGE_BACKWARDS and what `exportList` throws. */
export function exportAccount(
  context: ExportDeps,
  asked: Asked,
  { clientId, accountCode }: { readonly clientId: string; readonly accountCode: string },
  query: RouteInput<Contract['exportAccountLines']>['query'],
): Promise<FileResult> {
  return exportList<FileLine>(context, asked, query, (trx, tenantId) =>
    listOfAccount(trx, { tenantId, clientId, accountCode }, query),
  );
}

/** The muavin of an account with those below it, as a file has it. Throws CLIENT_NOT_FOUND and BOOK_RANGE_BACKWARDS. */
export async function listOfAccount(
  trx: Trx,
  owner: BookOwner & { readonly accountCode: string },
  query: BookRange & { readonly columns?: string | undefined },
): Promise<ListToExport<FileLine>> {
  const { clientId, accountCode } = owner;
  const { from = null, to = null } = query;
  const name = (await openBook(trx, owner, query, [accountCode])).get(accountCode) ?? '';
  const { openingKurus, steps } = await extentOf(trx, owner, query);
  const sums = await currenciesOfBook(trx, owner, { from, to });
  const currencies = sums.map(({ currency }) => currency);
  const opening = formatKurusTr(openingKurus);
  return {
    title: { tr: `Muavin ${accountCode}`, en: `Account ${accountCode}` },
    clientId,
    facts: [
      { tr: name, en: name },
      periodWords(query.from, query.to) ?? { tr: '', en: '' },
      { tr: `devreden bakiye ${opening}`, en: `brought forward ${opening}` },
      ...sums.map(currencyWords),
    ],
    columns: accountColumns(openingKurus, currencies),
    wanted: withCurrencyIds(query.columns, currencies),
    rows: allOfBook(trx, owner, query, sums.length > 0),
    book: { mostRows: MOST_LINES, rowCount: steps.reduce((sum, { count }) => sum + count, 0) },
  };
}

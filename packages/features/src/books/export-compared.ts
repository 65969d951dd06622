/** Balances of the books beside those of another period, as files: main accounts of the kebir, months of an account. */
import { type Compared, changeOf, compareBalances } from '@muhasebi/accounting/mizan/compare-balances.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import { changeColumns, comparedWords, type Days, priorOf } from '../compared-period.ts';
import {
  type Asked,
  amountColumn,
  type ExportColumn,
  type ExportDeps,
  exportList,
  inOneGroup,
  type Language,
  periodWords,
  type Words,
} from '../table-export.ts';
import { type AccountMonth, loadAccountMonths, movementOf } from './account-months.ts';
import { openBook } from './book-extent.ts';
import type { booksContract } from './contract.ts';
import { loadMainAccounts, type MainAccount, type SumByAccount } from './main-accounts.ts';

type Contract = typeof booksContract;

const balanceOf = ({ openingKurus, debitKurus, creditKurus }: MainAccount) =>
  openingKurus + debitKurus - creditKurus;

const DEBIT: Words = { tr: 'Borç', en: 'Debit' };
const CREDIT: Words = { tr: 'Alacak', en: 'Credit' };
const BALANCE: Words = { tr: 'Bakiye', en: 'Balance' };

const mainAccountColumns = ({
  changeOf: of,
}: Compared<MainAccount>): readonly ExportColumn<MainAccount>[] => [
  {
    id: 'code',
    header: { tr: 'Hesap kodu', en: 'Account' },
    kind: 'text',
    width: 10,
    cell: (row) => row.code,
  },
  { id: 'name', header: { tr: 'Hesap adı', en: 'Name' }, kind: 'text', width: 34, cell: (row) => row.name },
  amountColumn('opening', { tr: 'Devir', en: 'Brought forward' }, (row) => row.openingKurus),
  amountColumn('debit', DEBIT, (row) => row.debitKurus, true),
  amountColumn('credit', CREDIT, (row) => row.creditKurus, true),
  amountColumn('closing', BALANCE, balanceOf),
  ...changeColumns(of),
];

/** Throws CLIENT_NOT_FOUND, BOOK_RANGE_BACKWARDS and what `exportList` throws; so do all of them. */
export function exportComparedKebir(
  context: ExportDeps,
  asked: Asked,
  clientId: string,
  query: RouteInput<Contract['exportKebir']>['query'] & { readonly priorDays: Days },
  sumByAccount: SumByAccount,
): Promise<FileResult> {
  return exportList<MainAccount>(context, asked, query, async (trx, tenantId) => {
    const owner = { tenantId, clientId, accountCode: null };
    const now = await loadMainAccounts(trx, owner, query, sumByAccount);
    const then = await loadMainAccounts(trx, owner, query.priorDays, sumByAccount);
    const emptied = (row: MainAccount) => ({ ...row, openingKurus: 0n, debitKurus: 0n, creditKurus: 0n });
    const compared = compareBalances(now, then, balanceOf, emptied);
    return {
      title: { tr: 'Defter-i kebir, ana hesaplar', en: 'General ledger, main accounts' },
      clientId,
      facts: [periodWords(query.from, query.to) ?? { tr: '', en: '' }, comparedWords(query.priorDays)],
      columns: mainAccountColumns(compared),
      rows: inOneGroup(compared.rows),
    };
  });
}

const MONTH = {
  tr: new Intl.DateTimeFormat('tr', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
};
const nameOfMonth = (month: string, language: Language) =>
  MONTH[language].format(new Date(`${month}-01T00:00:00Z`));

interface ComparedMonth extends AccountMonth {
  /** The month of the other period that stands at the same place; null where nothing is compared, or it is shorter. */
  readonly prior: AccountMonth | null;
}

const month: ExportColumn<ComparedMonth> = {
  id: 'month',
  header: { tr: 'Ay', en: 'Month' },
  kind: 'text',
  width: 16,
  cell: (row, language) => nameOfMonth(row.month, language),
};
const priorMonth: ExportColumn<ComparedMonth> = {
  ...month,
  id: 'priorMonth',
  header: { tr: 'Karşılaştırılan ay', en: 'Compared month' },
  cell: ({ prior }, language) => (prior === null ? null : nameOfMonth(prior.month, language)),
};
const monthColumns: readonly ExportColumn<ComparedMonth>[] = [
  month,
  amountColumn('debit', DEBIT, (row) => row.debitKurus, true),
  amountColumn('credit', CREDIT, (row) => row.creditKurus, true),
  amountColumn('movement', { tr: 'Hareket', en: 'Movement' }, movementOf, true),
  amountColumn('closing', BALANCE, (row) => row.closingKurus),
];
/** Of the movement of a month. */
const changeOfMonth = (row: ComparedMonth) =>
  changeOf(movementOf(row), row.prior === null ? 0n : movementOf(row.prior));

export function exportAccountMonths(
  context: ExportDeps,
  asked: Asked,
  { clientId, accountCode }: { readonly clientId: string; readonly accountCode: string },
  query: RouteInput<Contract['exportAccountMonths']>['query'],
): Promise<FileResult> {
  return exportList<ComparedMonth>(context, asked, query, async (trx, tenantId) => {
    const owner = { tenantId, clientId, accountCode };
    const name = (await openBook(trx, owner, query, [accountCode])).get(accountCode) ?? '';
    const prior = priorOf(query);
    const months = await loadAccountMonths(trx, owner, query);
    const then = prior === null ? [] : await loadAccountMonths(trx, owner, prior);
    return {
      title: { tr: `Muavin ${accountCode}, aylık toplamlar`, en: `Account ${accountCode}, by month` },
      clientId,
      facts: [
        { tr: name, en: name },
        periodWords(query.from, query.to) ?? { tr: '', en: '' },
        ...(prior === null ? [] : [comparedWords(prior)]),
      ],
      columns: prior === null ? monthColumns : [...monthColumns, priorMonth, ...changeColumns(changeOfMonth)],
      rows: inOneGroup(months.map((each, at) => ({ ...each, prior: then[at] ?? null }))),
    };
  });
}

/** The columns of the books as files have them; ids are those of the columns on the screen. */
import type { ExportColumn, Words } from '../table-export.ts';
import type { BookLineRow } from './book-places.queries.ts';

/** A line as a file has it; `devir` is the row that an account begins with. */
export type FileLine = (BookLineRow & { readonly isDevir?: false }) | DevirRow;

export interface DevirRow {
  readonly isDevir: true;
  readonly accountCode: string;
  readonly accountName: string;
  /** Debit less credit before the range. */
  readonly openingKurus: bigint;
}

const TYPES: Readonly<Record<string, Words>> = {
  acilis: { tr: 'Açılış', en: 'Opening' },
  tahsil: { tr: 'Tahsil', en: 'Receipt' },
  tediye: { tr: 'Tediye', en: 'Payment' },
  mahsup: { tr: 'Mahsup', en: 'Journal' },
  kapanis: { tr: 'Kapanış', en: 'Closing' },
};
const DEVIR: Words = { tr: 'Devir', en: 'Brought forward' };

type Column = ExportColumn<FileLine>;
const line = (row: FileLine) => (row.isDevir === true ? null : row);

const date: Column = {
  id: 'date',
  header: { tr: 'Tarih', en: 'Date' },
  kind: 'date',
  width: 10,
  cell: (row) => line(row)?.date ?? null,
};
const yevmiyeNo: Column = {
  id: 'yevmiyeNo',
  header: { tr: 'Yevmiye no', en: 'Entry no' },
  kind: 'count',
  width: 8,
  cell: (row) => line(row)?.yevmiyeNo ?? null,
};
const no: Column = {
  id: 'no',
  header: { tr: 'Fiş no', en: 'Voucher no' },
  kind: 'count',
  width: 7,
  cell: (row) => line(row)?.fisNo ?? null,
};
const type: Column = {
  id: 'type',
  header: { tr: 'Fiş türü', en: 'Type' },
  kind: 'text',
  width: 8,
  cell: (row, language) => TYPES[line(row)?.type ?? '']?.[language] ?? '',
};
const account: Column = {
  id: 'account',
  header: { tr: 'Hesap kodu', en: 'Account' },
  kind: 'text',
  width: 14,
  cell: (row) => row.accountCode,
};
const name: Column = {
  id: 'name',
  header: { tr: 'Hesap adı', en: 'Account name' },
  kind: 'text',
  width: 30,
  cell: (row) => row.accountName,
};
const description: Column = {
  id: 'description',
  header: { tr: 'Açıklama', en: 'Description' },
  kind: 'text',
  width: 34,
  cell: (row, language) => line(row)?.description ?? DEVIR[language],
};
const document: Column = {
  id: 'document',
  header: { tr: 'Belge no', en: 'Document no' },
  kind: 'text',
  width: 18,
  cell: (row) => line(row)?.documentNo ?? null,
};
/** A line has one side: the other is left empty. */
const amounts: readonly Column[] = [
  {
    id: 'debit',
    header: { tr: 'Borç', en: 'Debit' },
    kind: 'amount',
    width: 15,
    cell: (row) => line(row)?.debitKurus || null,
    sum: true,
  },
  {
    id: 'credit',
    header: { tr: 'Alacak', en: 'Credit' },
    kind: 'amount',
    width: 15,
    cell: (row) => line(row)?.creditKurus || null,
    sum: true,
  },
];

/** A plus is a debit balance, a minus one of credit. */
const balance = (openingOf: (row: BookLineRow) => bigint): Column => ({
  id: 'balance',
  header: { tr: 'Bakiye', en: 'Balance' },
  kind: 'amount',
  width: 15,
  isRunning: true,
  cell: (row) => (row.isDevir === true ? row.openingKurus : openingOf(row) + row.runningKurus),
});

/** "USD 1234,56", a minus where the line is a credit. */
const fx: Column = {
  id: 'fx',
  header: { tr: 'Döviz', en: 'Currency' },
  kind: 'text',
  width: 14,
  cell: (row) => {
    const { fxAmount = null, fxCurrency = null, creditKurus = 0n } = line(row) ?? {};
    if (fxAmount === null || fxCurrency === null) return null;
    return `${fxCurrency} ${creditKurus > 0n ? '-' : ''}${fxAmount.replace('.', ',')}`;
  },
};

/** On paper an entry is named on its first line alone, as in a bound book. */
export const journalColumns = (isPaper: boolean): readonly Column[] => {
  const once = (column: Column): Column =>
    isPaper
      ? { ...column, cell: (row, language) => (line(row)?.nth === 1 ? column.cell(row, language) : null) }
      : column;
  return [
    once(yevmiyeNo),
    once(date),
    once(type),
    once(no),
    account,
    name,
    description,
    document,
    ...amounts,
  ];
};

export const kebirColumns = (openingOf: (row: BookLineRow) => bigint): readonly Column[] => [
  account,
  name,
  date,
  yevmiyeNo,
  no,
  description,
  ...amounts,
  balance(openingOf),
];

export const accountColumns = (openingKurus: bigint, hasFx: boolean): readonly Column[] => [
  date,
  yevmiyeNo,
  no,
  type,
  account,
  name,
  description,
  document,
  ...(hasFx ? [fx] : []),
  ...amounts,
  balance(() => openingKurus),
];

/** The columns of the books as files have them; ids are those of the columns on the screen. */
import { decimal, formatDecimal, negate, roundHalfUp } from '@muhasebi/accounting/money/decimal.ts';
import { formatKurusTr } from '@muhasebi/accounting/money/kurus.ts';
import type { Cell } from '@muhasebi/connectors/table-file/table-file.ts';
import { amountColumn, type ExportColumn, type Words } from '../table-export.ts';
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
  amountColumn('debit', { tr: 'Borç', en: 'Debit' }, (row) => line(row)?.debitKurus || null, true),
  amountColumn('credit', { tr: 'Alacak', en: 'Credit' }, (row) => line(row)?.creditKurus || null, true),
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

/** What a spreadsheet reckons with where the currency has no more places than kuruş, else exact text. */
function foreign(text: string): bigint | string {
  const amount = decimal(text);
  return amount.scale <= 2 ? roundHalfUp(amount, 2).digits : text.replace('.', ',');
}

/** "1.000,00", with more places where the amount has them. */
export function foreignText(text: string): string {
  const amount = foreign(text);
  return typeof amount === 'bigint' ? formatKurusTr(amount) : amount;
}

/** Of one currency: what a line moved, a minus where it is a credit, and what the account stands at with it. */
function currencyColumns(currency: string): readonly Column[] {
  const of = (row: FileLine) => (line(row)?.fxCurrency === currency ? line(row) : null);
  const signed = (fxAmount: string, { creditKurus }: BookLineRow) =>
    foreign(creditKurus > 0n ? formatDecimal(negate(decimal(fxAmount))) : fxAmount);
  const column = (id: string, header: Words, cell: (row: BookLineRow) => Cell): Column => ({
    id,
    header,
    kind: 'amount',
    width: 13,
    cell: (row) => {
      const found = of(row);
      return found === null ? null : cell(found);
    },
  });
  return [
    column(`fx${currency}`, { tr: currency, en: currency }, (row) =>
      row.fxAmount === null ? null : signed(row.fxAmount, row),
    ),
    column(`fx${currency}Balance`, { tr: `${currency} bakiye`, en: `${currency} balance` }, (row) =>
      row.fxBalance === null ? null : foreign(row.fxBalance),
    ),
  ];
}

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

export const accountColumns = (openingKurus: bigint, currencies: readonly string[]): readonly Column[] => [
  date,
  yevmiyeNo,
  no,
  type,
  account,
  name,
  description,
  document,
  ...amounts,
  balance(() => openingKurus),
  ...currencies.flatMap(currencyColumns),
];

/** The screen names the columns of all currencies by one word, since it does not know which there are: "fx". */
export function withCurrencyIds(
  columns: string | undefined,
  currencies: readonly string[],
): string | undefined {
  const ids = currencies.flatMap((currency) => currencyColumns(currency).map(({ id }) => id));
  return columns
    ?.split(',')
    .flatMap((id) => (id === 'fx' ? ids : [id]))
    .join(',');
}

/** The columns of the books' lists as files have them; ids are those of the columns on the screen. */
import { kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { z } from 'zod';
import { amountColumn, type ExportColumn, type Words } from '../table-export.ts';
import type { BookLineRow } from './book-lines.queries.ts';
import type { mizanRow } from './contract.ts';
import type { VoucherRow } from './vouchers.queries.ts';

const TYPES: Readonly<Record<string, Words>> = {
  acilis: { tr: 'Açılış', en: 'Opening' },
  tahsil: { tr: 'Tahsil', en: 'Receipt' },
  tediye: { tr: 'Tediye', en: 'Payment' },
  mahsup: { tr: 'Mahsup', en: 'Journal' },
  kapanis: { tr: 'Kapanış', en: 'Closing' },
};
export const STATUSES: Readonly<Record<string, Words>> = {
  draft: { tr: 'Taslak', en: 'Draft' },
  posted: { tr: 'Deftere işlenmiş', en: 'Posted' },
};
const REVERSED: Words = { tr: 'ters kaydı var', en: 'reversed' };
const REVERSAL: Words = { tr: 'ters kayıt', en: 'reversal' };

const headers = {
  date: { tr: 'Tarih', en: 'Date' },
  no: { tr: 'Fiş no', en: 'No' },
  type: { tr: 'Tür', en: 'Type' },
  account: { tr: 'Hesap kodu', en: 'Account' },
  name: { tr: 'Hesap adı', en: 'Account name' },
  description: { tr: 'Açıklama', en: 'Description' },
  document: { tr: 'Belge no', en: 'Document no' },
  debit: { tr: 'Borç', en: 'Debit' },
  credit: { tr: 'Alacak', en: 'Credit' },
  status: { tr: 'Durum', en: 'State' },
} as const satisfies Record<string, Words>;

export const voucherColumns: readonly ExportColumn<VoucherRow>[] = [
  { id: 'date', header: headers.date, kind: 'date', width: 10, cell: (row) => row.date },
  { id: 'no', header: headers.no, kind: 'count', width: 7, cell: (row) => row.fisNo },
  {
    id: 'type',
    header: headers.type,
    kind: 'text',
    width: 8,
    cell: (row, language) => TYPES[row.type]?.[language] ?? row.type,
  },
  { id: 'description', header: headers.description, kind: 'text', width: 44, cell: (row) => row.description },
  { id: 'document', header: headers.document, kind: 'text', width: 18, cell: (row) => row.documentNo },
  amountColumn('debit', headers.debit, (row) => row.totalDebitKurus, true),
  amountColumn('credit', headers.credit, (row) => row.totalCreditKurus, true),
  {
    id: 'status',
    header: headers.status,
    kind: 'text',
    width: 18,
    cell: (row, language) =>
      [
        STATUSES[row.status]?.[language] ?? row.status,
        ...(row.reversedBy === null ? [] : [REVERSED[language]]),
        ...(row.reversalOf === null ? [] : [REVERSAL[language]]),
      ].join(', '),
  },
];

export const lineColumns: readonly ExportColumn<BookLineRow>[] = [
  { id: 'date', header: headers.date, kind: 'date', width: 10, cell: (row) => row.date },
  { id: 'no', header: headers.no, kind: 'count', width: 7, cell: (row) => row.fisNo },
  {
    id: 'type',
    header: headers.type,
    kind: 'text',
    width: 8,
    cell: (row, language) => TYPES[row.type]?.[language] ?? row.type,
  },
  { id: 'account', header: headers.account, kind: 'text', width: 14, cell: (row) => row.accountCode },
  { id: 'name', header: headers.name, kind: 'text', width: 32, cell: (row) => row.accountName },
  { id: 'description', header: headers.description, kind: 'text', width: 36, cell: (row) => row.description },
  { id: 'document', header: headers.document, kind: 'text', width: 18, cell: (row) => row.documentNo },
  amountColumn('debit', headers.debit, (row) => row.debitKurus, true),
  amountColumn('credit', headers.credit, (row) => row.creditKurus, true),
];

type MizanLine = z.output<typeof mizanRow>;
type Figure = Exclude<keyof MizanLine, 'code' | 'name' | 'level' | 'isLeaf'>;

const figure = (id: Figure, tr: string, en: string) =>
  amountColumn<MizanLine>(id, { tr, en }, (row) => kurusFromDecimal(row[id]));

export const mizanColumns: readonly ExportColumn<MizanLine>[] = [
  { id: 'code', header: headers.account, kind: 'text', width: 14, cell: (row) => row.code },
  { id: 'name', header: headers.name, kind: 'text', width: 36, cell: (row) => row.name },
  figure('openingDebit', 'Açılış borç', 'Opening debit'),
  figure('openingCredit', 'Açılış alacak', 'Opening credit'),
  figure('periodDebit', 'Dönem borç', 'Period debit'),
  figure('periodCredit', 'Dönem alacak', 'Period credit'),
  figure('cumulativeDebit', 'Kümülatif borç', 'Cumulative debit'),
  figure('cumulativeCredit', 'Kümülatif alacak', 'Cumulative credit'),
  figure('balanceDebit', 'Bakiye borç', 'Balance debit'),
  figure('balanceCredit', 'Bakiye alacak', 'Balance credit'),
];

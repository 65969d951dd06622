/** English texts of the books. */
import type { Texts } from '../tr/index.ts';

export const books: Texts['books'] = {
  column: {
    yevmiyeNo: 'Entry no',
    entryTotal: 'Total of the entry',
    opening: 'Brought forward',
    debit: 'Debit',
    credit: 'Credit',
    closing: 'Balance',
  },
  period: {
    label: 'Period',
    fiscalYear: 'Fiscal year',
    year: 'Whole year',
    quarter: 'Quarter {{nth}}',
    range: 'Range of days',
    from: 'First day of the book',
    to: 'Last day of the book',
  },
  unnumbered: 'Not numbered',
  unnumberedCount: '{{n}} entries are not numbered; in the order of days and of posting.',
  devir: 'Brought forward {{amount}}',
  total: 'Total',
  openAccount: 'Open the account',
  openDocument: 'Open the document of the line',
  empty: 'Nothing was posted in this period.',
  emptyNext: 'Change the period, or approve the documents that wait.',
  start: 'Choose an account.',
  startNext: 'It shows what was brought forward, the lines and the running balance.',
};

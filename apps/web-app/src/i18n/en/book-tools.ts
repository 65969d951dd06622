/** English texts of what else a book can show: months, other periods, currencies. */
import type { Texts } from '../tr/index.ts';

export const bookTools: Texts['bookTools'] = {
  view: 'View of the account',
  lines: 'Lines',
  months: 'Totals by month',
  openMonth: 'Open the lines of the month',
  column: {
    month: 'Month',
    debit: 'Debit',
    credit: 'Credit',
    movement: 'Movement',
    closing: 'Balance at its end',
    priorMonth: 'Compared month',
    fxBalance: '{{currency}} balance',
  },
};

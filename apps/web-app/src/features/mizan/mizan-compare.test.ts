/** A mizan beside another one. */
import { expect, it } from 'vitest';
import type { Mizan } from '../../api/queries.ts';
import { comparedWith } from './mizan-compare.ts';

const zero = {
  openingDebit: '0.00',
  openingCredit: '0.00',
  periodDebit: '0.00',
  periodCredit: '0.00',
  cumulativeDebit: '0.00',
  cumulativeCredit: '0.00',
  balanceDebit: '0.00',
  balanceCredit: '0.00',
};
const row = (code: string, balanceDebit: string, balanceCredit: string): Mizan['rows'][number] => ({
  ...zero,
  code,
  name: code,
  level: code.length,
  isLeaf: true,
  balanceDebit,
  balanceCredit,
});
const mizan = (rows: Mizan['rows']): Mizan => ({ from: '', to: '', rows, totals: zero, balanced: true });

it('balances of both periods stand on one row, with accounts that only the other one has at their place', () => {
  const now = mizan([row('100', '10.00', '0.00'), row('320', '0.00', '7.50')]);
  const then = mizan([row('100', '0.00', '4.00'), row('102', '3.00', '0.00')]);
  const compared = comparedWith(now, then);
  expect(compared.rows.map((each) => [each.code, compared.priorOf(each), compared.changeOf(each)])).toEqual([
    ['100', '-4.00', '14.00'],
    ['102', '3.00', '-3.00'],
    ['320', '0.00', '-7.50'],
  ]);
  expect(compared.rows[1]?.balanceDebit).toBe('0.00');
});

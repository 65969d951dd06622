/** Balances beside those of another period. */
import { expect, it } from 'vitest';
import { changeOf, compareMizan } from './compare-balances.ts';

const zero = {
  openingDebit: '0.00',
  openingCredit: '0.00',
  periodDebit: '0.00',
  periodCredit: '0.00',
  cumulativeDebit: '0.00',
  cumulativeCredit: '0.00',
};
const row = (code: string, balanceDebit: string, balanceCredit: string) => ({
  ...zero,
  code,
  balanceDebit,
  balanceCredit,
});

it('balances of both periods stand on one row, with accounts that only the other one has at their place', () => {
  const now = [row('100', '10.00', '0.00'), row('320', '0.00', '7.50')];
  const then = [row('100', '0.00', '4.00'), row('102', '3.00', '0.00')];
  const { rows, changeOf: of } = compareMizan(now, then);
  expect(rows.map((each) => [each.code, of(each).priorKurus, of(each).differenceKurus])).toEqual([
    ['100', -400n, 1400n],
    ['102', 300n, -300n],
    ['320', 0n, -750n],
  ]);
  expect(rows[1]?.balanceDebit).toBe('0.00');
});

it.each([
  ['a debt that grew grew', -150n, -100n, 5_000n],
  ['a debit balance that halved', 50n, 100n, -5_000n],
  ['a balance that changed its side', -50n, 100n, -15_000n],
  ['a third, rounded half up', 4n, 3n, 3_333n],
  ['a half of a hundredth, away from zero', 200_001n, 200_000n, 0n],
  ['a half of a hundredth exactly', 20_001n, 20_000n, 1n],
  ['nothing before has no per cent', 100n, 0n, null],
  ['nothing now is all of it', 0n, -1n, -10_000n],
])('%s', (_what, now, prior, percent) => {
  expect(changeOf(now, prior).percentHundredths).toBe(percent);
});

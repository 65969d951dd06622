/** Rules of the trial balance, against brute force. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin } from '../hesap-plani/account-code.ts';
import { startingChart } from '../hesap-plani/starting-chart.ts';
import { accountLevel, type LeafMovement, mizan } from './mizan.ts';

const leafCodes = startingChart()
  .filter((account) => account.isLeaf)
  .map((account) => account.code);

const amount = fc.bigInt({ min: 0n, max: 10n ** 13n });

/** Balanced books: each entry moves an amount between two leaves, before or in the period. */
const books = fc.array(
  fc.record({
    debit: fc.constantFrom(...leafCodes),
    credit: fc.constantFrom(...leafCodes),
    amount,
    isOpening: fc.boolean(),
  }),
  { maxLength: 40 },
);

const movement = (code: string, over: Partial<LeafMovement>): LeafMovement => ({
  code,
  openingDebit: 0n,
  openingCredit: 0n,
  periodDebit: 0n,
  periodCredit: 0n,
  ...over,
});

describe('a mizan', () => {
  it('shows what an accountant would write by hand', () => {
    const { rows, totals } = mizan(
      [
        movement('120.01.0001', { openingDebit: 1000n, periodDebit: 500n, periodCredit: 200n }),
        movement('120.01.0002', { periodCredit: 50n }),
        movement('600.01.020', { openingCredit: 1000n, periodCredit: 500n }),
        movement('102.01', { periodDebit: 250n }),
      ],
      3,
    );
    expect(rows.filter((row) => row.level === 3)).toEqual([
      {
        code: '102',
        level: 3,
        isLeaf: false,
        openingDebit: 0n,
        openingCredit: 0n,
        periodDebit: 250n,
        periodCredit: 0n,
        cumulativeDebit: 250n,
        cumulativeCredit: 0n,
        debitBalance: 250n,
        creditBalance: 0n,
      },
      {
        code: '120',
        level: 3,
        isLeaf: false,
        openingDebit: 1000n,
        openingCredit: 0n,
        periodDebit: 500n,
        periodCredit: 250n,
        cumulativeDebit: 1500n,
        cumulativeCredit: 250n,
        debitBalance: 1250n,
        creditBalance: 0n,
      },
      {
        code: '600',
        level: 3,
        isLeaf: false,
        openingDebit: 0n,
        openingCredit: 1000n,
        periodDebit: 0n,
        periodCredit: 500n,
        cumulativeDebit: 0n,
        cumulativeCredit: 1500n,
        debitBalance: 0n,
        creditBalance: 1500n,
      },
    ]);
    expect(rows.map((row) => row.code)).toEqual(['1', '10', '102', '12', '120', '6', '60', '600']);
    // Leaf balances: 1300 + 250 borç, 50 + 1500 alacak.
    expect(totals).toMatchObject({
      debitBalance: 1550n,
      creditBalance: 1550n,
      cumulativeDebit: 1750n,
      cumulativeCredit: 1750n,
    });
  });

  it('of balanced books equals brute force on every row and balances in every pair of columns', () => {
    fc.assert(
      fc.property(books, (entries) => {
        const movements = entries.flatMap((entry) => [
          movement(
            entry.debit,
            entry.isOpening ? { openingDebit: entry.amount } : { periodDebit: entry.amount },
          ),
          movement(
            entry.credit,
            entry.isOpening ? { openingCredit: entry.amount } : { periodCredit: entry.amount },
          ),
        ]);
        const { rows, totals } = mizan(movements);
        for (const row of rows) {
          const below = movements.filter((each) => isWithin(each.code, row.code));
          const sum = (pick: (each: LeafMovement) => bigint) =>
            below.reduce((total, each) => total + pick(each), 0n);
          expect(row.openingDebit).toBe(sum((each) => each.openingDebit));
          expect(row.openingCredit).toBe(sum((each) => each.openingCredit));
          expect(row.periodDebit).toBe(sum((each) => each.periodDebit));
          expect(row.periodCredit).toBe(sum((each) => each.periodCredit));
          expect(row.debitBalance - row.creditBalance).toBe(row.cumulativeDebit - row.cumulativeCredit);
          expect(row.debitBalance === 0n || row.creditBalance === 0n).toBe(true);
        }
        expect(totals.openingDebit).toBe(totals.openingCredit);
        expect(totals.periodDebit).toBe(totals.periodCredit);
        expect(totals.debitBalance).toBe(totals.creditBalance);
      }),
    );
  });

  it('counts levels from the class down', () => {
    expect(['1', '12', '120', '120.01', '120.01.0001'].map(accountLevel)).toEqual([1, 2, 3, 4, 5]);
  });
});

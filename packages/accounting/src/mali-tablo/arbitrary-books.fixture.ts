/** Balanced books for tests of statements: random entries over all three-digit accounts of the chart. */
import fc from 'fast-check';
import { startingChart } from '../hesap-plani/starting-chart.ts';
import type { AccountSums } from './account-sums.ts';

const CODES = startingChart()
  .map((account) => account.code)
  .filter((code) => code.length === 3);

const entry = fc.record({
  debit: fc.constantFrom(...CODES),
  credit: fc.constantFrom(...CODES),
  kurus: fc.bigInt(1n, 10_000_000_000n),
});

/** Sums of leaf accounts below; each entry debits one account and credits another. */
export const arbitraryBooks: fc.Arbitrary<AccountSums[]> = fc.array(entry, { maxLength: 60 }).map((entries) =>
  entries.flatMap(({ debit, credit, kurus }) => [
    { code: `${debit}.01`, debitKurus: kurus, creditKurus: 0n },
    { code: credit, debitKurus: 0n, creditKurus: kurus },
  ]),
);

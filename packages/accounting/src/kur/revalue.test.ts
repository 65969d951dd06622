/** Rules of revaluation, by example and by property. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atNewRates } from './at-new-rates.ts';
import { monetaryKind, valuationRateKind } from './monetary-accounts.ts';
import { type ForeignBalance, revaluationDifference, revaluationLines, valueAtRate } from './revalue.ts';

const accounts = { gain: '646', loss: '656' };
const usd = { currency: 'USD', rate: '42.5' };
/** Account, debit, credit of each line. */
const table = (balances: readonly ForeignBalance[]) =>
  revaluationLines(balances, accounts).map(({ accountCode, debitKurus, creditKurus }) => [
    accountCode,
    debitKurus,
    creditKurus,
  ]);

it('money that rose is a gain, a debt that rose is a loss, and the two are not set off', () => {
  expect(
    table([
      { ...usd, accountCode: '102.02', fxAmount: '1000', netKurus: 4_200_000n },
      { ...usd, accountCode: '320.02.001', fxAmount: '-400', netKurus: -1_600_000n },
    ]),
  ).toEqual([
    ['102.02', 50_000n, 0n],
    ['656', 100_000n, 0n],
    ['320.02.001', 0n, 100_000n],
    ['646', 0n, 50_000n],
  ]);
});

it('lira left on an account whose foreign balance is nil goes to gain or loss whole', () => {
  expect(table([{ ...usd, accountCode: '120.01', fxAmount: '0', netKurus: 1_234n }])).toEqual([
    ['656', 1_234n, 0n],
    ['120.01', 0n, 1_234n],
  ]);
});

it('cash is valued by the efektif rate, banks and debts by döviz alış, stocks and KDV not at all', () => {
  expect(monetaryKind('100.02')).toBe('kasa');
  expect(valuationRateKind('kasa')).toBe('efektif-alis');
  expect([monetaryKind('102.02'), monetaryKind('320'), monetaryKind('340.01')]).toEqual([
    'banka',
    'borc',
    'avans',
  ]);
  expect(valuationRateKind('borc')).toBe('alis');
  expect(['153.01.020', '191.01.020', '391', '500', '601.01', '770'].map(monetaryKind)).toEqual(
    Array(6).fill(null),
  );
});

const fraction = (digits: bigint, places: number): string => {
  const magnitude = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
  return `${digits < 0n ? '-' : ''}${magnitude.slice(0, -places)}.${magnitude.slice(-places)}`;
};
const balances = fc.array(
  fc.record({
    accountCode: fc.constantFrom('100.02', '102.02.001', '120.02.0001', '320.02.0003'),
    currency: fc.constantFrom('USD', 'EUR', 'JPY'),
    fxAmount: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map((digits) => fraction(digits, 2)),
    netKurus: fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }),
    rate: fc.bigInt({ min: 1n, max: 10n ** 9n }).map((digits) => fraction(digits, 7)),
  }),
  { maxLength: 12 },
);

it('after the voucher every balance in lira is its foreign balance at the rate, to the kuruş, and a second run finds nothing', () => {
  fc.assert(
    fc.property(balances, (before) => {
      const lines = revaluationLines(before, accounts);
      const net = lines.reduce((sum, line) => sum + line.debitKurus - line.creditKurus, 0n);
      expect(net).toBe(0n);
      expect(lines.every((line) => line.debitKurus > 0n !== line.creditKurus > 0n)).toBe(true);
      // Each balance's own line, in turn: two balances of one account and currency do not occur in books, but may here.
      const left = lines.filter((line) => line.fx !== null);
      const after = before.map((balance) => {
        const difference = revaluationDifference(balance);
        const at = left.findIndex(
          (line) =>
            line.accountCode === balance.accountCode &&
            line.fx?.currency === balance.currency &&
            line.debitKurus - line.creditKurus === difference,
        );
        const [line] = at < 0 ? [] : left.splice(at, 1);
        expect(line?.fx?.amount ?? '0').toBe('0');
        return { ...balance, netKurus: balance.netKurus + (line ? line.debitKurus - line.creditKurus : 0n) };
      });
      expect(left).toEqual([]);
      for (const balance of after) expect(balance.netKurus).toBe(valueAtRate(balance));
      expect(revaluationLines(after, accounts)).toEqual([]);
    }),
  );
});

describe('a voucher that is written again', () => {
  const line = (debitKurus: bigint, creditKurus: bigint, amount?: string) => ({
    debitKurus,
    creditKurus,
    fx: amount === undefined ? null : { currency: 'USD', amount, rate: '40' },
  });
  const again = (lines: readonly ReturnType<typeof line>[]) =>
    atNewRates(lines, new Map([['USD', '42.5']])).map(({ debitKurus, creditKurus }) => [
      debitKurus,
      creditKurus,
    ]);

  it('has its foreign amounts at the rate of the day, and its one line in lira takes what they come to', () => {
    expect(again([line(400_000n, 0n, '100'), line(0n, 400_000n)])).toEqual([
      [425_000n, 0n],
      [0n, 425_000n],
    ]);
    expect(atNewRates([line(400_000n, 0n, '100')], new Map([['USD', '42.5']]))[0]?.fx?.rate).toBe('42.5');
  });
  it('leaves the difference to a person where two lines are in lira, or it did not balance before', () => {
    const two = [line(400_000n, 0n, '100'), line(0n, 300_000n), line(0n, 100_000n)];
    expect(again(two).map(([, credit]) => credit)).toEqual([0n, 300_000n, 100_000n]);
    expect(again([line(400_000n, 0n, '100'), line(0n, 1n)])[1]).toEqual([0n, 1n]);
  });
  it('keeps the rate of a currency that is not named, and a line without an amount', () => {
    const lines = [line(400_000n, 0n, '100'), line(0n, 400_000n), line(0n, 0n, '5')];
    expect(atNewRates(lines, new Map([['EUR', '50']]))).toEqual(lines);
    expect(again(lines)[2]).toEqual([0n, 0n]);
  });
});

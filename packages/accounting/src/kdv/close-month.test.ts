/** The KDV of a month brought to what is owed or carried on. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterLines, netWithin } from '../donem-sonu/balances.ts';
import { startingChart } from '../hesap-plani/starting-chart.ts';
import { closeKdvMonth } from './close-month.ts';

const leaves = startingChart().flatMap(({ code, isLeaf }) => (isLeaf ? [code] : []));
const close = (balances: Record<string, bigint>) => {
  const { lines, ...sums } = closeKdvMonth(new Map(Object.entries(balances)), leaves);
  return { ...sums, lines: lines.map((line) => `${line.accountCode} ${line.debitKurus - line.creditKurus}`) };
};

describe('the KDV of a month', () => {
  it('is owed where more was collected than is deducted, what was carried on included', () => {
    expect(close({ '391.01.020': -1000n, '191.01.010': 300n, '191.01.020': 100n, '190': 50n })).toEqual({
      lines: ['391.01.020 1000', '191.01.010 -300', '191.01.020 -100', '190 -50', '360.03 -550'],
      payableKurus: 550n,
      deferredKurus: 0n,
      carriedKurus: 0n,
      missing: [],
    });
  });

  it('is carried on where more is deducted; of 190 only the change is written', () => {
    expect(close({ '391.01.020': -100n, '191.01.020': 300n, '190': 50n }).lines).toEqual([
      '391.01.020 100',
      '190 200',
      '191.01.020 -300',
    ]);
    expect(close({ '391.01.020': -300n, '191.01.020': 280n, '190': 50n })).toMatchObject({
      lines: ['391.01.020 300', '191.01.020 -280', '190 -20'],
      carriedKurus: 30n,
    });
  });

  it('is deferred for deliveries for export, but never more than is owed', () => {
    expect(close({ '391.01.020': -500n, '391.03.020': -200n, '191.01.020': 100n }).lines).toEqual([
      '391.01.020 500',
      '391.03.020 200',
      '191.01.020 -100',
      '360.03 -400',
      '392.01 -200',
    ]);
    expect(close({ '391.03.020': -200n, '191.01.020': 150n })).toMatchObject({
      payableKurus: 0n,
      deferredKurus: 50n,
    });
  });

  it('needs no voucher once 191 and 391 are closed, and says which account is missing', () => {
    expect(close({ '190': 70n, '360.03': -5n }).lines).toEqual([]);
    const without = closeKdvMonth(
      new Map([['391.01.020', -10n]]),
      leaves.filter((code) => !code.startsWith('360')),
    );
    expect(without).toMatchObject({ lines: [], missing: ['360'] });
  });

  it('balances to the kuruş and leaves 191 and 391 empty, whatever stands there', () => {
    const kurus = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
    const codes = ['191.01.020', '191.02.010', '391.01.001', '391.03.020', '190'];
    fc.assert(
      fc.property(fc.tuple(...codes.map(() => kurus)), (amounts) => {
        const before = new Map(codes.map((code, at) => [code, amounts[at] ?? 0n]));
        const after = afterLines(before, closeKdvMonth(before, leaves).lines);
        expect([...after.values()].reduce((sum, net) => sum + net, 0n)).toBe(
          amounts.reduce((a, b) => a + b, 0n),
        );
        expect(netWithin(after, '191') === 0n && netWithin(after, '391') === 0n).toBe(true);
        expect(netWithin(after, '190') >= 0n && netWithin(after, '360') <= 0n).toBe(true);
      }),
    );
  });
});

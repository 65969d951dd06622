/** Open items and their ages. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketsOf, type DayMovement, openItems } from './open-items.ts';

const sold = (date: string, lira: number): DayMovement => ({
  date,
  debitKurus: BigInt(lira) * 100n,
  creditKurus: 0n,
});
const paid = (date: string, lira: number): DayMovement => ({
  date,
  debitKurus: 0n,
  creditKurus: BigInt(lira) * 100n,
});
const day = fc
  .integer({ min: 0, max: 400 })
  .map((days) => new Date(Date.UTC(2025, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
const movement = fc.record({
  date: day,
  debitKurus: fc.bigInt(0n, 1_000_000n),
  creditKurus: fc.bigInt(0n, 1_000_000n),
});

describe('open items', () => {
  it('a payment pays the oldest item first, in part where it is less, whenever it came', () => {
    const movements = [
      paid('2026-01-02', 150),
      sold('2026-03-01', 70),
      sold('2026-01-10', 100),
      sold('2026-02-01', 80),
    ];
    const { items, advanceKurus } = openItems(movements, 'borc', '2026-03-31');
    expect(items).toEqual([
      { date: '2026-02-01', amountKurus: 8_000n, openKurus: 3_000n, ageDays: 58 },
      { date: '2026-03-01', amountKurus: 7_000n, openKurus: 7_000n, ageDays: 30 },
    ]);
    expect(advanceKurus).toBe(0n);
    expect(bucketsOf(items)).toEqual([7_000n, 3_000n, 0n, 0n, 0n]);
  });

  it('of a supplier credits are items and debits are payments; what was paid beforehand is an advance', () => {
    expect(openItems([paid('2026-01-01', 10), sold('2026-01-05', 25)], 'alacak', '2026-02-01')).toEqual({
      items: [],
      advanceKurus: 1_500n,
    });
  });

  it('the 30th, 60th, 90th and 120th day belong to the younger bucket', () => {
    const ages = [0, 30, 31, 60, 61, 90, 91, 120, 121];
    const items = ages.map((ageDays) => ({ date: '', amountKurus: 1n, openKurus: 1n, ageDays }));
    expect(bucketsOf(items)).toEqual([2n, 2n, 2n, 2n, 1n]);
  });

  it('what is open less the advance is the balance of the account, for any movements', () => {
    fc.assert(
      fc.property(fc.array(movement, { maxLength: 30 }), (movements) => {
        const balance = movements.reduce((sum, each) => sum + each.debitKurus - each.creditKurus, 0n);
        const { items, advanceKurus } = openItems(movements, 'borc', '2026-03-01');
        const open = bucketsOf(items).reduce((sum, each) => sum + each, 0n);
        expect(open - advanceKurus).toBe(balance);
        expect(open === 0n || advanceKurus === 0n).toBe(true);
        for (const [index, item] of items.entries())
          expect(index === 0 || item.openKurus === item.amountKurus).toBe(true);
      }),
    );
  });
});

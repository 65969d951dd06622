/** Rules by which the price of an invoice is split by KDV rate. */
import { describe, expect, it } from 'vitest';
import { type BaseQuestion, splitBase } from './base-split.ts';
import type { KdvGroup } from './kdv-groups.ts';

const group = (taxable: bigint | null, tax: bigint, rateBasisPoints = 2000): KdvGroup => ({
  rateBasisPoints,
  exemptionCode: null,
  taxable,
  tax,
  places: ['taxTotals[0].subtotals[0].tax'],
});

const split = (over: Partial<BaseQuestion>) => {
  const { shares, residual, findings } = splitBase({
    implied: 1000_00n,
    groups: [group(1000_00n, 200_00n)],
    insideBase: [],
    references: [],
    baseDiffersByLaw: false,
    isOzelMatrah: false,
    roundingLimit: 100n,
    ...over,
  });
  return [
    shares.map((share) => share.amount),
    residual,
    findings.map((each) => `${each.severity} ${each.code}`),
  ];
};

describe('the price before tax', () => {
  it('is posted as the KDV bases state it, to within rounding', () => {
    expect(split({})).toEqual([[1000_00n], 0n, []]);
    expect(split({ implied: 1000_99n })).toEqual([[1000_00n], 99n, []]);
    expect(split({ implied: 1001_01n })).toEqual([[1000_00n], 1_01n, ['error fis.toplam-tutmuyor']]);
  });

  it('leaves out a tax that stands inside the KDV base', () => {
    expect(split({ implied: 900_00n, insideBase: [100_00n, 100_00n] })).toEqual([[900_00n], 0n, []]);
  });

  it('is split in proportion to the bases where the law parts base and price', () => {
    const groups = [group(30_00n, 6_00n), group(10_00n, 1_00n, 1000)];
    expect(split({ groups, implied: 100_00n, baseDiffersByLaw: true })).toEqual([[75_00n, 25_00n], 0n, []]);
  });

  it('keeps apart what stands in no KDV base, when the stated totals bear it out', () => {
    const groups = [group(600_00n, 120_00n)];
    expect(split({ groups, references: [1000_00n] })).toEqual([
      [600_00n, 400_00n],
      0n,
      ['info fis.matrah-disi-tutar'],
    ]);
    expect(split({ groups })).toEqual([[600_00n], 400_00n, ['error fis.toplam-tutmuyor']]);
  });

  it('comes from the totals where no KDV base is stated', () => {
    expect(split({ groups: [], references: [1000_50n] })).toEqual([[1000_50n], -50n, []]);
    expect(split({ groups: [group(null, 0n, 0)], references: [5_00n] })).toEqual([
      [1000_00n],
      0n,
      ['error fis.toplam-tutmuyor'],
    ]);
  });
});

/** Tests of splitting an amount as a person says it: the parts sum to it to the kuruş. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_PARTS, parseSplit } from './split-amount.ts';

const parts = (text: string, kurus: bigint) => {
  const split = parseSplit(text, kurus, 'tr');
  return 'parts' in split ? split.parts : split.fault;
};

describe('splitting an amount', () => {
  it('makes equal parts, the odd kuruş to the earlier ones', () => {
    expect(parts('2x', 100_001n)).toEqual([50_001n, 50_000n]);
    expect(parts('3 x', 10_000n)).toEqual([3334n, 3333n, 3333n]);
  });
  it('takes percentages on either side of the number and gives the rest to a last part', () => {
    expect(parts('%70', 10_001n)).toEqual([7001n, 3000n]);
    expect(parts('30% 20%', 1000n)).toEqual([300n, 200n, 500n]);
    expect(parts('%33,33 %66,67', 10_000n)).toEqual([3333n, 6667n]);
  });
  it('takes amounts as they are written and gives the rest to a last part', () => {
    expect(parts('1.250,00 800', 300_000n)).toEqual([125_000n, 80_000n, 95_000n]);
  });
  it.each([
    ['', 'unread'],
    ['yarısı', 'unread'],
    ['%50 100', 'unread'],
    ['%101', 'tooMuch'],
    ['4.000', 'tooMuch'],
    ['1x', 'nothingLeft'],
    ['%100', 'nothingLeft'],
    ['3.000', 'nothingLeft'],
    ['99x', 'tooMany'],
  ])('says what is wrong with "%s"', (text, fault) => {
    expect(parts(text, 300_000n)).toBe(fault);
  });
  it('never loses or makes a kuruş, whatever is split and how', () => {
    const shares = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 });
    const ways = fc.oneof(
      fc.integer({ min: 2, max: MOST_PARTS }).map((n) => `${n}x`),
      shares.map((list) => list.map((n) => `%${n}`).join(' ')),
      shares.map((list) => list.join(' ')),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), ways, (kurus, text) => {
        const split = parseSplit(text, kurus, 'tr');
        if ('parts' in split) {
          expect(split.parts.reduce((a, b) => a + b, 0n)).toBe(kurus);
          expect(split.parts.every((part) => part > 0n)).toBe(true);
        }
      }),
    );
  });
});

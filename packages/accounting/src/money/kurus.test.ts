/** Rules of kuruş: reading, writing, converting and splitting, by example and by property. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distributeKurus } from './distribute.ts';
import {
  formatKurusTr,
  kurusFromDecimal,
  kurusFromForeign,
  kurusToDecimal,
  sumKurus,
  tryKurusFromDecimal,
} from './kurus.ts';

const anyKurus = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });

describe('kuruş', () => {
  it('are read half up from a decimal text', () => {
    expect(['1234.56', '0.125', '-0.125', '7', '11.296000000000000'].map(kurusFromDecimal)).toEqual([
      123456n,
      13n,
      -13n,
      700n,
      1130n,
    ]);
    expect(tryKurusFromDecimal('beş lira')).toBeNull();
    expect(tryKurusFromDecimal(null)).toBeNull();
  });

  it('are written for machines with a point and for people with a comma', () => {
    expect([0n, 5n, -5n, 123456n, 123456789012n].map(kurusToDecimal)).toEqual([
      '0.00',
      '0.05',
      '-0.05',
      '1234.56',
      '1234567890.12',
    ]);
    expect([0n, 99999n, 100000n, -123456789n].map(formatKurusTr)).toEqual([
      '0,00',
      '999,99',
      '1.000,00',
      '-1.234.567,89',
    ]);
  });

  it('of a foreign amount are rounded once, after the exact product', () => {
    expect(kurusFromForeign('118.00', '4.6688')).toBe(55092n);
    expect(kurusFromForeign('0.05', '32.1')).toBe(161n);
  });

  it('survive the wire', () => {
    fc.assert(
      fc.property(anyKurus, (k) => {
        expect(kurusFromDecimal(kurusToDecimal(k))).toBe(k);
      }),
    );
    fc.assert(
      fc.property(anyKurus, (k) => {
        expect(kurusFromDecimal(formatKurusTr(k).replaceAll('.', '').replace(',', '.'))).toBe(k);
      }),
    );
  });
});

describe('an amount split by weights', () => {
  it('gives the leftover kuruş to the largest remainders', () => {
    expect(distributeKurus(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(distributeKurus(-101n, [2n, 1n])).toEqual([-67n, -34n]);
    expect(distributeKurus(5n, [0n, 0n])).toEqual([3n, 2n]);
    expect(() => distributeKurus(5n, [])).toThrow(RangeError);
    expect(() => distributeKurus(5n, [-1n, 2n])).toThrow(RangeError);
  });

  it('loses and makes no kuruş, and no part is a whole kuruş away from its share', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(anyKurus, weights, (total, given) => {
        const parts = distributeKurus(total, given);
        expect(sumKurus(parts)).toBe(total);
        const whole = sumKurus(given);
        for (const [i, part] of parts.entries()) {
          const off = part * whole - total * (given[i] ?? 0n);
          if (whole > 0n) expect((off < 0n ? -off : off) < whole).toBe(true);
        }
      }),
    );
  });
});

/** Rules of the dated KDV rates. */
import { describe, expect, it } from 'vitest';
import { isKnownKdvRate, kdvRatesOn } from './rates.ts';

describe('KDV rates', () => {
  it('are 1, 8 and 18 until 9 July 2023 and 1, 10 and 20 from the next day', () => {
    expect(kdvRatesOn('2018-06-25')).toEqual([100, 800, 1800]);
    expect(kdvRatesOn('2023-07-09')).toEqual([100, 800, 1800]);
    expect(kdvRatesOn('2023-07-10')).toEqual([100, 1000, 2000]);
    expect(kdvRatesOn('2030-01-01')).toEqual([100, 1000, 2000]);
  });

  it('of any time stay known, others do not', () => {
    expect([0, 100, 800, 1800, 2000].every(isKnownKdvRate)).toBe(true);
    expect(isKnownKdvRate(1700)).toBe(false);
  });
});

/** Rules of dated rows. */
import { describe, expect, it } from 'vitest';
import { firstOverlap, validOn } from './valid-on.ts';

const monthly = { value: 'aylik', validFrom: '2020-01-01', validTo: '2024-12-31' };
const quarterly = { value: 'uc-aylik', validFrom: '2025-01-01', validTo: null };

describe('dated rows', () => {
  it('tell what held on a day, first and last day included, and nothing before the first', () => {
    const rows = [quarterly, monthly];
    expect(validOn(rows, '2019-12-31')).toBeUndefined();
    expect(validOn(rows, '2020-01-01')).toBe(monthly);
    expect(validOn(rows, '2024-12-31')).toBe(monthly);
    expect(validOn(rows, '2025-01-01')).toBe(quarterly);
    expect(validOn(rows, '2199-01-01')).toBe(quarterly);
  });

  it('overlap where one begins before the other has ended, or the earlier never ends', () => {
    expect(firstOverlap([quarterly, monthly])).toBeNull();
    const early = { ...quarterly, validFrom: '2024-12-31' };
    expect(firstOverlap([early, monthly])).toEqual([monthly, early]);
    const open = { ...monthly, validTo: null };
    expect(firstOverlap([quarterly, open])).toEqual([open, quarterly]);
  });
});

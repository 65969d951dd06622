/** Rules of what a change of a dated status makes of its rows. */
import { describe, expect, it } from 'vitest';
import { changedFrom, dayBefore, endedOn } from './status-rows.ts';

const monthly = { id: 'a', value: 'aylik', validFrom: '2020-01-01', validTo: null };

describe('a dated status', () => {
  it('that changes ends the day before, over the ends of months and leap years', () => {
    expect(dayBefore('2024-03-01')).toBe('2024-02-29');
    expect(changedFrom([monthly], 'uc-aylik', '2025-01-01')).toEqual([
      { ...monthly, validTo: '2024-12-31' },
      { value: 'uc-aylik', validFrom: '2025-01-01', validTo: null },
    ]);
  });
  it('that begins before a later row ends before it', () => {
    const later = { id: 'b', value: 'uc-aylik', validFrom: '2026-01-01', validTo: null };
    expect(changedFrom([later], 'aylik', '2024-01-01')).toEqual([
      later,
      { value: 'aylik', validFrom: '2024-01-01', validTo: '2025-12-31' },
    ]);
  });
  it('that is changed from its own first day gives way', () => {
    expect(changedFrom([monthly], 'yok', '2020-01-01')).toEqual([
      { value: 'yok', validFrom: '2020-01-01', validTo: null },
    ]);
  });
  it('that ends keeps its last day, and what ended earlier stays as it is', () => {
    const old = { id: 'z', value: 'yok', validFrom: '2010-01-01', validTo: '2019-12-31' };
    expect(endedOn([monthly, old], '2026-06-30')).toEqual([{ ...monthly, validTo: '2026-06-30' }, old]);
  });
});

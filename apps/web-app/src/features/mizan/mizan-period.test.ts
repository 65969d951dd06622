/** Tests of the period that the mizan's address asks for. */
import { describe, expect, it } from 'vitest';
import { ALL_LEVELS, monthOfView, viewOf } from './mizan-period.ts';

const now = new Date(2026, 10, 23, 12);

describe('the view of the mizan', () => {
  it('is the year to the end of this month at main accounts, unless the address says otherwise', () => {
    expect(viewOf({}, now)).toEqual({ from: '2026-01-01', to: '2026-11-30', level: 3, prior: null });
    expect(viewOf({ bas: '2025-02-01', son: '2025-02-28', duzey: '12' }, now)).toEqual({
      from: '2025-02-01',
      to: '2025-02-28',
      level: ALL_LEVELS,
      prior: null,
    });
  });
  it('is compared with another period where the address names both of its days', () => {
    const prior = { from: '2025-01-01', to: '2025-11-30' };
    expect(viewOf({ kbas: prior.from, kson: prior.to }, now)).toMatchObject({ prior });
    expect(viewOf({ kbas: prior.from, kson: 'x' }, now).prior).toBeNull();
  });
  it('does not trust the address', () => {
    expect(viewOf({ bas: 'dün', son: '1.1.2026', duzey: '99' }, now)).toEqual({
      from: '2026-01-01',
      to: '2026-11-30',
      level: 3,
      prior: null,
    });
  });
  it('knows a whole month and a year to date', () => {
    expect(monthOfView({ from: '2026-03-01', to: '2026-03-31' })).toBe(3);
    expect(monthOfView({ from: '2026-01-01', to: '2026-03-31' })).toBe(0);
    expect(monthOfView({ from: '2026-03-02', to: '2026-03-31' })).toBeNull();
    expect(monthOfView({ from: '2026-03-01', to: '2026-03-30' })).toBeNull();
  });
});

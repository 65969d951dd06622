/** Tests of how places of a document belong together. */
import { describe, expect, it } from 'vitest';
import { isLit, isWithin } from './places.ts';

describe('places', () => {
  it('hold what begins with them at a boundary', () => {
    expect(isWithin('lines[1].amount', 'lines[1]')).toBe(true);
    expect(isWithin('lines[1]', 'lines')).toBe(true);
    expect(isWithin('lines[10].amount', 'lines[1]')).toBe(false);
    expect(isWithin('totals.payableRounding', 'totals.payable')).toBe(false);
  });
  it('are lit by themselves, by a part of them and by the whole they belong to', () => {
    expect(isLit('totals.payable', ['totals.payable'])).toBe(true);
    expect(isLit('taxTotals[0].subtotals[1]', ['taxTotals[0].subtotals[1].tax'])).toBe(true);
    expect(isLit('lines[2].amount', ['lines[2]'])).toBe(true);
    expect(isLit('lines[2].amount', ['lines[3].amount'])).toBe(false);
    expect(isLit('totals.payable', [])).toBe(false);
  });
});

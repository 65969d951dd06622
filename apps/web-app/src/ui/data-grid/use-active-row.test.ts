/** Tests of finding the active row again. */
import { describe, expect, it } from 'vitest';
import { placeOfActive } from './use-active-row.ts';

const at = (rows: (string | undefined)[], id: string | null, index: number) =>
  placeOfActive(rows, (row) => row, { id, index });

describe('the active row', () => {
  it('is found by its id when rows came before it', () => {
    expect(at(['x', 'a', 'b'], 'a', 0)).toBe(1);
  });
  it('that is gone gives way to the row that took its place', () => {
    expect(at(['a', 'c'], 'b', 1)).toBe(1);
    expect(at(['a'], 'b', 5)).toBe(0);
  });
  it('of a part that is not loaded keeps its place', () => {
    expect(at(['a', undefined, undefined], 'z', 2)).toBe(2);
  });
  it('is none in an empty list', () => {
    expect(at([], 'a', 3)).toBe(-1);
  });
});

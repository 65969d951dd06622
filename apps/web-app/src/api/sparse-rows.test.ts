/** Tests of which pages of a long list are loaded, and where their rows stand. */
import { describe, expect, it } from 'vitest';
import { pagesOf, placed } from './sparse-rows.ts';

describe('a list of which only what is in sight is loaded', () => {
  it('asks for the pages in sight and one on each side, never over an end', () => {
    expect(pagesOf(0, 30, 100_000)).toEqual([0, 1]);
    expect(pagesOf(50_000, 50_040, 100_000)).toEqual([249, 250, 251]);
    expect(pagesOf(99_970, 99_999, 100_000)).toEqual([498, 499]);
    expect(pagesOf(0, 0, 0)).toEqual([0]);
  });
  it('is as long as the whole, with each row at its place', () => {
    const rows = placed(100_000, [
      { page: 0, items: ['a', 'b'] },
      { page: 499, items: ['y'] },
      { page: 3, items: undefined },
    ]);
    expect(rows).toHaveLength(100_000);
    expect([rows[0], rows[1], rows[2], rows[99_800]]).toEqual(['a', 'b', undefined, 'y']);
  });
  it('passes over rows past its end, which were gone when it was counted', () => {
    expect(placed(1, [{ page: 0, items: ['a', 'b'] }])).toEqual(['a']);
  });
});

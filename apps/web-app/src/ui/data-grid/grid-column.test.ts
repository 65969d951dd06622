/** Tests of how columns are ordered. */
import { describe, expect, it } from 'vitest';
import { inOrder, movedBy, movedPast } from './grid-column.ts';

const columns = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
const ids = (order: string[]) => inOrder(columns, order).map((column) => column.id);

describe('columns of a list', () => {
  it('stand as they were made where nothing was chosen', () => {
    expect(ids([])).toEqual(['a', 'b', 'c', 'd']);
  });
  it('stand in the chosen order, a column of a later version beside its neighbour', () => {
    expect(ids(['d', 'c', 'a'])).toEqual(['d', 'c', 'a', 'b']);
  });
  it('forget the place of a column that no longer exists', () => {
    expect(ids(['x', 'd', 'a', 'b', 'c'])).toEqual(['d', 'a', 'b', 'c']);
  });
  it('move by one place and never over the edge', () => {
    expect(movedBy(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
    expect(movedBy(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
    expect(movedBy(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c']);
  });
  it('move past a neighbour that is shown, over those that are not', () => {
    expect(movedPast(['a', 'x', 'b', 'c'], 'a', 'b')).toEqual(['x', 'b', 'a', 'c']);
    expect(movedPast(['a', 'x', 'b', 'c'], 'b', 'a')).toEqual(['b', 'a', 'x', 'c']);
  });
});

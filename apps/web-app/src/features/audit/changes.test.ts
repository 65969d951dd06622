/** Tests of telling what changed in a record. */
import { describe, expect, it } from 'vitest';
import { changesOf, isTechnical } from './changes.ts';

describe('a change of a record', () => {
  it('names only the fields that differ', () => {
    expect(changesOf({ title: 'A', version: 1 }, { title: 'B', version: 1 })).toEqual([
      { field: 'title', before: 'A', after: 'B' },
    ]);
  });
  it('tells all fields of what is new or gone', () => {
    expect(changesOf(null, { title: 'B' })).toEqual([{ field: 'title', before: null, after: 'B' }]);
    expect(changesOf({ title: 'A' }, null)).toEqual([{ field: 'title', before: 'A', after: null }]);
  });
  it('shows lists and numbers as text', () => {
    expect(changesOf({ ids: [1] }, { ids: [1, 2] })[0]).toEqual({
      field: 'ids',
      before: '[1]',
      after: '[1,2]',
    });
  });
  it('keeps keys and stamps out of the short line', () => {
    expect(['id', 'client_id', 'created_at', 'version', 'title'].map(isTechnical)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });
});

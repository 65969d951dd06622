/** Which lists of documents are not reloaded under the reader's eyes. */
import { expect, it } from 'vitest';
import { isLongList } from './use-live-documents.ts';

it('a list of many pages waits for its reader; a short one, and counts that stand beside it, do not', () => {
  expect(isLongList({ pages: [{}, {}, {}, {}], pageParams: [] })).toBe(true);
  expect(isLongList({ pages: [{}], pageParams: [] })).toBe(false);
  expect(isLongList({ documents: 5000, files: 5000, clean: 12, byState: {} })).toBe(false);
  expect(isLongList(undefined)).toBe(false);
});

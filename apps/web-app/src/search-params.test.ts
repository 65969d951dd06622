/** Tests of reading filters from the address. */
import { describe, expect, it } from 'vitest';
import { readSearch, textIn, writeSearch } from './search-params.ts';

describe('filters in the address', () => {
  it('are taken by name, others dropped', () => {
    expect(textIn({ ara: 'ışık', x: '1' }, 'ara', 'durum')).toEqual({ ara: 'ışık' });
  });
  it('are plain text in the address, also where they look like numbers', () => {
    expect(writeSearch({ duzey: '12', ara: 'ış & b', durum: undefined, x: '' })).toBe(
      '?duzey=12&ara=%C4%B1%C5%9F+%26+b',
    );
    expect(readSearch('?duzey=12&ara=%C4%B1%C5%9F+%26+b')).toEqual({ duzey: '12', ara: 'ış & b' });
    expect(writeSearch({})).toBe('');
  });
  it('are dropped where they are empty, endless or no text', () => {
    expect(textIn({ a: '', b: 'x'.repeat(2001), c: { d: 1 } }, 'a', 'b', 'c')).toEqual({});
  });
});

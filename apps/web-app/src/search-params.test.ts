/** Tests of reading filters from the address. */
import { describe, expect, it } from 'vitest';
import { textIn } from './search-params.ts';

describe('filters in the address', () => {
  it('are taken by name, others dropped', () => {
    expect(textIn({ ara: 'ışık', x: '1' }, 'ara', 'durum')).toEqual({ ara: 'ışık' });
  });
  it('may look like numbers', () => {
    expect(textIn({ ara: 1234567890 }, 'ara')).toEqual({ ara: '1234567890' });
  });
  it('are dropped where they are empty, endless or no text', () => {
    expect(textIn({ a: '', b: 'x'.repeat(2001), c: { d: 1 } }, 'a', 'b', 'c')).toEqual({});
  });
});

/** Tests of layouts in addresses. */
import { describe, expect, it } from 'vitest';
import { layoutFromText, layoutText, NO_LAYOUT } from './grid-layout.ts';

describe('a layout in an address', () => {
  const layout = {
    columnSizing: { no: 64 },
    columnVisibility: { type: false },
    columnOrder: ['date', 'no', 'type'],
  };
  it('says order, widths and what is hidden, and reads back the same', () => {
    expect(layoutText(layout)).toBe('date,no.64,-type');
    expect(layoutFromText('date,no.64,-type')).toEqual(layout);
  });
  it('is empty where nothing was chosen', () => {
    expect(layoutText(NO_LAYOUT)).toBe('');
    expect(layoutFromText('')).toEqual(NO_LAYOUT);
  });
  it('is read without trust', () => {
    expect(layoutFromText('a,a.99,<b>,c.9999,d.1,__proto__')).toEqual({
      columnSizing: { c: 2000 },
      columnVisibility: {},
      columnOrder: ['a', 'c', '__proto__'],
    });
  });
});

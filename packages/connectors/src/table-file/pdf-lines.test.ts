/** Tests of breaking text into lines and of laying columns on paper. */
import { describe, expect, it } from 'vitest';
import { layOut } from './pdf-layout.ts';
import { breakLines } from './pdf-lines.ts';

const perLetter = (text: string) => text.length;

describe('lines of a cell', () => {
  it('break between words', () => {
    expect(breakLines('bir iki üç', 7, 3, perLetter)).toEqual(['bir iki', 'üç']);
  });
  it('break inside a word that is wider than the cell', () => {
    expect(breakLines('abcdefgh', 3, 5, perLetter)).toEqual(['abc', 'def', 'gh']);
  });
  it('end in an ellipsis where there is no more room', () => {
    expect(breakLines('bir iki üç dört beş', 7, 2, perLetter)).toEqual(['bir iki', 'üç dör…']);
  });
  it('are none where there is no text', () => {
    expect(breakLines('', 7, 2, perLetter)).toEqual([]);
  });
});

describe('a table on paper', () => {
  const amount = { header: 'Borç', kind: 'amount', width: 15 } as const;
  const name = { header: 'Hesap adı', kind: 'text', width: 40 } as const;
  it('stands upright where its columns fit so, and lies across where not', () => {
    expect(layOut([name, amount, amount]).isWide).toBe(false);
    expect(layOut([name, ...Array.from({ length: 8 }, () => amount)]).isWide).toBe(true);
  });
  it('is as wide as the paper between its margins, whatever its columns', () => {
    for (const columns of [[name], [amount], Array.from({ length: 30 }, () => amount)]) {
      const { widths, isWide } = layOut(columns);
      const sum = widths.reduce((total, width) => total + width, 0);
      expect(sum).toBeCloseTo((isWide ? 841.89 : 595.28) - 60, 3);
    }
  });

  it('keeps what a text is indented by on each of its lines', () => {
    expect(breakLines('   bir iki üç', 8, 3, (text) => text.length)).toEqual(['   bir', '   iki', '   üç']);
  });
});

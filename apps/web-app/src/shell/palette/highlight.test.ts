/** What is marked of a found text. */
import { expect, it } from 'vitest';
import { piecesOf } from './highlight.ts';

const marked = (text: string, typed: string) =>
  piecesOf(text, typed)
    .map((piece) => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('');

it('marks typed words however they are written', () => {
  expect(marked('IŞIK İnşaat Ltd. Şti.', 'isik insaat')).toBe('[IŞIK] [İnşaat] Ltd. Şti.');
  expect(marked('GIB2026000000042', '0042')).toBe('GIB202600000[0042]');
  expect(marked('Çınar', 'ÇINAR')).toBe('[Çınar]');
});

it('marks nothing where nothing matches or nothing is typed, and loses no letter', () => {
  expect(marked('Dağ A.Ş.', 'xyz')).toBe('Dağ A.Ş.');
  expect(marked('Dağ A.Ş.', '  ')).toBe('Dağ A.Ş.');
  expect(piecesOf('', 'a')).toEqual([]);
  for (const text of ['a\u0301b', '👍 belge', 'İİıı  x'])
    expect(
      piecesOf(text, 'b i x')
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
});

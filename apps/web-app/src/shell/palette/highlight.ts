/** Where typed words stand in a text, however either is written: for marking what matched. */
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';

export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** The text folded letter by letter, and for each folded letter the place of the one it came from. */
function foldedWithPlaces(text: string): { folded: string; places: number[] } {
  let folded = '';
  const places: number[] = [];
  let at = 0;
  for (const letter of text) {
    const key = letter.trim() === '' ? ' ' : searchKey(letter);
    folded += key;
    for (let n = 0; n < key.length; n += 1) places.push(at);
    at += letter.length;
  }
  places.push(text.length);
  return { folded, places };
}

/** The pieces of a text in order; together they are the text. */
export function piecesOf(text: string, typed: string): Piece[] {
  const words = searchKey(typed)
    .split(' ')
    .filter((word) => word !== '');
  const { folded, places } = foldedWithPlaces(text);
  const hits = new Uint8Array(text.length);
  for (const word of words) {
    for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + word.length))
      hits.fill(1, places[from], places[from + word.length]);
  }
  const pieces: Piece[] = [];
  let start = 0;
  for (let at = 1; at <= text.length; at += 1) {
    if (at < text.length && hits[at] === hits[start]) continue;
    pieces.push({ text: text.slice(start, at), hit: hits[start] === 1 });
    start = at;
  }
  return text === '' ? [] : pieces;
}

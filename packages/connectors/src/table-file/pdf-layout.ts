/** How a table lies on A4: which way the paper is held, how big its letters are, how wide each column is. */
import type { TableColumn } from './table-file.ts';

/** A4, in points. */
const SHORT_SIDE = 595.28;
const LONG_SIDE = 841.89;
export const MARGIN = 30;
/** Between the rule of a column and its text, on both sides together. Points. */
export const PADDING = 8;

export interface PdfLayout {
  readonly isWide: boolean;
  readonly fontSize: number;
  /** Points; together as wide as the paper between its margins. */
  readonly widths: readonly number[];
}

/** A letter of the font is about this wide, as a part of its size. */
const LETTER = 0.58;
/** Text may be squeezed to so many characters a line before letters get smaller. */
const LEAST_TEXT = 14;
/** Text of at most so many characters is a number or a code, which is read in one piece: it keeps its width. */
const MOST_OF_A_CODE = 18;
const SIZES = [8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5];

const natural = (column: TableColumn, size: number) => column.width * size * LETTER + PADDING;
const least = (column: TableColumn, size: number) =>
  column.kind === 'text' && column.width > MOST_OF_A_CODE
    ? natural({ ...column, width: LEAST_TEXT }, size)
    : natural(column, size);

/** Upright with the largest letters where all columns fit so, else across the paper; figures and codes are never squeezed. */
export function layOut(columns: readonly TableColumn[]): PdfLayout {
  const choices = [
    ...SIZES.filter((size) => size >= 7).map((fontSize) => ({ isWide: false, fontSize, slack: 0.8 })),
    ...SIZES.map((fontSize) => ({ isWide: true, fontSize, slack: 0 })),
  ];
  const smallest = { isWide: true, fontSize: 5, slack: 0 };
  const chosen =
    choices.find(({ isWide, fontSize, slack }) => {
      // Upright only where texts keep most of the room that they would like.
      const needed = columns.reduce(
        (sum, column) =>
          sum +
          Math.max(least(column, fontSize), natural(column, fontSize) * (column.kind === 'text' ? slack : 1)),
        0,
      );
      return needed <= room(isWide);
    }) ?? smallest;
  return { ...chosen, widths: spread(columns, chosen.fontSize, room(chosen.isWide)) };
}

const room = (isWide: boolean) => (isWide ? LONG_SIDE : SHORT_SIDE) - 2 * MARGIN;

/** Least widths first; what is left goes to texts by what they would like, then to all alike. */
function spread(columns: readonly TableColumn[], size: number, wide: number): number[] {
  const widths = columns.map((column) => least(column, size));
  const left = wide - widths.reduce((sum, width) => sum + width, 0);
  if (left < 0) return widths.map((width) => (width * wide) / (wide - left));
  const wishes = columns.map((column) => (column.kind === 'text' ? column.width : 0));
  const wished = wishes.reduce((sum, wish) => sum + wish, 0);
  return widths.map(
    (width, index) => width + (wished === 0 ? left / columns.length : (left * (wishes[index] ?? 0)) / wished),
  );
}

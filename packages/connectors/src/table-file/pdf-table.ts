/** A table on paper: a header on every page, rows that never break, and of a book the sums so far from page to page. */

import type { Readable } from 'node:stream';
import { setImmediate as otherWork, setTimeout as sleep } from 'node:timers/promises';
import { CarriedSums } from './carried-sums.ts';
import { shownText } from './cell-text.ts';
import { MARGIN, PADDING, type PdfLayout } from './pdf-layout.ts';
import { breakLines } from './pdf-lines.ts';
import type { PdfPages } from './pdf-pages.ts';
import { type Face, INK, RULE } from './pdf-pen.ts';
import type { TableColumn, TableFile, TableRow } from './table-file.ts';

const SHADE = '#f2f4f7';
const LINES_OF_TEXT = 3;
/** Rows drawn before other requests get their turn. */
const AT_ONCE = 50;
/** Bytes that nobody took yet. */
const MOST_WAITING = 2 * 1024 * 1024;
const FOOT = { tr: 'Nakli yekûn', en: 'Carried forward' };
const HEAD = { tr: 'Önceki sayfadan nakil', en: 'Brought forward' };
const PART = { tr: 'Hesap toplamı', en: 'Total of the account' };

export type PaperTable = Pick<TableFile, 'columns' | 'rows' | 'totals' | 'book'>;

/** False where whoever asked for it has left. */
export async function drawTable(
  pages: PdfPages,
  table: PaperTable,
  layout: PdfLayout,
  out: Readable,
): Promise<boolean> {
  const drawing = new PdfTable(pages, table, layout);
  drawing.header();
  let drawn = 0;
  for await (const group of table.rows) {
    for (const row of group) {
      drawing.line(row);
      drawn += 1;
      if (drawn % AT_ONCE === 0) await otherWork();
      while (out.readableLength > MOST_WAITING && !out.destroyed) await sleep(5);
      if (out.destroyed) return false;
    }
  }
  drawing.endPart();
  const totals = table.totals();
  if (totals !== null) drawing.row(totals, 'bold');
  return true;
}

class PdfTable {
  readonly #pages: PdfPages;
  readonly #table: PaperTable;
  readonly #layout: PdfLayout;
  readonly #carried: CarriedSums | null;

  constructor(pages: PdfPages, table: PaperTable, layout: PdfLayout) {
    this.#pages = pages;
    this.#table = table;
    this.#layout = layout;
    this.#carried = table.book === undefined ? null : new CarriedSums(table.columns);
  }

  /** A row of the table; the first of a part ends the one before. */
  line(row: TableRow): void {
    const begins = this.#table.book?.begins(row) === true;
    if (begins) this.endPart();
    this.row(row, begins ? 'bold' : 'plain');
    this.#carried?.add(row, begins);
  }

  /** The sums of a part of a book that has others after it. */
  endPart(): void {
    if (this.#carried?.endsPart !== true) return;
    const totals = this.#carried.row(PART[this.#pages.language]);
    this.#carried.clear();
    this.row(totals, 'bold');
  }

  row(row: TableRow, face: Face): void {
    const cells = this.#table.columns.map((column, index) => this.#cell(row, index, column, face));
    const height = this.#heightOf(cells);
    const kept = this.#carried === null ? 0 : this.#heightOf([]);
    if (!this.#pages.has(height + kept)) this.#nextPage();
    this.#drawRow(cells, height, face);
  }

  #nextPage(): void {
    const { language } = this.#pages;
    this.#carry(FOOT[language]);
    this.#pages.next();
    this.header();
    this.#carry(HEAD[language]);
  }

  #carry(name: string): void {
    if (this.#carried === null || this.#carried.isEmpty) return;
    const row = this.#carried.row(name);
    const cells = this.#table.columns.map((column, index) => this.#cell(row, index, column, 'bold', 1));
    this.#drawRow(cells, this.#heightOf(cells), 'bold');
  }

  #drawRow(cells: readonly string[][], height: number, face: Face): void {
    if (face === 'bold') this.#pages.pen.rule(this.#pages.y, INK);
    this.#cells(cells, height, face, INK);
    this.#pages.pen.rule(this.#pages.y, RULE);
  }

  header(): void {
    const cells = this.#table.columns.map(({ header }, index) =>
      this.#broken(header, this.#widthOf(index), 'bold', 2),
    );
    const height = this.#heightOf(cells);
    this.#pages.pen.doc.rect(MARGIN, this.#pages.y, this.#pages.width, height).fill(SHADE);
    this.#cells(cells, height, 'bold', INK);
    this.#pages.pen.rule(this.#pages.y, INK);
  }

  #cell(row: TableRow, index: number, { kind }: TableColumn, face: Face, most = LINES_OF_TEXT): string[] {
    const text = shownText(row[index] ?? null, kind);
    if (kind === 'text') return this.#broken(text, this.#widthOf(index), face, most);
    return text === '' ? [] : [text];
  }

  #cells(cells: readonly string[][], height: number, face: Face, ink: string): void {
    const { fontSize, widths } = this.#layout;
    let x = MARGIN;
    cells.forEach((lines, index) => {
      const column = this.#table.columns[index];
      const atEnd = column?.kind === 'amount' || column?.kind === 'count';
      const room = this.#widthOf(index);
      lines.forEach((line, nth) => {
        const wide = this.#pages.pen.measure(line, face, fontSize);
        // A figure is never cut: one that is too wide is written smaller.
        const size = wide > room ? (fontSize * room) / wide : fontSize;
        const left = atEnd ? x + PADDING / 2 + room - Math.min(wide, room) : x + PADDING / 2;
        const top = this.#pages.y + 3 + nth * this.#lineHeight + (fontSize - size) / 2;
        this.#pages.pen.write(line, left, top, { face, size, ink });
      });
      x += widths[index] ?? 0;
    });
    this.#pages.y += height;
  }

  get #lineHeight(): number {
    return this.#layout.fontSize * 1.3;
  }

  #heightOf(cells: readonly string[][]): number {
    return Math.max(1, ...cells.map((lines) => lines.length)) * this.#lineHeight + 5;
  }

  #widthOf(index: number): number {
    return (this.#layout.widths[index] ?? 0) - PADDING;
  }

  #broken(text: string, width: number, face: Face, most: number): string[] {
    return breakLines(text, width, most, (part) =>
      this.#pages.pen.measure(part, face, this.#layout.fontSize),
    );
  }
}

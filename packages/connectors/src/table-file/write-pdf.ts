/** A table as PDF on A4: letterhead, title and facts, a header on every page, rows that never break, totals, page numbers. */
import type { Readable } from 'node:stream';
import { setImmediate as otherWork, setTimeout as sleep } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { CarriedSums } from './carried-sums.ts';
import { shownText } from './cell-text.ts';
import { layOut, MARGIN, PADDING, type PdfLayout } from './pdf-layout.ts';
import { drawLetterhead } from './pdf-letterhead.ts';
import { breakLines } from './pdf-lines.ts';
import { type Face, INK, PdfPen, RULE, SOFT, type TextStyle } from './pdf-pen.ts';
import type { TableColumn, TableFile, TableRow } from './table-file.ts';

const SHADE = '#f2f4f7';
const LINES_OF_TEXT = 3;
const FOOTER_HEIGHT = 22;
/** Rows drawn before other requests get their turn. */
const AT_ONCE = 50;
/** Bytes that nobody took yet. */
const MOST_WAITING = 2 * 1024 * 1024;
const FOOT = { tr: 'Nakli yekûn', en: 'Carried forward' };
const HEAD = { tr: 'Önceki sayfadan nakil', en: 'Brought forward' };
const PART = { tr: 'Hesap toplamı', en: 'Total of the account' };

const TITLE: TextStyle = { face: 'bold', size: 14, ink: INK };
const FACT: TextStyle = { face: 'plain', size: 8.5, ink: SOFT };
/** The title again, on the pages that follow. */
const RUNNING: TextStyle = { face: 'plain', size: 8, ink: SOFT };
const FOOTER: TextStyle = { face: 'plain', size: 7.5, ink: SOFT };

/** The bytes of the file; an error of the rows destroys the stream. A finished page is written and forgotten. */
export async function writePdf(table: TableFile): Promise<Readable> {
  const layout = layOut(table.columns);
  const doc = new PDFDocument({
    size: 'A4',
    layout: layout.isWide ? 'landscape' : 'portrait',
    margin: 0,
    autoFirstPage: false,
    // Texts of a book are seldom the same: what is laid out once is a letter (`PdfPen`).
    fontLayoutCache: false,
    lang: table.language,
    info: { Title: table.title, Creator: 'AI Muhasebi' },
  });
  const pen = await PdfPen.of(doc);
  const out: Readable = doc as PDFKit.PDFDocument & Readable;
  draw(new Paper(pen, table, layout), table, out).then(
    () => doc.end(),
    (error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return out;
}

async function draw(paper: Paper, table: TableFile, out: Readable): Promise<void> {
  paper.begin();
  let drawn = 0;
  for await (const group of table.rows) {
    for (const row of group) {
      paper.line(row);
      drawn += 1;
      if (drawn % AT_ONCE === 0) await otherWork();
      while (out.readableLength > MOST_WAITING && !out.destroyed) await sleep(5);
      // Whoever asked for it has left.
      if (out.destroyed) return;
    }
  }
  paper.endPart();
  const totals = table.totals();
  if (totals !== null) paper.row(totals, 'bold');
  paper.end();
}

/** The paper with its pen: where the next row goes, and a new page when it does not fit. */
class Paper {
  readonly #pen: PdfPen;
  readonly #doc: PDFKit.PDFDocument;
  readonly #table: TableFile;
  readonly #layout: PdfLayout;
  readonly #carried: CarriedSums | null;
  #y = 0;
  #pages = 0;

  constructor(pen: PdfPen, table: TableFile, layout: PdfLayout) {
    this.#pen = pen;
    this.#doc = pen.doc;
    this.#table = table;
    this.#layout = layout;
    this.#carried = table.book === undefined ? null : new CarriedSums(table.columns);
  }

  begin(): void {
    this.#turn();
    const { letterhead, title, facts } = this.#table;
    if (letterhead !== null) this.#y = drawLetterhead(this.#pen, letterhead, this.#y);
    this.#paragraph(title, TITLE);
    for (const fact of facts) this.#paragraph(fact, FACT);
    this.#y += 6;
    this.#header();
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
    const totals = this.#carried.row(PART[this.#table.language]);
    this.#carried.clear();
    this.row(totals, 'bold');
  }

  row(row: TableRow, face: Face): void {
    const cells = this.#table.columns.map((column, index) => this.#cell(row, index, column, face));
    const height = this.#heightOf(cells);
    const kept = this.#carried === null ? 0 : this.#heightOf([]);
    if (this.#y + height + kept > this.#doc.page.height - MARGIN - FOOTER_HEIGHT) this.#nextPage();
    this.#drawRow(cells, height, face);
  }

  #nextPage(): void {
    const { book, title, facts, language } = this.#table;
    this.#carry(FOOT[language]);
    this.#footer(String(this.#pages));
    this.#turn();
    // Each sheet of a book says whose it is and of which days.
    this.#paragraph(book === undefined ? title : [title, ...facts.slice(0, 2)].join(' · '), RUNNING);
    this.#y += 4;
    this.#header();
    this.#carry(HEAD[language]);
  }

  #carry(name: string): void {
    if (this.#carried === null || this.#carried.isEmpty) return;
    const row = this.#carried.row(name);
    const cells = this.#table.columns.map((column, index) => this.#cell(row, index, column, 'bold', 1));
    this.#drawRow(cells, this.#heightOf(cells), 'bold');
  }

  #drawRow(cells: readonly string[][], height: number, face: Face): void {
    if (face === 'bold') this.#pen.rule(this.#y, INK);
    this.#cells(cells, height, face, INK);
    this.#pen.rule(this.#y, RULE);
  }

  /** The last page says that it is the last. */
  end(): void {
    this.#footer(`${this.#pages} / ${this.#pages}`);
  }

  #turn(): void {
    this.#doc.addPage();
    this.#pages += 1;
    this.#y = MARGIN;
  }

  #footer(number: string): void {
    const text = `${this.#table.language === 'tr' ? 'Sayfa' : 'Page'} ${number}`;
    const { width, height } = this.#doc.page;
    const left = width - MARGIN - this.#pen.measure(text, FOOTER.face, FOOTER.size);
    this.#pen.write(text, left, height - MARGIN - 10, FOOTER);
  }

  #header(): void {
    const cells = this.#table.columns.map(({ header }, index) =>
      this.#broken(header, this.#widthOf(index), 'bold', 2),
    );
    const height = this.#heightOf(cells);
    const width = this.#doc.page.width - 2 * MARGIN;
    this.#doc.rect(MARGIN, this.#y, width, height).fill(SHADE);
    this.#cells(cells, height, 'bold', INK);
    this.#pen.rule(this.#y, INK);
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
        const wide = this.#pen.measure(line, face, fontSize);
        // A figure is never cut: one that is too wide is written smaller.
        const size = wide > room ? (fontSize * room) / wide : fontSize;
        const left = atEnd ? x + PADDING / 2 + room - Math.min(wide, room) : x + PADDING / 2;
        const top = this.#y + 3 + nth * this.#lineHeight + (fontSize - size) / 2;
        this.#pen.write(line, left, top, { face, size, ink });
      });
      x += widths[index] ?? 0;
    });
    this.#y += height;
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
    return breakLines(text, width, most, (part) => this.#pen.measure(part, face, this.#layout.fontSize));
  }

  #paragraph(text: string, style: TextStyle): void {
    const width = this.#doc.page.width - 2 * MARGIN;
    this.#y = this.#pen.paragraph(text, { x: MARGIN, y: this.#y, width }, style, 2);
  }
}

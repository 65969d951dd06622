/** A table as PDF on A4: title and facts, a header on every page, rows that never break, totals, page numbers. */
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { setImmediate as otherWork } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { shownText } from './cell-text.ts';
import { layOut, MARGIN, PADDING, type PdfLayout } from './pdf-layout.ts';
import { breakLines } from './pdf-lines.ts';
import type { TableColumn, TableFile, TableRow } from './table-file.ts';

const INK = '#1b1f26';
const SOFT = '#565f6c';
const RULE = '#d5dae1';
const SHADE = '#f2f4f7';
const LINES_OF_TEXT = 3;
const FOOTER_HEIGHT = 22;
/** Rows drawn before other requests get their turn. */
const AT_ONCE = 10;

type Face = 'plain' | 'bold';

const FONTS: Readonly<Record<Face, string>> = {
  plain: import.meta.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  bold: import.meta.resolve('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'),
};

/** The bytes of the file; an error of the rows destroys the stream. A finished page is written and forgotten. */
export async function writePdf(table: TableFile): Promise<Readable> {
  const layout = layOut(table.columns);
  const doc = new PDFDocument({
    size: 'A4',
    layout: layout.isWide ? 'landscape' : 'portrait',
    margin: 0,
    autoFirstPage: false,
    lang: table.language,
    info: { Title: table.title, Creator: 'AI Muhasebi' },
  });
  for (const face of ['plain', 'bold'] as const) {
    doc.registerFont(face, await readFile(fileURLToPath(FONTS[face])));
  }
  const out: Readable = doc as PDFKit.PDFDocument & Readable;
  draw(new Paper(doc, table, layout), table).then(
    () => doc.end(),
    (error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return out;
}

async function draw(paper: Paper, table: TableFile): Promise<void> {
  paper.begin();
  let drawn = 0;
  for await (const group of table.rows) {
    for (const row of group) {
      paper.row(row, 'plain');
      drawn += 1;
      if (drawn % AT_ONCE === 0) await otherWork();
    }
  }
  const totals = table.totals();
  if (totals !== null) paper.row(totals, 'bold');
  paper.end();
}

/** The paper with its pen: where the next row goes, and a new page when it does not fit. */
class Paper {
  readonly #doc: PDFKit.PDFDocument;
  readonly #table: TableFile;
  readonly #layout: PdfLayout;
  readonly #known = { plain: new Map<string, number>(), bold: new Map<string, number>() };
  #y = 0;
  #pages = 0;

  constructor(doc: PDFKit.PDFDocument, table: TableFile, layout: PdfLayout) {
    this.#doc = doc;
    this.#table = table;
    this.#layout = layout;
  }

  begin(): void {
    this.#turn();
    const width = this.#doc.page.width - 2 * MARGIN;
    this.#paragraph(this.#table.title, 'bold', 14, INK, width);
    for (const fact of this.#table.facts) this.#paragraph(fact, 'plain', 8.5, SOFT, width);
    this.#y += 6;
    this.#header();
  }

  row(row: TableRow, face: Face): void {
    const cells = this.#table.columns.map((column, index) => this.#cell(row, index, column, face));
    const height = this.#heightOf(cells);
    if (this.#y + height > this.#doc.page.height - MARGIN - FOOTER_HEIGHT) {
      this.#footer(String(this.#pages));
      this.#turn();
      this.#paragraph(this.#table.title, 'plain', 8, SOFT, this.#doc.page.width - 2 * MARGIN);
      this.#y += 4;
      this.#header();
    }
    if (face === 'bold') this.#rule(this.#y, INK);
    this.#cells(cells, height, face, INK);
    this.#rule(this.#y, RULE);
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
    const left = width - MARGIN - this.#measure(text, 'plain', 7.5);
    this.#write(text, left, height - MARGIN - 10, 'plain', 7.5, SOFT);
  }

  #header(): void {
    const cells = this.#table.columns.map(({ header }, index) =>
      this.#broken(header, this.#widthOf(index), 'bold', 2),
    );
    const height = this.#heightOf(cells);
    const width = this.#doc.page.width - 2 * MARGIN;
    this.#doc.rect(MARGIN, this.#y, width, height).fill(SHADE);
    this.#cells(cells, height, 'bold', INK);
    this.#rule(this.#y, INK);
  }

  #cell(row: TableRow, index: number, { kind }: TableColumn, face: Face): string[] {
    const text = shownText(row[index] ?? null, kind);
    if (kind === 'text') return this.#broken(text, this.#widthOf(index), face, LINES_OF_TEXT);
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
        const wide = this.#measure(line, face, fontSize);
        // A figure is never cut: one that is too wide is written smaller.
        const size = wide > room ? (fontSize * room) / wide : fontSize;
        const left = atEnd ? x + PADDING / 2 + room - Math.min(wide, room) : x + PADDING / 2;
        this.#write(
          line,
          left,
          this.#y + 3 + nth * this.#lineHeight + (fontSize - size) / 2,
          face,
          size,
          ink,
        );
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
    return breakLines(text, width, most, (part) => this.#measure(part, face, this.#layout.fontSize));
  }

  #paragraph(text: string, face: Face, size: number, ink: string, width: number): void {
    for (const line of breakLines(text, width, 2, (part) => this.#measure(part, face, size))) {
      this.#write(line, MARGIN, this.#y, face, size, ink);
      this.#y += size * 1.4;
    }
  }

  #write(text: string, x: number, y: number, face: Face, size: number, ink: string): void {
    this.#doc.font(face, size).fillColor(ink).text(text, x, y, { lineBreak: false });
  }

  #rule(y: number, ink: string): void {
    this.#doc
      .moveTo(MARGIN, y)
      .lineTo(this.#doc.page.width - MARGIN, y)
      .lineWidth(0.5)
      .stroke(ink);
  }

  /** Widths are measured once a text, at size 1. */
  #measure(text: string, face: Face, size: number): number {
    const known = this.#known[face];
    let width = known.get(text);
    if (width === undefined) {
      width = this.#doc.font(face, 100).widthOfString(text) / 100;
      if (known.size > 20_000) known.clear();
      known.set(text, width);
    }
    return width * size;
  }
}

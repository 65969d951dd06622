/** Our own layout as a PDF on A4, upright, with the QR code and without a letterhead. */
import { buffer } from 'node:stream/consumers';
import { MARGIN } from '../table-file/pdf-layout.ts';
import { breakLines } from '../table-file/pdf-lines.ts';
import { PdfPages } from '../table-file/pdf-pages.ts';
import { openPaper } from '../table-file/pdf-paper.ts';
import { INK, RULE, SOFT, type TextStyle } from '../table-file/pdf-pen.ts';
import { qrPath } from './draw-qr.ts';
import type { Paper, PaperTable } from './paper.ts';

const BODY: TextStyle = { face: 'plain', size: 8.5, ink: INK };
const STRONG: TextStyle = { face: 'bold', size: 9, ink: INK };
const LABEL: TextStyle = { face: 'bold', size: 7.5, ink: SOFT };
const FOOTER: TextStyle = { face: 'plain', size: 7.5, ink: SOFT };
const PAYABLE: TextStyle = { face: 'bold', size: 11, ink: INK };
const LINE = BODY.size * 1.4;
/** Points. */
const QR = 78;
const GAP = 14;
const CELL = 3;
/** Of one cell or note: longer ones are cut with an ellipsis, the XML has them whole. */
const MOST_LINES = 40;

export async function paperPdf(paper: Paper): Promise<Uint8Array> {
  const head = { letterhead: null, title: paper.title, facts: [], language: paper.language };
  const number = paper.facts[0]?.[1] ?? '';
  const stream = await openPaper(paper, async (pen) => {
    const pages = new PdfPages(pen, head, [paper.title, number].join(' · '));
    pages.begin(false);
    drawHead(pages, paper);
    for (const table of paper.tables) drawTable(pages, table);
    drawTotals(pages, paper);
    for (const note of paper.notes) {
      if (!pages.has(LINE * 2)) pages.next();
      for (const line of note.split('\n')) pages.paragraph(line, BODY, MOST_LINES);
      pages.y += 2;
    }
    if (!pages.has(LINE * 2)) pages.next();
    pages.y += 6;
    pages.paragraph(paper.footer, FOOTER);
    pages.end();
  });
  return buffer(stream);
}

/** Parties on the left, facts in the middle, the code on the right. */
function drawHead(pages: PdfPages, paper: Paper): void {
  const { pen } = pages;
  const top = pages.y;
  const right = MARGIN + pages.width;
  const room = pages.width - (paper.qr === null ? 0 : QR + GAP);
  const width = room / 2 - GAP;
  let left = top;
  for (const { heading, name, lines } of paper.parties) {
    const at = (y: number) => ({ x: MARGIN, y, width });
    left = pen.paragraph(heading, at(left), LABEL, 1);
    left = pen.paragraph(name, at(left), STRONG, 4);
    for (const line of lines) left = pen.paragraph(line, at(left), BODY, 4);
    left += 6;
  }
  const x = MARGIN + room / 2;
  let y = top;
  for (const [name, value] of paper.facts) {
    pen.write(name, x, y, LABEL);
    y = Math.max(y + LINE, pen.paragraph(value, { x: x + 82, y, width: width - 82 + GAP }, BODY, 3));
  }
  if (paper.qr !== null) drawQr(pages, paper.qr, right - QR, top);
  pages.y = Math.max(left, y, paper.qr === null ? 0 : top + QR) + 8;
}

function drawQr({ pen }: PdfPages, text: string, x: number, y: number): void {
  const { size, path } = qrPath(text);
  pen.doc
    .save()
    .translate(x, y)
    .scale(QR / size)
    .path(path)
    .fill(INK)
    .restore();
}

function drawTable(pages: PdfPages, { title, columns, rows }: PaperTable): void {
  const { pen } = pages;
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (share / shares) * pages.width);
  const put = (cells: readonly (readonly string[])[], style: TextStyle) => {
    let x = MARGIN;
    for (const [index, lines] of cells.entries()) {
      const width = widths[index] ?? 0;
      for (const [row, line] of lines.entries()) {
        const indent =
          columns[index]?.isNumber === true ? width - CELL - pen.measure(line, style.face, style.size) : CELL;
        pen.write(line, x + indent, pages.y + row * LINE, style);
      }
      x += width;
    }
    pages.y += Math.max(1, ...cells.map((lines) => lines.length)) * LINE + 2;
  };
  const broken = (cells: readonly string[], style: TextStyle) =>
    cells.map((cell, index) =>
      cell
        .split('\n')
        .flatMap((line) =>
          breakLines(line, (widths[index] ?? 0) - 2 * CELL, MOST_LINES, (part) =>
            pen.measure(part, style.face, style.size),
          ),
        )
        .slice(0, MOST_LINES),
    );
  const head = () => {
    put(
      broken(
        columns.map((column) => column.title),
        LABEL,
      ),
      LABEL,
    );
    pen.rule(pages.y, INK);
    pages.y += 3;
  };
  if (!pages.has(LINE * 5)) pages.next();
  if (title !== null) pages.paragraph(title, STRONG);
  head();
  for (const row of rows) {
    const cells = broken(row, BODY);
    if (!pages.has(Math.max(...cells.map((lines) => lines.length)) * LINE + 4)) {
      pages.next();
      head();
    }
    put(cells, BODY);
    pen.rule(pages.y, RULE);
    pages.y += 3;
  }
}

/** At the right, under the lines. */
function drawTotals(pages: PdfPages, { totals }: Paper): void {
  if (totals.length === 0) return;
  const { pen } = pages;
  pages.y += 6;
  const right = MARGIN + pages.width;
  for (const { name, value, isStrong } of totals) {
    if (!pages.has(LINE * 2)) pages.next();
    const style = isStrong ? PAYABLE : BODY;
    const amount = pen.measure(value, style.face, style.size);
    const label = { x: right - 300, y: pages.y, width: 300 - amount - GAP };
    pen.write(value, right - CELL - amount, pages.y, style);
    pages.y = pen.paragraph(name, label, isStrong ? PAYABLE : BODY, 3) + 1;
  }
  pages.y += 8;
}

/** Headings, figures in columns and places to sign, on paper. */
import { shownText } from '../table-file/cell-text.ts';
import { MARGIN } from '../table-file/pdf-layout.ts';
import type { PdfPages } from '../table-file/pdf-pages.ts';
import { INK, RULE, SOFT, type TextStyle } from '../table-file/pdf-pen.ts';
import type { FigureValue, FileFigure, ReportFilePart } from './report-file.ts';
import { DATE_AND_SIGNATURE } from './report-words.ts';

const WARN = '#a3261f';
const HEADING: TextStyle = { face: 'bold', size: 10.5, ink: INK };
const COLUMN: TextStyle = { face: 'plain', size: 7.5, ink: SOFT };
const NOTE: TextStyle = { face: 'plain', size: 7.5, ink: SOFT };
const SIZE = 9;
const LINE = 13.6;
/** Where amounts end, as parts of the width. */
const ENDS = { value: 0.56, prior: 0.74, note: 0.76 };

/** Keeps so many points together with what follows it. */
export function drawHeading(pages: PdfPages, title: string, following: number): void {
  if (!pages.has(24 + following)) pages.next();
  pages.y += 8;
  pages.paragraph(title, HEADING, 1);
  pages.y += 1;
}

/** Label, figure, the one of the period before and a note, each figure a line. */
export function drawFigures(
  pages: PdfPages,
  { title, priorTitle, figures }: Extract<ReportFilePart, { kind: 'figures' }>,
): void {
  drawHeading(pages, title, LINE * Math.min(4, figures.length) + 12);
  if (figures.some(({ prior }) => prior !== null)) {
    atEnd(pages, priorTitle, ENDS.prior, COLUMN, pages.y - 12);
  }
  pages.pen.rule(pages.y, INK);
  for (const figure of figures) {
    if (!pages.has(LINE)) {
      pages.next();
      pages.pen.rule(pages.y, INK);
    }
    drawFigure(pages, figure);
  }
  pages.y += 4;
}

function drawFigure(pages: PdfPages, { label, value, prior, note, tone }: FileFigure): void {
  const face = tone === 'strong' ? 'bold' : 'plain';
  const ink = tone === 'warn' ? WARN : INK;
  const top = pages.y + 2;
  const room = pages.width * ENDS.value - 90;
  const { pen } = pages;
  pen.paragraph(label, { x: MARGIN + 2, y: top, width: room }, { face, size: SIZE, ink }, 1);
  atEnd(pages, textOf(value), ENDS.value, { face, size: SIZE, ink }, top);
  atEnd(pages, textOf(prior), ENDS.prior, { face: 'plain', size: SIZE, ink: SOFT }, top);
  if (note !== '') {
    const x = MARGIN + pages.width * ENDS.note;
    pen.paragraph(note, { x, y: top + 1, width: pages.width * (1 - ENDS.note) }, NOTE, 1);
  }
  pages.y += LINE;
  pen.rule(pages.y, tone === 'strong' ? INK : RULE);
}

const textOf = (value: FigureValue): string =>
  value === null ? '' : shownText(value, typeof value === 'bigint' ? 'amount' : 'count');

function atEnd(pages: PdfPages, text: string, part: number, style: TextStyle, y: number): void {
  const width = pages.pen.measure(text, style.face, style.size);
  pages.pen.write(text, MARGIN + pages.width * part - width, y, style);
}

/** Boxes beside each other, kept on one page. */
export function drawSignatures(pages: PdfPages, places: readonly string[]): void {
  const height = 96;
  if (!pages.has(height + 14)) pages.next();
  pages.y += 14;
  const gap = 16;
  const width = (pages.width - gap * (places.length - 1)) / Math.max(1, places.length);
  places.forEach((place, at) => {
    const x = MARGIN + at * (width + gap);
    pages.pen.doc.rect(x, pages.y, width, height).lineWidth(0.5).stroke(RULE);
    const room = { x: x + 8, y: pages.y + 7, width: width - 16 };
    const below = pages.pen.paragraph(place, room, { face: 'bold', size: 8.5, ink: INK }, 2);
    pages.pen.paragraph(DATE_AND_SIGNATURE[pages.language], { ...room, y: below }, COLUMN, 1);
  });
  pages.y += height + 6;
}

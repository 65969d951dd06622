/** Bars in groups on paper: what people would rather look at than read. */
import { formatKurusTr } from '@muhasebi/accounting/money/kurus.ts';
import { MARGIN } from '../table-file/pdf-layout.ts';
import type { PdfPages } from '../table-file/pdf-pages.ts';
import { RULE, SOFT, type TextStyle } from '../table-file/pdf-pen.ts';
import { drawHeading } from './pdf-figures.ts';
import type { ReportFilePart } from './report-file.ts';

const INKS = ['#2c6e91', '#d08a2e', '#6b8f4e', '#8a5a83'];
const HEIGHT = 78;
const LABEL: TextStyle = { face: 'plain', size: 7, ink: SOFT };
/** Left of the bars, for the figures of the axis. Points. */
const AXIS = 62;

export function drawBars(
  pages: PdfPages,
  { title, series, bars }: Extract<ReportFilePart, { kind: 'bars' }>,
): void {
  drawHeading(pages, title, HEIGHT + 34);
  drawLegend(pages, series);
  const values = bars.flatMap((bar) => bar.values.map(Number));
  const most = Math.max(1, ...values);
  const least = Math.min(0, ...values);
  const top = pages.y + 4;
  const yOf = (value: number) => top + (HEIGHT * (most - value)) / (most - least);
  const isAmount = bars.some((bar) => bar.values.some((value) => typeof value === 'bigint'));
  for (const mark of least < 0 ? [most, 0, least] : [most, 0]) {
    drawMark(pages, yOf(mark), isAmount ? formatKurusTr(BigInt(Math.round(mark))) : String(mark));
  }
  const room = (pages.width - AXIS) / Math.max(1, bars.length);
  const width = Math.min(22, (room * 0.7) / Math.max(1, series.length));
  bars.forEach((bar, at) => {
    const left = MARGIN + AXIS + room * at + (room - width * bar.values.length) / 2;
    bar.values.forEach((value, nth) => {
      const [from, to] = [yOf(Number(value)), yOf(0)].toSorted((a, b) => a - b);
      const ink = INKS[nth % INKS.length] ?? SOFT;
      pages.pen.doc
        .rect(left + nth * width, from ?? 0, Math.max(0.5, width - 1), (to ?? 0) - (from ?? 0))
        .fill(ink);
    });
    const wide = pages.pen.measure(bar.label, LABEL.face, LABEL.size);
    pages.pen.write(bar.label, MARGIN + AXIS + room * (at + 0.5) - wide / 2, top + HEIGHT + 3, LABEL);
  });
  pages.y = top + HEIGHT + 18;
}

function drawMark(pages: PdfPages, y: number, text: string): void {
  const { pen } = pages;
  pen.write(text, MARGIN + AXIS - 6 - pen.measure(text, LABEL.face, LABEL.size), y - 4, LABEL);
  pen.doc
    .moveTo(MARGIN + AXIS, y)
    .lineTo(MARGIN + pages.width, y)
    .lineWidth(0.5)
    .stroke(RULE);
}

function drawLegend(pages: PdfPages, series: readonly string[]): void {
  let x = MARGIN + AXIS;
  series.forEach((name, at) => {
    pages.pen.doc.rect(x, pages.y + 2, 7, 7).fill(INKS[at % INKS.length] ?? SOFT);
    pages.pen.write(name, x + 10, pages.y, LABEL);
    x += 22 + pages.pen.measure(name, LABEL.face, LABEL.size);
  });
  pages.y += 13;
}

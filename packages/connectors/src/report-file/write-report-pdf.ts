/** A report as PDF on A4: letterhead and title, then its parts one below the other; wide tables lie across. */
import type { Readable } from 'node:stream';
import { layOut } from '../table-file/pdf-layout.ts';
import { PdfPages } from '../table-file/pdf-pages.ts';
import { openPaper } from '../table-file/pdf-paper.ts';
import { INK, type TextStyle } from '../table-file/pdf-pen.ts';
import { drawTable } from '../table-file/pdf-table.ts';
import { drawBars } from './pdf-bars.ts';
import { drawFigures, drawHeading, drawSignatures } from './pdf-figures.ts';
import type { ReportFile, ReportFilePart } from './report-file.ts';

const BODY: TextStyle = { face: 'plain', size: 9.5, ink: INK };
/** Of one paragraph; a letter has no longer ones. */
const MOST_LINES = 40;
/** A table begins on a page where its header and some rows have room. Points. */
const ROOM_FOR_TABLE = 90;

/** A finished page is written and forgotten; an error of the rows destroys the stream. */
export function writeReportPdf(report: ReportFile): Promise<Readable> {
  const running = [report.title, ...report.facts.slice(0, 2)].join(' · ');
  return openPaper(report, async (pen, out) => {
    const pages = new PdfPages(pen, report, running);
    pages.begin(report.parts.every((part) => part.kind === 'table' && layOut(part.table.columns).isWide));
    for (const part of report.parts) if (!(await drawPart(pages, part, out))) return;
    pages.end();
  });
}

/** False where the reader has left. */
async function drawPart(pages: PdfPages, part: ReportFilePart, out: Readable): Promise<boolean> {
  switch (part.kind) {
    case 'figures':
      drawFigures(pages, part);
      return true;
    case 'bars':
      drawBars(pages, part);
      return true;
    case 'signatures':
      drawSignatures(pages, part.places);
      return true;
    case 'text':
      if (part.title !== null) drawHeading(pages, part.title, 30);
      for (const text of part.paragraphs) {
        if (!pages.has(40)) pages.next();
        pages.paragraph(text, BODY, MOST_LINES);
        pages.y += 5;
      }
      return true;
    case 'table': {
      const layout = layOut(part.table.columns);
      if (layout.isWide !== pages.isWide) pages.next(layout.isWide);
      else if (!pages.has(ROOM_FOR_TABLE)) pages.next();
      if (part.title !== null) drawHeading(pages, part.title, ROOM_FOR_TABLE);
      const stays = await drawTable(pages, part.table, layout, out);
      pages.y += 10;
      return stays;
    }
  }
}

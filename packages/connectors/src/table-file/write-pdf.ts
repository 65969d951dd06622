/** A table as PDF on A4: letterhead, title and facts, a header on every page, rows that never break, totals, page numbers. */
import type { Readable } from 'node:stream';
import { layOut } from './pdf-layout.ts';
import { PdfPages } from './pdf-pages.ts';
import { openPaper } from './pdf-paper.ts';
import { drawTable } from './pdf-table.ts';
import type { TableFile } from './table-file.ts';

/** The bytes of the file; an error of the rows destroys the stream. A finished page is written and forgotten. */
export function writePdf(table: TableFile): Promise<Readable> {
  const { book, title, facts } = table;
  // Each sheet of a book says whose it is and of which days.
  const running = book === undefined ? title : [title, ...facts.slice(0, 2)].join(' · ');
  return openPaper(table, async (pen, out) => {
    const layout = layOut(table.columns);
    const pages = new PdfPages(pen, table, running);
    pages.begin(layout.isWide);
    if (await drawTable(pages, table, layout, out)) pages.end();
  });
}

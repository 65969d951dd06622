/** A report as .xlsx: figures, bars and texts on the first sheet, each table on one of its own. */
import type { Readable } from 'node:stream';
import { writeWorkbook, type XlsxSheet } from '../table-file/write-xlsx.ts';
import { figureColumns, figureRowsOf } from './figure-rows.ts';
import type { ReportFile } from './report-file.ts';
import { SUMMARY } from './report-words.ts';

/** An error of the rows destroys the stream. */
export function writeReportXlsx(report: ReportFile): Readable {
  const { title, facts, language } = report;
  const rows = figureRowsOf(report);
  const figures: XlsxSheet = {
    title: SUMMARY[language],
    facts: [title, ...facts],
    columns: figureColumns(language),
    rows: (async function* () {
      yield rows;
    })(),
    totals: () => null,
  };
  const tables = report.parts.flatMap((part): XlsxSheet[] =>
    part.kind === 'table'
      ? [
          {
            ...part.table,
            title: part.title ?? title,
            facts: part.title === null ? facts : [title, ...facts],
          },
        ]
      : [],
  );
  return writeWorkbook(rows.length === 0 && tables.length > 0 ? tables : [figures, ...tables]);
}

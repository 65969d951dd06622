/** A report as CSV: its tables as they are; figures as rows of one table. Between two tables stands an empty line. */
import { writeCsv } from '../table-file/write-csv.ts';
import { figureColumns, figureRowsOf } from './figure-rows.ts';
import type { FileTable, ReportFile } from './report-file.ts';

/** A report with tables that are its substance has these alone; one of figures has the figures. */
export async function* writeReportCsv(report: ReportFile): AsyncGenerator<string> {
  const tables = report.parts.flatMap((part) => (part.kind === 'table' ? [part] : []));
  const rows = figureRowsOf(report);
  const figures: FileTable = {
    columns: figureColumns(report.language),
    rows: (async function* () {
      yield rows;
    })(),
    totals: () => null,
  };
  const all =
    rows.length === 0 ? tables.map(({ table }) => table) : [figures, ...tables.map(({ table }) => table)];
  for (const [at, table] of all.entries()) {
    if (at > 0) yield '\r\n';
    let isFirst = true;
    for await (const text of writeCsv(table)) {
      // One byte order mark stands at the head of the file.
      yield at > 0 && isFirst ? text.replace('\uFEFF', '') : text;
      isFirst = false;
    }
  }
}

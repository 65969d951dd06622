/** Writes a report in the format asked for. */
import { Readable } from 'node:stream';
import type { TableFormat } from '../table-file/table-file.ts';
import type { ReportFile } from './report-file.ts';
import { writeReportCsv } from './write-report-csv.ts';
import { writeReportPdf } from './write-report-pdf.ts';
import { writeReportXlsx } from './write-report-xlsx.ts';

/** The bytes as they are made; where a row cannot be read the stream is destroyed with its error. */
export async function writeReport(report: ReportFile, format: TableFormat): Promise<Readable> {
  if (format === 'csv') return Readable.from(writeReportCsv(report), { objectMode: false });
  return format === 'xlsx' ? writeReportXlsx(report) : writeReportPdf(report);
}

/** Writes a table in the format asked for. */
import { Readable } from 'node:stream';
import type { TableFile, TableFormat } from './table-file.ts';
import { writeCsv } from './write-csv.ts';
import { writePdf } from './write-pdf.ts';
import { writeXlsx } from './write-xlsx.ts';

/** The bytes as they are made; where a row cannot be read the stream is destroyed with its error. */
export async function writeTable(table: TableFile, format: TableFormat): Promise<Readable> {
  if (format === 'csv') return Readable.from(writeCsv(table), { objectMode: false });
  return format === 'xlsx' ? writeXlsx(table) : writePdf(table);
}

/** A table as CSV the way Turkish Excel opens it: UTF-8 with a byte order mark, semicolons, decimal comma. */
import { stringify } from 'csv-stringify/sync';
import { mayRun, plainText } from './cell-text.ts';
import type { TableColumn, TableFile, TableRow } from './table-file.ts';

/** Header, rows and totals; the title is left out, so that other programs read the file as it is. */
export async function* writeCsv({
  columns,
  rows,
  totals,
}: Pick<TableFile, 'columns' | 'rows' | 'totals'>): AsyncGenerator<string> {
  yield `\uFEFF${lines([columns.map((column) => guarded(column.header))])}`;
  for await (const group of rows) yield lines(group.map((row) => fields(row, columns)));
  const last = totals();
  if (last !== null) yield lines([fields(last, columns)]);
}

function fields(row: TableRow, columns: readonly TableColumn[]): string[] {
  return columns.map(({ kind }, index) => {
    const cell = row[index] ?? null;
    const text = plainText(cell, kind);
    return typeof cell === 'string' ? guarded(text) : text;
  });
}

/** An apostrophe before it makes a spreadsheet show the text instead of running it. */
const guarded = (text: string) => (mayRun(text) ? `'${text}` : text);

function lines(records: readonly string[][]): string {
  return records.length === 0 ? '' : stringify([...records], { delimiter: ';', record_delimiter: 'windows' });
}

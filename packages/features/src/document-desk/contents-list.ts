/** The list of what is in a ZIP, as a CSV that the spreadsheets of Türkiye open. */
import { text } from 'node:stream/consumers';
import { writeCsv } from '@muhasebi/connectors/table-file/write-csv.ts';
import type { Language, Words } from '../table-export.ts';
import type { TableDocument } from './desk.queries.ts';
import { documentColumns } from './table-columns.ts';

export interface Listed {
  readonly row: TableDocument;
  /** Where it lies in the ZIP; null where there is no file. */
  readonly name: string | null;
}

const MISSING: Words = { tr: '(dosyası yok)', en: '(no file)' };
/** Before the columns of every table of documents. */
const FIRST: readonly Words[] = [
  { tr: 'Dosya', en: 'File' },
  { tr: 'Mükellef', en: 'Client' },
  { tr: 'Mükellef VKN/TCKN', en: 'Client tax no' },
];

/** The whole list, with a line for each document, those without a file too. */
export async function contentsList(listed: readonly Listed[], language: Language): Promise<Buffer> {
  const first = FIRST.map((header) => ({ header: header[language], kind: 'text' as const, width: 20 }));
  const columns = documentColumns.map((column) => ({ ...column, header: column.header[language] }));
  async function* rows() {
    yield listed.map(({ row, name }) => [
      name ?? MISSING[language],
      row.clientTitle,
      row.clientTaxId,
      ...documentColumns.map(({ cell }) => cell(row, language)),
    ]);
  }
  const parts = writeCsv({ columns: [...first, ...columns], rows: rows(), totals: () => null });
  return Buffer.from(await text(parts), 'utf8');
}

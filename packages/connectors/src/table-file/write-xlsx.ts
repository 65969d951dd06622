/** Tables as .xlsx, a sheet each, written row by row: amounts and days are numbers and dates, text is never a formula. */
import { PassThrough, Readable } from 'node:stream';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { ZipFile } from 'yazl';
import { mayRun, onTurkishClock, plainText } from './cell-text.ts';
import type { Cell, ColumnKind, TableColumn, TableFile, TableRow } from './table-file.ts';
import { fixedParts, STYLE, sheetEnd, sheetHead, xmlText } from './xlsx-parts.ts';

/** Excel's own limit of a cell. Characters. */
const LONGEST_TEXT = 32_767;
/** Excel keeps fifteen digits: an amount of more would be rounded, and goes as text. In kuruş. */
const MOST_KURUS = 10n ** 15n;
/** Widths together, in characters, from which paper is turned. */
const WIDE = 95;

/** A sheet: a table with the words above it. */
export type XlsxSheet = Pick<TableFile, 'title' | 'facts' | 'columns' | 'rows' | 'totals'>;

/** The bytes of the file; an error of the rows destroys the stream. */
export const writeXlsx = (table: TableFile): Readable => writeWorkbook([table]);

/** Sheets are read in their order, each when the one before is written. */
export function writeWorkbook(sheets: readonly XlsxSheet[]): Readable {
  const headerRow = ({ facts }: XlsxSheet) => facts.length + 3;
  const zip = new ZipFile();
  for (const [path, content] of fixedParts(
    sheets.map((sheet) => ({ title: sheet.title, headerRow: headerRow(sheet) })),
  )) {
    zip.addBuffer(Buffer.from(content), path);
  }
  const out = new PassThrough();
  zip.once('error', (error: Error) => out.destroy(error));
  sheets.forEach((sheet, at) => {
    const source = Readable.from(sheetOf(sheet, headerRow(sheet)));
    source.once('error', (error) => out.destroy(error));
    out.once('close', () => source.destroy());
    zip.addReadStream(source, `xl/worksheets/sheet${at + 1}.xml`);
  });
  zip.end();
  zip.outputStream.pipe(out);
  return out;
}

async function* sheetOf(table: XlsxSheet, headerRow: number): AsyncGenerator<Buffer> {
  const { columns } = table;
  yield Buffer.from(
    sheetHead(
      columns.map((column) => Math.max(8, column.width + 2)),
      headerRow,
    ) + headOf(table, headerRow),
  );
  let at = headerRow;
  for await (const group of table.rows) {
    let text = '';
    for (const row of group) {
      at += 1;
      text += rowXml(at, cellsOf(row, columns, false));
    }
    if (text !== '') yield Buffer.from(text);
  }
  const filter = `A${headerRow}:${columnName(columns.length - 1)}${at}`;
  const totals = table.totals();
  const last =
    totals === null
      ? ''
      : rowXml(at + 1, withSums(cellsOf(totals, columns, true), columns, headerRow + 1, at));
  const isWide = columns.reduce((sum, column) => sum + column.width, 0) > WIDE;
  yield Buffer.from(last + sheetEnd(filter, isWide));
}

/** A total that is the sum of the rows is reckoned again by the spreadsheet, of the rows that its filter shows. */
function withSums(
  cells: readonly CellXml[],
  columns: readonly TableColumn[],
  first: number,
  last: number,
): readonly CellXml[] {
  if (last < first) return cells;
  return cells.map((cell, index) => {
    if (columns[index]?.isSum !== true || cell === null) return cell;
    const name = columnName(index);
    return cell.replace('><v>', `><f>SUBTOTAL(109,${name}${first}:${name}${last})</f><v>`);
  });
}

function headOf({ title, facts, columns }: XlsxSheet, headerRow: number): string {
  const lines = [title, ...facts].map((line, index) =>
    rowXml(index + 1, [textCell(line, index === 0 ? STYLE.title : STYLE.text)]),
  );
  const header = columns.map(({ header: text, kind }) =>
    textCell(text, kind === 'amount' || kind === 'count' ? STYLE.headerEnd : STYLE.header),
  );
  return lines.join('') + rowXml(headerRow, header);
}

/** A cell as the part of its XML after its place: `<c r="A1"` is put before it. */
type CellXml = string | null;

function cellsOf(row: TableRow, columns: readonly TableColumn[], isTotal: boolean): CellXml[] {
  return columns.map(({ kind }, index) => cellXml(row[index] ?? null, kind, isTotal));
}

function cellXml(cell: Cell, kind: ColumnKind, isTotal: boolean): CellXml {
  const plain = isTotal ? STYLE.totalText : STYLE.text;
  if (cell === null || cell === '') return isTotal ? ` s="${plain}"/>` : null;
  if (kind === 'amount' && typeof cell === 'bigint') return amountCell(cell, isTotal);
  if (typeof cell === 'number') return numberCell(String(cell), isTotal ? STYLE.totalCount : STYLE.count);
  const text = String(cell);
  if (kind === 'date' && !isTotal) return numberCell(String(serialOf(text)), STYLE.date);
  if (kind === 'moment' && !isTotal) {
    const { day, minutes } = onTurkishClock(text);
    return numberCell((serialOf(day) + minutes / 1440).toFixed(6), STYLE.moment);
  }
  return textCell(text, plain);
}

/** The decimal text itself stands in the file: no float is made of it here. */
function amountCell(kurus: bigint, isTotal: boolean): CellXml {
  if (kurus >= MOST_KURUS || kurus <= -MOST_KURUS)
    return textCell(plainText(kurus, 'amount'), isTotal ? STYLE.totalText : STYLE.text);
  return numberCell(kurusToDecimal(kurus), isTotal ? STYLE.totalAmount : STYLE.amount);
}

const numberCell = (value: string, style: number) => ` s="${style}"><v>${value}</v></c>`;

function textCell(text: string, style: number): CellXml {
  const chosen = style === STYLE.text && mayRun(text) ? STYLE.quoted : style;
  return ` s="${chosen}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text.slice(0, LONGEST_TEXT))}</t></is></c>`;
}

function rowXml(at: number, cells: readonly CellXml[]): string {
  let text = `<row r="${at}">`;
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index];
    if (cell !== null && cell !== undefined) text += `<c r="${columnName(index)}${at}"${cell}`;
  }
  return `${text}</row>`;
}

/** Days since 30 December 1899, as spreadsheets count them. */
function serialOf(isoDay: string): number {
  return Math.round(Date.parse(`${isoDay.slice(0, 10)}T00:00:00Z`) / 86_400_000) + 25_569;
}

/** 0 → "A", 25 → "Z", 26 → "AA". */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

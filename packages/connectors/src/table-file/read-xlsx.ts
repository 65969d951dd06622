/** Reads a worksheet of an .xlsx file row by row; the file is never whole in memory. */
import { MergedColumns, readMergedBlocks } from './merged-cells.ts';
import type { ReadRow, TableLimits } from './read-cell.ts';
import { SheetRows } from './sheet-rows.ts';
import { TableFault } from './table-fault.ts';
import { readBook, type SheetPlace, type XlsxBook } from './xlsx-book.ts';
import { XlsxPackage } from './xlsx-package.ts';

export interface OpenXlsx {
  /** Names of the worksheets in their order. */
  readonly sheets: readonly string[];
  readonly sheet: string;
  rows(): AsyncGenerator<readonly ReadRow[]>;
  close(): void;
}

/** `sheet` null asks for the first that is not hidden. Throws TableFault. */
export async function openXlsx(
  source: string | Uint8Array,
  sheet: string | null,
  limits: TableLimits,
): Promise<OpenXlsx> {
  const parts = await XlsxPackage.open(source, limits);
  try {
    const book = await readBook(parts, limits);
    const place = choose(book, sheet);
    return {
      sheets: book.sheets.map(({ name }) => name),
      sheet: place.name,
      rows: () => rowsOf(parts, book, place, limits),
      close: () => parts.close(),
    };
  } catch (error) {
    parts.close();
    throw error;
  }
}

function choose({ sheets }: XlsxBook, name: string | null): SheetPlace {
  const found =
    name === null
      ? (sheets.find(({ isHidden }) => !isHidden) ?? sheets[0])
      : sheets.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw name === null
    ? new TableFault('table.no-sheet')
    : new TableFault('table.sheet-unknown', { sheet: name });
}

async function* rowsOf(
  parts: XlsxPackage,
  book: XlsxBook,
  { path }: SheetPlace,
  limits: TableLimits,
): AsyncGenerator<readonly ReadRow[]> {
  const blocks = await readMergedBlocks(parts, path, limits);
  const gathered = new SheetRows(book, new MergedColumns(blocks, limits.maxColumns), limits);
  for await (const _ of parts.walkInSteps(path, gathered.listen)) {
    const rows = gathered.take();
    if (rows.length > 0) yield rows;
  }
}

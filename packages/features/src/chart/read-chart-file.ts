/** Reads a table of accounts that somebody brings: which columns it has, and of each row the account or why there is none. */
import { accountCodeFromText } from '@muhasebi/accounting/hesap-plani/account-code.ts';
import type { ListedAccount } from '@muhasebi/accounting/hesap-plani/merge-charts.ts';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import { isStandInTaxNumber, isValidTaxId, taxIdFromText } from '@muhasebi/accounting/vkn/tax-number.ts';
import type { ReadCell, ReadRow } from '@muhasebi/connectors/table-file/read-cell.ts';
import { readTable } from '@muhasebi/connectors/table-file/read-table.ts';
import { TableFault } from '@muhasebi/connectors/table-file/table-fault.ts';
import { type ChartConflict, chartErrors, MOST_ACCOUNTS } from './contract.ts';

/** As a search key; what other programs call these columns, and what our own files do. */
const HEADERS = {
  code: [
    'hesap kodu',
    'hesap no',
    'hesap numarasi',
    'hesap',
    'kod',
    'kodu',
    'account code',
    'account',
    'code',
  ],
  name: [
    'hesap adi',
    'hesap ismi',
    'hesap aciklamasi',
    'ad',
    'adi',
    'isim',
    'aciklama',
    'account name',
    'name',
  ],
  taxId: [
    'vkn / tckn',
    'vkn/tckn',
    'vkn',
    'tckn',
    'vergi no',
    'vergi numarasi',
    'vergi kimlik no',
    'tax number',
  ],
} as const;

/** Titles above the header: a table that begins lower than this is none of ours. */
const ROWS_BEFORE_HEADER = 30;
const MOST_NAME = 200;

interface Columns {
  readonly code: number;
  readonly name: number;
  readonly taxId: number | null;
}

export interface ChartFile {
  readonly list: readonly ListedAccount[];
  readonly unread: readonly ChartConflict[];
}

/** Throws CHART_FILE_UNREADABLE, CHART_FILE_NO_HEADER. Rows are numbered as a spreadsheet shows them. */
export async function readChartFile(bytes: Buffer): Promise<ChartFile> {
  const rows = await rowsOf(bytes);
  const header = findHeader(rows.slice(0, ROWS_BEFORE_HEADER));
  if (header === null) throw chartErrors.CHART_FILE_NO_HEADER();
  const list: ListedAccount[] = [];
  const unread: ChartConflict[] = [];
  for (const row of rows.slice(header.below)) {
    const account = readRow(row, header.columns);
    if (account === null) continue;
    if ('reason' in account) unread.push(account);
    else list.push(account);
  }
  return { list, unread };
}

async function rowsOf(bytes: Buffer): Promise<ReadRow[]> {
  const rows: ReadRow[] = [];
  try {
    const limits = { maxRows: MOST_ACCOUNTS + ROWS_BEFORE_HEADER, maxColumns: 60 };
    for await (const group of readTable(bytes, { limits })) rows.push(...group);
  } catch (error) {
    if (error instanceof TableFault)
      throw chartErrors.CHART_FILE_UNREADABLE({ problem: error.messageTr, problemEn: error.messageEn });
    throw error;
  }
  return rows;
}

const textOf = (cell: ReadCell | null | undefined): string =>
  cell === null || cell === undefined || cell.kind === 'error' ? '' : cell.text.replace(/\s+/g, ' ').trim();

/** The columns, and the first row below their names; without names a code beside a text is understood as it stands. */
function findHeader(rows: readonly ReadRow[]): { columns: Columns; below: number } | null {
  for (const [index, { cells }] of rows.entries()) {
    const keys = cells.map((cell) => searchKey(textOf(cell)));
    const at = (names: readonly string[]) => keys.findIndex((key) => names.includes(key));
    const [code, name, taxId] = [at(HEADERS.code), at(HEADERS.name), at(HEADERS.taxId)];
    if (code >= 0 && name >= 0)
      return { columns: { code, name, taxId: taxId < 0 ? null : taxId }, below: index + 1 };
  }
  const [first, second] = rows[0]?.cells ?? [];
  const stands = accountCodeFromText(textOf(first)) !== null && textOf(second) !== '';
  return stands ? { columns: { code: 0, name: 1, taxId: null }, below: 0 } : null;
}

/** Null for a row that says nothing in the columns asked. */
function readRow({ rowNo, cells }: ReadRow, columns: Columns): ListedAccount | ChartConflict | null {
  const codeCell = cells[columns.code];
  const typed = textOf(codeCell);
  const name = textOf(cells[columns.name]);
  if (typed === '' && name === '') return null;
  const unread = (reason: ChartConflict['reason'], other: string): ChartConflict => ({
    row: rowNo,
    code: typed,
    name: name.slice(0, MOST_NAME),
    reason,
    other,
  });
  // 120.10 that a spreadsheet took for a number is 120.1 by now: what it was, nobody can tell.
  if (codeCell?.kind === 'number' && typed.includes('.')) return unread('number-code', typed);
  const code = codeCell?.kind === 'date' ? null : accountCodeFromText(typed);
  if (code === null) return unread('unreadable-code', typed);
  if (name === '') return unread('no-name', '');
  if (name.length > MOST_NAME) return unread('long-name', String(name.length));
  const taxText = columns.taxId === null ? '' : textOf(cells[columns.taxId]);
  const taxId = taxText === '' ? null : taxIdFromText(taxText);
  if (taxText !== '' && (taxId === null || !isValidTaxId(taxId) || isStandInTaxNumber(taxId.value)))
    return unread('bad-tax-id', taxText);
  return { row: rowNo, code, name, counterpartyTaxId: taxId?.value ?? null };
}

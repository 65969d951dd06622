/** Reads a table that somebody uploaded, XLSX or CSV: what it is is told by its bytes, never by its name. */
import { open, stat } from 'node:fs/promises';
import { DEFAULT_TABLE_LIMITS, type ReadRow, type TableLimits } from './read-cell.ts';
import { openCsv } from './read-csv.ts';
import { openXlsx } from './read-xlsx.ts';
import { TableFault } from './table-fault.ts';

export interface ReadOptions {
  /** Name of a worksheet; the first that is not hidden where none is named. A CSV has none. */
  readonly sheet?: string | null;
  readonly limits?: Partial<TableLimits>;
}

export interface OpenTable {
  readonly format: 'xlsx' | 'csv';
  /** Names of the worksheets; none of a CSV. */
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  /** Rows with anything in them, from the top down, in groups as they are read. Throws TableFault on the way. */
  rows(): AsyncGenerator<readonly ReadRow[]>;
  /** Frees the file; to be called once the rows are read or nobody wants them. */
  close(): void;
}

/** Opens a file by its path, or bytes in memory. Throws TableFault for whatever is wrong with the file. */
export async function openTable(source: string | Uint8Array, options: ReadOptions = {}): Promise<OpenTable> {
  const limits = { ...DEFAULT_TABLE_LIMITS, ...options.limits };
  const size = typeof source === 'string' ? (await stat(source)).size : source.length;
  if (size === 0) throw new TableFault('table.empty');
  if (size > limits.maxFileBytes)
    throw new TableFault('table.too-large', { limit: String(limits.maxFileBytes) });
  const kind = kindOf(await headOf(source));
  if (kind === 'zip') {
    const { sheets, sheet, rows, close } = await openXlsx(source, options.sheet ?? null, limits);
    return { format: 'xlsx', sheets, sheet, rows, close };
  }
  if (kind === 'compound') throw new TableFault('table.xls');
  if (kind !== 'text') throw new TableFault('table.not-table', { kind });
  const { rows } = await openCsv(source, limits);
  return { format: 'csv', sheets: [], sheet: null, rows, close: () => undefined };
}

/** The rows of a table in groups; the file is closed at the end, however it comes. Throws TableFault. */
export async function* readTable(
  source: string | Uint8Array,
  options: ReadOptions = {},
): AsyncGenerator<readonly ReadRow[]> {
  const table = await openTable(source, options);
  try {
    yield* table.rows();
  } finally {
    table.close();
  }
}

async function headOf(source: string | Uint8Array): Promise<Buffer> {
  if (typeof source !== 'string') return Buffer.from(source.subarray(0, 512));
  const file = await open(source, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** By the first bytes; what is none of the known kinds is taken for text. */
function kindOf(head: Buffer): 'zip' | 'compound' | 'text' | 'PDF' | 'HTML' | 'XML' | 'RTF' {
  const start = head.subarray(0, 8).toString('latin1');
  if (start.startsWith('PK\u0003\u0004') || start.startsWith('PK\u0005\u0006')) return 'zip';
  // Old Office files, and new ones with a password, are OLE compound files.
  if (start === '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1') return 'compound';
  const text = head
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (text.startsWith('%PDF-')) return 'PDF';
  if (text.startsWith('{\\rtf')) return 'RTF';
  if (/^<(!doctype html|html|table|head|meta)/i.test(text)) return 'HTML';
  return text.startsWith('<?xml') ? 'XML' : 'text';
}

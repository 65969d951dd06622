/** A list as a file: the chosen columns of all rows that match, of one moment; a book is sent while it is being made. */
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dayText, momentText } from '@muhasebi/connectors/table-file/cell-text.ts';
import {
  type Cell,
  CONTENT_TYPES,
  type ColumnKind,
  type TableColumn,
  type TableFile,
  type TableFormat,
  type TableRow,
} from '@muhasebi/connectors/table-file/table-file.ts';
import { writeTable } from '@muhasebi/connectors/table-file/write-table.ts';
import { inSnapshot } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { FileResult, RequestContext } from '@muhasebi/platform/http/handler.ts';
import { openGrowingFile } from '@muhasebi/platform/storage/growing-file.ts';
import { clientErrors } from './clients/contract.ts';
import { takePlace } from './export-places.ts';
import type { FeatureDeps, Trx } from './feature.ts';
import { findHeading, type Heading } from './office-heading.queries.ts';
import type { LetterheadService } from './office-settings/contract.ts';
import { type ExportQuery, exportErrors } from './table-export-contract.ts';

export interface ExportDeps extends Pick<FeatureDeps, 'db' | 'clock' | 'scratchDir'> {
  readonly letterhead: LetterheadService;
}

/** A text in both languages of the app. */
export interface Words {
  readonly tr: string;
  readonly en: string;
}
export type Language = keyof Words;

/** A column as the file has it; its id is that of the column on the screen. */
export interface ExportColumn<Row> {
  readonly id: string;
  readonly header: Words;
  readonly kind: ColumnKind;
  /** How many characters it usually needs. */
  readonly width: number;
  readonly cell: (row: Row, language: Language) => Cell;
  /** Added up in the last row. Amounts and counts alone. */
  readonly sum?: boolean;
  /** A running balance: a book carries its last one from page to page. */
  readonly isRunning?: boolean;
}

/** What of a list goes into the file; made inside the snapshot that its rows are read in. */
export interface ListToExport<Row> {
  readonly title: Words;
  /** The company that the list is about; null for the whole office. */
  readonly clientId: string | null;
  /** Period and filters, in words. */
  readonly facts: readonly Words[];
  readonly columns: readonly ExportColumn<Row>[];
  /** In the place of the columns that the query names, where the list knows better which those are. */
  readonly wanted?: string | undefined;
  readonly rows: AsyncIterable<readonly Row[]>;
  /** Where totals are not the sums of the rows: cells of the last row, by column id. */
  readonly totals?: Readonly<Record<string, Cell>>;
  readonly book?: BookForm<Row>;
}

/** The list is a book: sent while it is being made, and on paper the sums so far go from page to page (nakli yekûn). */
export interface BookForm<Row> {
  /** How many it has, known before they are read: too many are refused before the first byte. */
  readonly rowCount: number;
  /** A PDF takes so many rows. */
  readonly mostRows: number;
  /** Whether a part of its own begins with this row, with its own sums: an account of the kebir. */
  readonly begins?: (row: Row) => boolean;
}

/** A column of kuruş; `sum`: the last row has what all of them come to. */
export function amountColumn<Row>(
  id: string,
  header: Words,
  cell: (row: Row) => bigint | null,
  sum = false,
): ExportColumn<Row> {
  return { id, header, kind: 'amount', width: 15, cell, sum };
}

/** What each format takes; a PDF of more would hold the only core for too long. */
export const MOST_ROWS: Readonly<Record<TableFormat, number>> = { pdf: 10_000, xlsx: 200_000, csv: 500_000 };

/** Who asks; `closed` aborts when nobody waits for the file any more. */
export type Asked = Pick<RequestContext, 'scope' | 'language'> & Partial<Pick<RequestContext, 'closed'>>;

type OpenList<Row> = (trx: Trx, tenantId: string) => Promise<ListToExport<Row>>;

/**
 * Writes the file inside one snapshot, into a scratch file without a name. A list is answered when it is whole, with its size;
 * a book with its first rows, without one: a fault after them breaks the stream off. Whoever leaves ends query and work.
 * Throws CLIENT_NOT_FOUND for a company out of the caller's sight, EXPORT_TOO_MANY_ROWS, EXPORT_BUSY and what `open` throws.
 */
export function exportList<Row>(
  deps: ExportDeps,
  asked: Asked,
  { format, columns: wanted }: ExportQuery,
  open: OpenList<Row>,
): Promise<FileResult> {
  const tenantId = tenantOf(asked.scope);
  const { language } = asked;
  return exportWritten(deps, asked, format, async (trx, begun) => {
    const list = await open(trx, tenantId);
    refuseTooMany(list, { format, language });
    const { table, name } = await tableOf(deps, trx, list, { tenantId, language, format, wanted, begun });
    return { fileName: name, bytes: await writeTable(table, format) };
  });
}

/** Told a file's name, its first bytes may be sent before it is whole. */
interface Begun {
  readonly resolve: (name: string) => void;
}

/** What `write` writes, as an answer; throws EXPORT_BUSY, EXPORT_LEFT and what `write` throws. */
export async function exportWritten(
  deps: Pick<ExportDeps, 'db' | 'scratchDir'>,
  { scope, closed }: Asked,
  format: TableFormat,
  write: (trx: Trx, begun: Begun) => Promise<{ readonly fileName: string; readonly bytes: Readable }>,
): Promise<FileResult> {
  const place = await takePlace(closed);
  const file = await openGrowingFile(deps.scratchDir).catch((error: unknown) => {
    place.leave();
    throw error;
  });
  const gone = new AbortController();
  file.reader.once('close', () => gone.abort());
  const left = closed === undefined ? gone.signal : AbortSignal.any([gone.signal, closed]);
  const begun = Promise.withResolvers<string>();
  const make = async (trx: Trx) => {
    const { fileName, bytes } = await write(trx, begun);
    await pipeline(bytes, file.writer, { signal: left });
    return fileName;
  };
  const made = inSnapshot(deps.db, scope, make, left).finally(() => place.leave());
  try {
    const fileName = await Promise.race([begun.promise, made]);
    return { fileName, contentType: CONTENT_TYPES[format], sizeBytes: file.size(), stream: file.reader };
  } catch (error) {
    file.reader.destroy();
    throw closed?.aborted === true ? exportErrors.EXPORT_LEFT() : error;
  }
}

interface Form {
  readonly tenantId: string;
  readonly language: Language;
  readonly format: TableFormat;
  readonly wanted: string | undefined;
  /** Told when the first rows of a book are here. */
  readonly begun: Begun;
}

async function tableOf<Row>(
  { clock, letterhead }: ExportDeps,
  trx: Trx,
  list: ListToExport<Row>,
  { tenantId, language, format, wanted, begun }: Form,
): Promise<{ table: TableFile; name: string }> {
  const heading = await findHeading(trx, tenantId, list.clientId);
  if (list.clientId !== null && heading.client === null) throw clientErrors.CLIENT_NOT_FOUND();
  const now = clock.now().toISOString();
  const isPaper = format === 'pdf';
  const title = list.title[language];
  const name = fileName(title, heading.client?.title ?? heading.office, now, format);
  const words = list.facts.map((fact) => fact[language]).filter((fact) => fact !== '');
  const onRows = () => list.book !== undefined && begun.resolve(name);
  const table: TableFile = {
    letterhead: isPaper ? await letterhead.officeLetterhead(trx, tenantId) : null,
    title,
    facts: factsOf(heading, words, momentText(now), isPaper),
    language,
    ...cellsOfList(list, { language, format, onRows, wanted }),
  };
  return { table, name };
}

/** Columns, rows and totals of a file, without the words around them. */
export type ListCells = Pick<TableFile, 'columns' | 'rows' | 'totals' | 'book'>;

/** Reads the list once; refuses rows that the format does not take. */
export function cellsOfList<Row>(
  list: Omit<ListToExport<Row>, 'title' | 'clientId' | 'facts'>,
  {
    language,
    format,
    wanted,
    onRows = () => {},
  }: Pick<Making<Row>, 'language' | 'format'> & { onRows?: () => void; wanted?: string | undefined },
): ListCells {
  const columns = chosen(list.columns, list.wanted ?? wanted);
  const sums = new Map<string, number | bigint>();
  const parts = new WeakSet<TableRow>();
  return {
    columns: columns.map((column) => columnOf(column, language, list.totals !== undefined)),
    rows: cellsOf(list, { columns, sums, language, format, parts, onRows }),
    ...(list.book !== undefined && { book: { begins: (row: TableRow) => parts.has(row) } }),
    totals: () => totalsOf(columns, list.totals ?? Object.fromEntries(sums), language),
  };
}

/** Whose list it is, what of it, and when it was made; paper names the office at its head. */
export function factsOf(
  { client, office }: Heading,
  words: readonly string[],
  moment: string,
  isPaper: boolean,
): string[] {
  const made = isPaper || client === null ? moment : `${office} · ${moment}`;
  if (client !== null) return [`${client.title} · ${client.taxId}`, ...words, made];
  return isPaper ? [...words, made] : [office, ...words, made];
}

function columnOf<Row>(
  { header, kind, width, sum, isRunning }: ExportColumn<Row>,
  language: Language,
  hasOwnTotals: boolean,
): TableColumn {
  const carried = sum === true ? 'sum' : 'last';
  return {
    header: header[language],
    kind,
    width,
    ...((sum || isRunning) && { carried }),
    ...(sum === true && !hasOwnTotals && { isSum: true }),
  };
}

/** Unknown ids are passed over; none known is all. */
function chosen<Row>(
  columns: readonly ExportColumn<Row>[],
  wanted: string | undefined,
): readonly ExportColumn<Row>[] {
  const ids = wanted?.split(',') ?? [];
  const found = [...new Set(ids)].flatMap((id) => columns.find((column) => column.id === id) ?? []);
  return found.length === 0 ? columns : found;
}

interface Making<Row> {
  readonly columns: readonly ExportColumn<Row>[];
  readonly sums: Map<string, number | bigint>;
  readonly language: Language;
  readonly format: TableFormat;
  /** Rows that a part of a book begins with. */
  readonly parts: WeakSet<TableRow>;
  readonly onRows: () => void;
}

/** Throws EXPORT_TOO_MANY_ROWS where it is known before the first row. */
export function refuseTooMany<Row>(
  list: Pick<ListToExport<Row>, 'book'>,
  form: Pick<Making<Row>, 'format' | 'language'>,
): void {
  if (list.book !== undefined && list.book.rowCount > mostRows(list.book, form.format))
    throw tooManyRows(list.book, form);
}

const mostRows = <Row>(book: BookForm<Row> | undefined, format: TableFormat): number =>
  Math.max(MOST_ROWS[format], format === 'pdf' ? (book?.mostRows ?? 0) : 0);

function tooManyRows<Row>(
  book: BookForm<Row> | undefined,
  { format, language }: Pick<Making<Row>, 'format' | 'language'>,
) {
  const limit = mostRows(book, format).toLocaleString(language);
  return exportErrors.EXPORT_TOO_MANY_ROWS({ limit, format: format.toUpperCase() });
}

async function* cellsOf<Row>(
  { rows, book }: Pick<ListToExport<Row>, 'rows' | 'book'>,
  { columns, sums, language, format, parts, onRows }: Making<Row>,
): AsyncGenerator<readonly TableRow[]> {
  const limit = mostRows(book, format);
  let count = 0;
  for await (const group of rows) {
    count += group.length;
    if (count > limit) throw tooManyRows(book, { format, language });
    onRows();
    yield group.map((row) => {
      const cells = columns.map((column) => {
        const cell = column.cell(row, language);
        if (column.sum === true) add(sums, column.id, cell);
        return cell;
      });
      if (book?.begins?.(row) === true) parts.add(cells);
      return cells;
    });
  }
}

function add(sums: Map<string, number | bigint>, id: string, cell: Cell): void {
  const before = sums.get(id);
  if (typeof cell === 'bigint') sums.set(id, (typeof before === 'bigint' ? before : 0n) + cell);
  if (typeof cell === 'number') sums.set(id, (typeof before === 'number' ? before : 0) + cell);
}

const TOTAL: Words = { tr: 'Toplam', en: 'Total' };

/** The word stands in the first text column that has no total of its own. */
function totalsOf<Row>(
  columns: readonly ExportColumn<Row>[],
  totals: Readonly<Record<string, Cell>>,
  language: Language,
): TableRow | null {
  if (!columns.some((column) => totals[column.id] !== undefined)) return null;
  const place = columns.findIndex((column) => column.kind === 'text' && totals[column.id] === undefined);
  return columns.map((column, index) => (index === place ? TOTAL[language] : (totals[column.id] ?? null)));
}

/** Rows that are here already, as one group. */
export async function* inOneGroup<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}

/** "Mizan - Işık İnşaat - 2026-11-27.xlsx", without what file systems refuse. */
export function fileName(title: string, whose: string, now: string, format: TableFormat): string {
  const stem = `${title} - ${whose.slice(0, 60)} - ${now.slice(0, 10)}`;
  return `${stem.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').replace(/\s+/g, ' ')}.${format}`;
}

/** "01.01.2026 – 30.11.2026", open ends where there is none; null where there is neither. */
export function periodWords(from: string | undefined, to: string | undefined): Words | null {
  if (from === undefined && to === undefined) return null;
  const both = `${from === undefined ? '…' : dayText(from)} – ${to === undefined ? '…' : dayText(to)}`;
  return { tr: both, en: both };
}

/** Filters as one line of facts: those that are set, joined. */
export function joinWords(parts: readonly (Words | null)[]): Words {
  const set = parts.filter((part) => part !== null);
  return { tr: set.map((part) => part.tr).join(' · '), en: set.map((part) => part.en).join(' · ') };
}

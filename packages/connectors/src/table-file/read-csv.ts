/** Reads a CSV row by row: its encoding and its delimiter are found out, every cell is a text. */
import { createReadStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import { mayRun } from './cell-text.ts';
import type { ReadCell, ReadRow, TableLimits } from './read-cell.ts';
import { TableFault } from './table-fault.ts';

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1254';

export interface OpenCsv {
  readonly encoding: CsvEncoding;
  readonly delimiter: string;
  rows(): AsyncGenerator<readonly ReadRow[]>;
}

/** In the order in which they win where two fit alike: Turkish Excel writes semicolons. */
const DELIMITERS = [';', '\t', ',', '|'] as const;
/** Characters at the beginning that the delimiter is judged by. */
const SAMPLE = 64 * 1024;
const SAMPLE_ROWS = 50;
const GROUP = 500;

/** Throws TableFault. */
export async function openCsv(source: string | Uint8Array, limits: TableLimits): Promise<OpenCsv> {
  const { encoding, sample } = await findEncoding(source);
  // Excel takes this first line for itself: it names the delimiter.
  const named = /^sep=(.)\r?\n/i.exec(sample)?.[1];
  const delimiter = named ?? findDelimiter(sample);
  return {
    encoding,
    delimiter,
    rows: () => rowsOf(source, encoding, delimiter, named !== undefined, limits),
  };
}

const bytesOf = (source: string | Uint8Array): Readable =>
  typeof source === 'string' ? createReadStream(source) : Readable.from([Buffer.from(source)]);

/** A byte order mark wins; then bytes that are UTF-8 to the end; the rest is windows-1254, as older Turkish programs write. */
async function findEncoding(
  source: string | Uint8Array,
): Promise<{ readonly encoding: CsvEncoding; readonly sample: string }> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const head: Buffer[] = [];
  let headLength = 0;
  let isUtf8 = true;
  for await (const chunk of bytesOf(source) as AsyncIterable<Buffer>) {
    if (headLength < SAMPLE) head.push(chunk.subarray(0, SAMPLE - headLength));
    headLength += Math.min(chunk.length, SAMPLE - headLength);
    const mark = head.length === 1 ? markOf(head[0]) : null;
    if (mark !== null && mark !== 'utf-8') return sampled(mark, chunk.subarray(0, SAMPLE));
    isUtf8 &&= decodes(strict, chunk);
    if (chunk.includes(0)) throw new TableFault('table.not-table', { kind: 'ikili dosya / binary' });
  }
  isUtf8 &&= decodes(strict, null);
  return sampled(isUtf8 ? 'utf-8' : 'windows-1254', Buffer.concat(head));
}

function sampled(encoding: CsvEncoding, head: Buffer) {
  return { encoding, sample: new TextDecoder(encoding).decode(head) };
}

function markOf(head: Buffer | undefined): CsvEncoding | null {
  const start = head?.subarray(0, 3).toString('hex') ?? '';
  if (start === 'efbbbf') return 'utf-8';
  if (start.startsWith('fffe')) return 'utf-16le';
  return start.startsWith('feff') ? 'utf-16be' : null;
}

function decodes(decoder: TextDecoder, chunk: Buffer | null): boolean {
  try {
    decoder.decode(chunk ?? undefined, { stream: chunk !== null });
    return true;
  } catch {
    // Bytes that are not UTF-8 are all that a strict decoder throws for.
    return false;
  }
}

/** The one that cuts the most rows into the same number of at least two cells. */
function findDelimiter(sample: string): string {
  let best: string = DELIMITERS[0];
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const score = scoreOf(sample, delimiter);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

function scoreOf(sample: string, delimiter: string): number {
  const counts = new Map<number, number>();
  let rows = 0;
  for (const row of firstRows(sample, delimiter)) {
    rows += 1;
    if (row.length > 1) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  }
  let best = 0;
  for (const [width, times] of counts)
    best = Math.max(best, (times / rows) * (1 + Math.min(width, 20) / 100));
  return best;
}

function firstRows(sample: string, delimiter: string): readonly string[][] {
  const end = sample.lastIndexOf('\n');
  const whole = sample.length < SAMPLE || end === -1 ? sample : sample.slice(0, end);
  try {
    return parseNow(whole, {
      delimiter,
      to: SAMPLE_ROWS,
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch {
    // A quote that stays open with this delimiter: it is told when the rows are read, if no other fits.
    return [];
  }
}

async function* rowsOf(
  source: string | Uint8Array,
  encoding: CsvEncoding,
  delimiter: string,
  hasSeparatorLine: boolean,
  limits: TableLimits,
): AsyncGenerator<readonly ReadRow[]> {
  const parser = parse({
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: limits.maxCellLength * 4,
  });
  const decoded = bytesOf(source).pipe(decoding(encoding));
  decoded.once('error', (error) => parser.destroy(error));
  decoded.pipe(parser);
  let rowNo = 0;
  let taken = 0;
  let group: ReadRow[] = [];
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      rowNo += 1;
      if (rowNo === 1 && hasSeparatorLine) continue;
      const cells = cellsOf(record, rowNo, limits);
      if (cells.length === 0) continue;
      taken += 1;
      if (taken > limits.maxRows)
        throw new TableFault('table.too-many-rows', { limit: String(limits.maxRows) });
      group.push({ rowNo, cells, merged: [] });
      if (group.length === GROUP) {
        yield group;
        group = [];
      }
    }
  } catch (error) {
    throw faultOf(error, rowNo, limits);
  } finally {
    decoded.destroy();
  }
  if (group.length > 0) yield group;
}

function decoding(encoding: CsvEncoding): Transform {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    decodeStrings: true,
    encoding: 'utf8',
    transform: (chunk: Buffer, _, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
}

function cellsOf(record: readonly string[], rowNo: number, limits: TableLimits): (ReadCell | null)[] {
  let length = record.length;
  while (length > 0 && record[length - 1]?.trim() === '') length -= 1;
  if (length > limits.maxColumns)
    throw new TableFault('table.too-many-columns', {
      row: String(rowNo),
      limit: String(limits.maxColumns),
    });
  return record.slice(0, length).map((field) => {
    const text = plainText(field);
    return text === '' ? null : { kind: 'text', text, isFormula: false };
  });
}

/** `="00123"` and `'=1` are ways of CSV files to keep a text a text. */
function plainText(field: string): string {
  const quoted = /^="([^"]*)"$/.exec(field);
  if (quoted !== null) return quoted[1] ?? '';
  return field.startsWith("'") && mayRun(field.slice(1)) ? field.slice(1) : field;
}

function faultOf(error: unknown, rowNo: number, limits: TableLimits): unknown {
  if (!(error instanceof CsvError)) return error;
  const records: unknown = error.records;
  const row = String((typeof records === 'number' ? records : rowNo) + 1);
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return new TableFault('table.open-quote', { row }, error);
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return new TableFault(
      'table.too-complex',
      { what: `satır / row ${row}, "…`, limit: String(limits.maxCellLength * 4) },
      error,
    );
  return new TableFault('table.broken', {}, error);
}

/** Merged blocks of a sheet. They stand behind its rows in the file, so they are looked for first. */
import { StringDecoder } from 'node:string_decoder';
import type { TableLimits } from './read-cell.ts';
import { TableFault } from './table-fault.ts';
import { localName, strictParser, type XlsxPackage } from './xlsx-package.ts';
import { placeOf } from './xlsx-values.ts';

export interface MergedBlock {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

const END_OF_ROWS = Buffer.from('sheetData>');
/** "</", a prefix of a namespace, and the name. */
const LONGEST_END = END_OF_ROWS.length + 64;

/** Unpacks the sheet once without looking at its rows; answers its blocks from the top down. */
export async function readMergedBlocks(
  parts: XlsxPackage,
  path: string,
  limits: TableLimits,
): Promise<MergedBlock[]> {
  const blocks: MergedBlock[] = [];
  const parser = strictParser();
  parser.onopentag = ({ name, attributes }) => {
    if (localName(name) !== 'mergeCell') return;
    const block = blockOf(String(attributes.ref ?? ''));
    if (block !== null && block.firstColumn < limits.maxColumns) blocks.push(block);
    if (blocks.length > limits.maxMergedBlocks)
      throw new TableFault('table.too-complex', {
        what: 'mergeCell',
        limit: String(limits.maxMergedBlocks),
      });
  };
  const decoder = new StringDecoder('utf8');
  for await (const { prefix, bytes } of afterRows(parts, path)) {
    // What follows the rows ends in the end tag of the root that it had.
    if (prefix !== null) parser.write(`<${prefix}worksheet>`);
    parser.write(decoder.write(bytes));
  }
  return blocks.sort((one, other) => one.firstRow - other.firstRow);
}

/** `prefix` comes with the first piece alone. */
async function* afterRows(
  parts: XlsxPackage,
  path: string,
): AsyncGenerator<{ readonly prefix: string | null; readonly bytes: Buffer }> {
  const stream = await parts.stream(path);
  if (stream === null) return;
  let held = Buffer.alloc(0);
  let isBehind = false;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (isBehind) yield { prefix: null, bytes: chunk };
      else {
        held = Buffer.concat([held, chunk]);
        const end = endOfRows(held);
        isBehind = end !== null;
        if (end !== null) yield { prefix: end.prefix, bytes: held.subarray(end.at) };
        held = held.subarray(Math.max(0, held.length - LONGEST_END));
      }
    }
  } catch (error) {
    throw error instanceof TableFault ? error : new TableFault('table.broken', {}, error);
  } finally {
    stream.destroy();
  }
}

/** Where the end tag of the rows ends; the start tag has the same letters and no slash. */
function endOfRows(bytes: Buffer): { readonly at: number; readonly prefix: string } | null {
  for (let at = bytes.indexOf(END_OF_ROWS); at !== -1; at = bytes.indexOf(END_OF_ROWS, at + 1)) {
    const before = bytes.subarray(Math.max(0, at - 50), at).toString('latin1');
    const match = /<\/((?:\w{1,40}:)?)$/.exec(before);
    if (match !== null) return { at: at + END_OF_ROWS.length, prefix: match[1] ?? '' };
  }
  return null;
}

function blockOf(reference: string): MergedBlock | null {
  const [from = '', to = from] = reference.split(':');
  const first = placeOf(from);
  const last = placeOf(to);
  if (first === null || last === null) return null;
  return { firstRow: first.row, lastRow: last.row, firstColumn: first.column, lastColumn: last.column };
}

/** Tells for rows asked from the top down which of their columns lie in a block. */
export class MergedColumns {
  readonly #blocks: readonly MergedBlock[];
  readonly #maxColumns: number;
  #next = 0;
  #open: MergedBlock[] = [];

  constructor(blocks: readonly MergedBlock[], maxColumns: number) {
    this.#blocks = blocks;
    this.#maxColumns = maxColumns;
  }

  of(row: number): number[] {
    this.#begin(row);
    if (this.#open.length === 0) return [];
    this.#open = this.#open.filter((block) => block.lastRow >= row);
    // Blocks of a real sheet do not overlap, so no more of them can lie beside each other.
    if (this.#open.length > this.#maxColumns) throw new TableFault('table.broken');
    const columns = new Set<number>();
    for (const { firstColumn, lastColumn } of this.#open) {
      const last = Math.min(lastColumn, this.#maxColumns - 1);
      for (let column = firstColumn; column <= last; column += 1) columns.add(column);
    }
    return [...columns].sort((one, other) => one - other);
  }

  #begin(row: number): void {
    let block = this.#blocks[this.#next];
    while (block !== undefined && block.firstRow <= row) {
      if (block.lastRow >= row) this.#open.push(block);
      this.#next += 1;
      block = this.#blocks[this.#next];
    }
  }
}

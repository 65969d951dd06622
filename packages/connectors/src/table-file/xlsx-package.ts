/** The parts of an .xlsx file: a ZIP whose parts are read as streams, bounded, and whose XML names nothing outside of it. */
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import sax, { type SAXParser } from 'sax';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import type { TableLimits } from './read-cell.ts';
import { TableFault } from './table-fault.ts';

/** A workbook has some dozens of parts, with pictures some hundreds. */
const MOST_PARTS = 10_000;

export class XlsxPackage {
  readonly #zip: ZipFile;
  readonly #parts: ReadonlyMap<string, Entry>;
  readonly #limits: TableLimits;

  private constructor(zip: ZipFile, parts: ReadonlyMap<string, Entry>, limits: TableLimits) {
    this.#zip = zip;
    this.#parts = parts;
    this.#limits = limits;
  }

  /** Throws TableFault where it is no ZIP or too much of one. */
  static async open(source: string | Uint8Array, limits: TableLimits): Promise<XlsxPackage> {
    const zip = await openZip(source);
    try {
      return new XlsxPackage(zip, await listParts(zip), limits);
    } catch (error) {
      zip.close();
      throw error instanceof TableFault ? error : new TableFault('table.broken', {}, error);
    }
  }

  close(): void {
    this.#zip.close();
  }

  has(path: string): boolean {
    return this.#parts.has(path.toLowerCase());
  }

  /** The bytes of a part as they are unpacked; null where there is no such part. Never more than its bound. */
  async stream(path: string): Promise<Readable | null> {
    const entry = this.#parts.get(path.toLowerCase());
    if (entry === undefined) return null;
    if (entry.isEncrypted()) throw new TableFault('table.password');
    const { maxPartBytes } = this.#limits;
    // The reader of the ZIP ends a part that gives more than it says here.
    if (entry.uncompressedSize > maxPartBytes)
      throw new TableFault('table.too-complex', {
        what: `${path}: ${entry.uncompressedSize}`,
        limit: String(maxPartBytes),
      });
    try {
      return await this.#zip.openReadStreamPromise(entry);
    } catch (error) {
      throw new TableFault('table.broken', {}, error);
    }
  }

  /** Walks through a part's XML; `listen` sets what is heard. A part that is not there is silence. */
  async walk(path: string, listen: (parser: SAXParser) => void): Promise<void> {
    for await (const _ of this.walkInSteps(path, listen));
  }

  /** The same, pausing after each piece of the file, so that what was heard can be taken away. */
  async *walkInSteps(path: string, listen: (parser: SAXParser) => void): AsyncGenerator<void> {
    const stream = await this.stream(path);
    if (stream === null) return;
    const parser = strictParser();
    listen(parser);
    const decoder = new StringDecoder('utf8');
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        parser.write(decoder.write(chunk));
        yield;
      }
      parser.write(decoder.end());
      parser.close();
    } catch (error) {
      throw error instanceof TableFault ? error : new TableFault('table.broken', {}, error);
    } finally {
      stream.destroy();
    }
    yield;
  }
}

/** It knows the five entities of XML and those by number; a DOCTYPE, which could define others, ends the reading. */
export function strictParser(): SAXParser {
  const parser = sax.parser(true, {});
  parser.onerror = (error) => {
    throw new TableFault('table.broken', {}, error);
  };
  parser.ondoctype = () => {
    throw new TableFault('table.doctype');
  };
  return parser;
}

/** The name without its prefix: "x:row" → "row". */
export function localName(name: string): string {
  const at = name.indexOf(':');
  return at === -1 ? name : name.slice(at + 1);
}

async function openZip(source: string | Uint8Array): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, strictFileNames: false } as const;
  try {
    return typeof source === 'string'
      ? await openPromise(source, options)
      : await fromBufferPromise(Buffer.from(source.buffer, source.byteOffset, source.byteLength), options);
  } catch (error) {
    // A path that cannot be opened is no fault of the file.
    if (error instanceof Error && 'syscall' in error) throw error;
    throw new TableFault('table.broken', {}, error);
  }
}

/** By name, letters folded: names of parts do not differ by case (ECMA-376 part 2). */
async function listParts(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MOST_PARTS)
    throw new TableFault('table.too-complex', {
      what: String(zip.entryCount),
      limit: String(MOST_PARTS),
    });
  const parts = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.replace(/^\//, '').toLowerCase();
    if (!parts.has(name)) parts.set(name, entry);
  }
  return parts;
}

/** libxslt (WebAssembly) behind walls: no file, no network, bounded memory. Only for a thread that draws once and ends. */
import { createRequire } from 'node:module';
import type { MainModule } from 'libxslt-wasm/output/libxslt.js';

/** WebAssembly pages of 64 KiB: 128 MiB for document, design and result together. */
const MOST_PAGES = 2048;
/** What the engine says is kept to this many characters; a design may say what it likes. */
const MOST_SAID = 8_000;
/** What whoever asks the network is answered. */
const REFUSED = 403;

/** libxml2's parser options. */
const NOENT = 1 << 1;
const NONET = 1 << 11;
const NOCDATA = 1 << 14;
const BIG_LINES = 1 << 22;
const NO_XXE = 1 << 23;
const DOCUMENT_OPTIONS = NONET | NO_XXE | NOCDATA | BIG_LINES;
/** Entities that a design defines itself are put in; libxml2 bounds how far they may swell. */
const DESIGN_OPTIONS = DOCUMENT_OPTIONS | NOENT;

/** A design that the engine does not take, stops at or draws nothing by; `detail` is the engine's own word. */
export class DesignFault extends Error {
  readonly detail: string;

  constructor(detail: string) {
    super(`the design cannot be drawn: ${detail}`);
    this.detail = detail;
  }
}

export interface XsltEngine {
  /** Both in UTF-8, whatever they declare. HTML as the design writes it, at most `mostBytes`. Throws DesignFault. */
  draw(document: Uint8Array, design: Uint8Array, mostBytes: number): Promise<string>;
}

interface Said {
  text: string;
}

/**
 * Puts up the walls in this thread, then starts the engine. It was built without a file system, and its one import that
 * reaches outside (a fetch of addresses) is answered with a refusal.
 */
export async function startXsltEngine(): Promise<XsltEngine> {
  const said = listen();
  boundMemory();
  refuseWaiting(said);
  const { default: start } = await import('libxslt-wasm/output/libxslt.js');
  const lib = await start();
  return { draw: (document, design, mostBytes) => draw(lib, said, { document, design, mostBytes }) };
}

/** The engine writes its messages past `process.stderr`; here they are kept instead. */
function listen(): Said {
  const said: Said = { text: '' };
  const files: { writeSync: unknown } = createRequire(import.meta.url)('node:fs');
  files.writeSync = (_: number, text: string) => {
    if (said.text.length < MOST_SAID) said.text += text;
    return text.length;
  };
  return said;
}

let engineMemory: WebAssembly.Memory | null = null;

/** Its memory is made by the package with 2 GiB at most; here with far less, and growing beyond fails inside the engine. */
function boundMemory(): void {
  const { Memory } = WebAssembly;
  WebAssembly.Memory = class extends Memory {
    constructor(wanted: WebAssembly.MemoryDescriptor) {
      super({ ...wanted, maximum: Math.min(wanted.maximum ?? MOST_PAGES, MOST_PAGES) });
      engineMemory = this;
    }
  };
}

/**
 * The engine's only way out is a function that waits for a fetch (WebAssembly.Suspending). It never waits here: the
 * function is not called, and a refusal is written where it would have put its answer.
 */
function refuseWaiting(said: Said): void {
  const refuse = (_url: number, buffer: number, bytes: number, status: number) => {
    said.text += 'I/O error: the network is closed\n';
    if (engineMemory === null) return;
    const memory = new DataView(engineMemory.buffer);
    memory.setInt32(buffer, 0, true);
    memory.setInt32(bytes, 0, true);
    memory.setInt32(status, REFUSED, true);
  };
  Object.assign(WebAssembly, {
    Suspending: class {
      constructor() {
        // A constructor that answers a function: WebAssembly takes it as the import.
        // biome-ignore lint/correctness/noConstructorReturn: stands in for a class of the platform
        return refuse;
      }
    },
    promising: (call: unknown) => call,
  });
}

interface Sheet {
  readonly document: Uint8Array;
  readonly design: Uint8Array;
  readonly mostBytes: number;
}

/**
 * Instructions of XSLT 2.0 that change what is drawn. Most designs say "2.0" and use none; libxslt would pass over them
 * without a word, and what they stand for would be missing.
 */
const OF_VERSION_2 =
  /<(?:[\w-]+:)?(for-each-group|analyze-string|result-document|sequence|function|next-match|perform-sort|namespace|import-schema)[\s/>]/;

/** Nothing is freed: the thread ends after it. */
async function draw(lib: MainModule, said: Said, sheet: Sheet): Promise<string> {
  said.text = '';
  const instructions = Buffer.from(sheet.design)
    .toString('latin1')
    .replaceAll(/<!--[\s\S]*?-->/g, '');
  const newer = OF_VERSION_2.exec(instructions)?.[1];
  if (newer !== undefined) throw new DesignFault(`XSLT 2.0: ${newer}`);
  const must = (pointer: number) => {
    refuseFaults(said);
    if (pointer === 0) throw new DesignFault(lastWord(said));
    return pointer;
  };
  const utf8 = lib.stringToNewUTF8('UTF-8');
  const read = async (bytes: Uint8Array, options: number) => {
    const at = must(lib._malloc(bytes.byteLength));
    lib.HEAPU8.set(bytes, at);
    return must(await lib._xmlReadMemory(at, bytes.byteLength, 0, utf8, options));
  };
  const design = must(await lib._xsltParseStylesheetDoc(await read(sheet.design, DESIGN_OPTIONS)));
  const document = await read(sheet.document, DOCUMENT_OPTIONS);
  const result = must(await lib._xsltApplyStylesheet(design, document, 0));
  const out = must(lib._xmlAllocOutputBuffer(0));
  const written = lib._xsltSaveResultTo(out, result, design);
  const bytes = lib._xmlOutputBufferGetSize(out);
  refuseFaults(said);
  if (written < 0) throw new DesignFault(lastWord(said));
  if (bytes > sheet.mostBytes) throw new DesignFault(`result of ${bytes} bytes`);
  const at = lib._xmlOutputBufferGetContent(out);
  return Buffer.from(lib.HEAPU8.slice(at, at + bytes)).toString('utf8');
}

const FAULT = /(?:runtime|compilation|I\/O|XPath|parser|namespace|memory) error\b/i;
/** Designs say "2.0" and are written in 1.0: libxslt goes on in its forwards-compatible mode. */
const TELLS_VERSION =
  /compilation error: element stylesheet\s*\n\s*xsl:version: only 1\.\d features are supported/gi;

/** The engine goes on after some faults and leaves out what it did not understand: such a drawing is not shown. */
function refuseFaults(said: Said): void {
  if (FAULT.test(said.text.replace(TELLS_VERSION, ''))) throw new DesignFault(lastWord(said));
}

const lastWord = (said: Said): string =>
  said.text.replace(TELLS_VERSION, '').trim().replaceAll(/\s+/g, ' ').slice(0, 300) || 'the engine stopped';

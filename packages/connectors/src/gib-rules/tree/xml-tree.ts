/** A document as numbers: nodes count from 1 in document order, and what belongs to one stands in typed arrays. */

import { decodeText, isBlankByte } from './decode-text.ts';

export const KIND = {
  none: 0,
  element: 1,
  attribute: 2,
  document: 3,
  text: 4,
  comment: 5,
  instruction: 6,
} as const;

/** The document node; 0 stands for "no node". */
export const DOCUMENT = 1;

const START_CAPACITY = 4096;

/**
 * Filled by `scanXml`, and again for the next document: a pack holds one tree and nothing of it is kept.
 * Attributes follow their element directly; `first` and `next` know children, not attributes.
 */
export class XmlTree {
  /** The document's bytes, one letter a byte. */
  source = '';
  bytes: Buffer = Buffer.alloc(0);
  /** One more than the last node. */
  count = 2;
  kind = new Uint8Array(START_CAPACITY);
  /** Interned names; 0 where no rule knows the name. */
  name = new Int32Array(START_CAPACITY);
  parent = new Int32Array(START_CAPACITY);
  first = new Int32Array(START_CAPACITY);
  next = new Int32Array(START_CAPACITY);
  /** One more than the last node inside. */
  end = new Int32Array(START_CAPACITY);
  /** Where the value (attribute, text) or the tag (element) begins in `source`, and where it ends. */
  start = new Int32Array(START_CAPACITY);
  stop = new Int32Array(START_CAPACITY);
  /** The next node of the same name; `firstOf` begins the chain. */
  nextOf = new Int32Array(START_CAPACITY);
  readonly firstOf: Int32Array;
  readonly lastOf: Int32Array;
  /** Where the lines end, once the line of a node was asked for: a document may have a fault on each of its lines. */
  private lineEnds: readonly number[] | null = null;

  constructor(names: number) {
    this.firstOf = new Int32Array(names + 1);
    this.lastOf = new Int32Array(names + 1);
  }

  /** Empties the tree for a document; where a big one came before, its room is given back. */
  begin(bytes: Buffer): void {
    this.bytes = bytes;
    this.source = bytes.toString('latin1');
    this.count = DOCUMENT + 1;
    this.lineEnds = null;
    this.firstOf.fill(0);
    this.lastOf.fill(0);
    this.kind[DOCUMENT] = KIND.document;
    for (const column of [this.name, this.parent, this.first, this.next]) column[DOCUMENT] = 0;
  }

  /** Adds a node; children are linked by the scanner. */
  add(kind: number, name: number, parent: number, start: number, stop: number): number {
    const node = this.count;
    if (node + 1 >= this.kind.length) this.grow();
    this.count = node + 1;
    this.kind[node] = kind;
    this.kind[node + 1] = KIND.none;
    this.name[node] = name;
    this.parent[node] = parent;
    this.first[node] = 0;
    this.next[node] = 0;
    this.end[node] = node + 1;
    this.start[node] = start;
    this.stop[node] = stop;
    return node;
  }

  /** Names the node, and puts it at the end of the chain of that name. */
  chain(node: number, name: number): void {
    this.name[node] = name;
    if (name === 0) return;
    this.nextOf[node] = 0;
    const last = this.lastOf[name] ?? 0;
    if (last === 0) this.firstOf[name] = node;
    else this.nextOf[last] = node;
    this.lastOf[name] = node;
  }

  /** Frees the document's text. */
  clear(): void {
    this.bytes = Buffer.alloc(0);
    this.source = '';
    this.lineEnds = null;
  }

  /** The typed value as XPath sees it: text under the node, references resolved, line ends as XML wants them. */
  stringOf(node: number): string {
    const kind = this.kind[node] ?? 0;
    if (kind !== KIND.element && kind !== KIND.document) {
      if (kind !== KIND.attribute && kind !== KIND.text) return '';
      return decodeText(this.source, this.start[node] ?? 0, this.stop[node] ?? 0, kind === KIND.attribute);
    }
    const only = this.first[node] ?? 0;
    if (only === 0) return '';
    if (this.next[only] === 0 && this.kind[only] === KIND.text) return this.stringOf(only);
    let text = '';
    const end = this.end[node] ?? 0;
    for (let at = only; at < end; at++) if (this.kind[at] === KIND.text) text += this.stringOf(at);
    return text;
  }

  /** The node's name as the document writes it, with its prefix. */
  nameOf(node: number): string {
    const kind = this.kind[node];
    const { source } = this;
    if (kind === KIND.element) {
      const from = (this.start[node] ?? 0) + 1;
      let to = from;
      while (!isNameEnd(source.charCodeAt(to))) to++;
      return decodeText(source, from, to, false);
    }
    if (kind !== KIND.attribute) return '';
    // Backwards over the quote and the equals sign.
    let to = (this.start[node] ?? 0) - 1;
    while (source.charCodeAt(to - 1) === 0x3d || isBlankByte(source.charCodeAt(to - 1))) to--;
    let from = to;
    while (!isBlankByte(source.charCodeAt(from - 1))) from--;
    return decodeText(source, from, to, false);
  }

  /** The namespace that `prefix` ("" for the default) stands for at the element; null where it stands for none. */
  namespaceOf(node: number, prefix: string): string | null {
    const wanted = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
    for (let at = node; at > DOCUMENT; at = this.parent[at] ?? 0) {
      const declared = this.attributeInTag(at, wanted);
      if (declared !== null) return declared === '' ? null : declared;
    }
    return null;
  }

  /** The line of the node's first letter, counted from 1. */
  lineOf(node: number): number {
    this.lineEnds ??= lineEndsOf(this.source);
    const at = this.start[node] ?? 0;
    let from = 0;
    let to = this.lineEnds.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.lineEnds[middle] ?? 0) < at) from = middle + 1;
      else to = middle;
    }
    return from + 1;
  }

  private attributeInTag(node: number, wanted: string): string | null {
    if (this.kind[node] !== KIND.element) return null;
    const tag = this.source.slice(this.start[node], this.stop[node]);
    for (const [, name, double, single] of tag.matchAll(/\s([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
      const value = double ?? single ?? '';
      if (name === wanted) return decodeText(value, 0, value.length, true);
    }
    return null;
  }

  private grow(): void {
    const size = this.kind.length * 2;
    const wider = (column: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(size);
      grown.set(column);
      return grown;
    };
    const kind = new Uint8Array(size);
    kind.set(this.kind);
    this.kind = kind;
    this.name = wider(this.name);
    this.parent = wider(this.parent);
    this.first = wider(this.first);
    this.next = wider(this.next);
    this.end = wider(this.end);
    this.start = wider(this.start);
    this.stop = wider(this.stop);
    this.nextOf = wider(this.nextOf);
  }
}

/** A blank, "/" or ">": what ends a name in a tag. */
export function isNameEnd(code: number): boolean {
  return code === 0x2f || code === 0x3e || isBlankByte(code);
}

function lineEndsOf(source: string): number[] {
  const ends: number[] = [];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) ends.push(at);
  return ends;
}

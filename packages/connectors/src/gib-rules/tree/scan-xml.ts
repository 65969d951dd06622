/**
 * Fills a tree from XML that libxml2 has found well-formed and free of a DOCTYPE: one pass over the bytes that leaps
 * from bracket to bracket, so an embedded stylesheet of 200 KB costs no more than a word.
 */

import { decodeText, isBlankByte } from './decode-text.ts';
import { DOCUMENT, isNameEnd, KIND, type XmlTree } from './xml-tree.ts';

/** The names that rules know, "{uri}local" or "local" to a number from 1. */
export type Names = ReadonlyMap<string, number>;

/** What prefixes stand for from one declaration to the next, with the names already looked up. */
interface Scope {
  readonly prefixes: ReadonlyMap<string, string>;
  readonly elements: Map<string, number>;
  readonly attributes: Map<string, number>;
}

const NO_SCOPE: Scope = {
  prefixes: new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]),
  elements: new Map(),
  attributes: new Map(),
};

export function scanXml(tree: XmlTree, bytes: Buffer, names: Names): void {
  tree.begin(bytes);
  new Scanner(tree, names).run();
  tree.end[DOCUMENT] = tree.count;
}

class Scanner {
  private readonly tree: XmlTree;
  private readonly names: Names;
  private scope: Scope = { ...NO_SCOPE, elements: new Map(), attributes: new Map() };
  /** Scopes of elements that declare a prefix, with the element. */
  private readonly outer: { readonly element: number; readonly scope: Scope }[] = [];
  private parent: number = DOCUMENT;
  /** The child added last to each open element, by depth. */
  private readonly last: number[] = [0];

  constructor(tree: XmlTree, names: Names) {
    this.tree = tree;
    this.names = names;
  }

  run(): void {
    const { source } = this.tree;
    let at = 0;
    for (;;) {
      const open = this.text(at);
      if (open === -1) return;
      const code = source.charCodeAt(open + 1);
      if (code === 0x2f) {
        this.close();
        at = source.indexOf('>', open) + 1;
      } else if (code === 0x21) at = this.beside(KIND.comment, open, '-->');
      else if (code === 0x3f) at = this.beside(KIND.instruction, open, '?>');
      else at = this.tag(open);
    }
  }

  /** Takes the text up to the next tag; CDATA belongs to the text around it. */
  private text(from: number): number {
    const { source } = this.tree;
    let open = source.indexOf('<', from);
    while (open !== -1 && source.startsWith('<![CDATA[', open)) {
      open = source.indexOf('<', source.indexOf(']]>', open) + 3);
    }
    if (open > from && this.parent !== DOCUMENT) {
      this.link(this.tree.add(KIND.text, 0, this.parent, from, open));
    }
    return open;
  }

  private beside(kind: number, open: number, mark: string): number {
    const { source } = this.tree;
    const stop = source.indexOf(mark, open + 2) + mark.length;
    // The XML declaration is no node.
    if (!(kind === KIND.instruction && /^<\?xml\s/.test(source.slice(open, open + 6)))) {
      this.link(this.tree.add(kind, 0, this.parent, open, stop));
    }
    return stop;
  }

  private tag(open: number): number {
    const { tree } = this;
    const { source } = tree;
    let at = open + 1;
    while (!isNameEnd(source.charCodeAt(at))) at++;
    const name = source.slice(open + 1, at);
    const element = tree.add(KIND.element, 0, this.parent, open, at);
    this.link(element);
    const declared: [string, string][] = [];
    at = this.attributes(at, element, declared);
    if (declared.length > 0) this.scopeFor(element, declared);
    tree.chain(element, this.elementName(name));
    for (let attribute = element + 1; attribute < tree.count; attribute++) {
      tree.chain(attribute, this.attributeName());
    }
    const empty = source.charCodeAt(at) === 0x2f;
    const after = source.indexOf('>', at) + 1;
    tree.stop[element] = after;
    this.parent = element;
    this.last.push(0);
    if (empty) this.close();
    return after;
  }

  /** Adds the attributes, but for declarations of prefixes; returns where the tag's "/" or ">" stands. */
  private attributes(from: number, element: number, declared: [string, string][]): number {
    const { source } = this.tree;
    let at = from;
    for (;;) {
      while (isBlankByte(source.charCodeAt(at))) at++;
      const code = source.charCodeAt(at);
      if (code === 0x3e || code === 0x2f || Number.isNaN(code)) return at;
      const equals = source.indexOf('=', at);
      const name = source.slice(at, equals).trimEnd();
      let quote = equals + 1;
      while (isBlankByte(source.charCodeAt(quote))) quote++;
      const stop = source.indexOf(source.charAt(quote), quote + 1);
      if (name === 'xmlns' || name.startsWith('xmlns:')) {
        declared.push([name.slice(6), decodeText(source, quote + 1, stop, true)]);
      } else {
        this.written.push(name);
        this.tree.add(KIND.attribute, 0, element, quote + 1, stop);
      }
      at = stop + 1;
    }
  }

  /** Names of the attributes of the open tag as they are written. */
  private readonly written: string[] = [];

  /** The next of the written names. An attribute without a prefix has no namespace. */
  private attributeName(): number {
    const written = this.written.shift() ?? '';
    const known = this.scope.attributes.get(written);
    if (known !== undefined) return known;
    const name = this.nameOf(written, '');
    this.scope.attributes.set(written, name);
    return name;
  }

  private elementName(written: string): number {
    const known = this.scope.elements.get(written);
    if (known !== undefined) return known;
    const name = this.nameOf(written, this.scope.prefixes.get('') ?? '');
    this.scope.elements.set(written, name);
    return name;
  }

  /** `bare` is the namespace of names without a prefix. */
  private nameOf(written: string, bare: string): number {
    const colon = written.indexOf(':');
    const uri = colon === -1 ? bare : (this.scope.prefixes.get(written.slice(0, colon)) ?? '?');
    const local = written.slice(colon + 1);
    return this.names.get(expanded(uri, decodeText(local, 0, local.length, false))) ?? 0;
  }

  private scopeFor(element: number, declared: readonly [string, string][]): void {
    this.outer.push({ element, scope: this.scope });
    const prefixes = new Map([...this.scope.prefixes, ...declared]);
    this.scope = { prefixes, elements: new Map(), attributes: new Map() };
  }

  private link(node: number): void {
    const { tree, parent } = this;
    const depth = this.last.length - 1;
    const before = this.last[depth] ?? 0;
    if (before === 0) tree.first[parent] = node;
    else tree.next[before] = node;
    this.last[depth] = node;
  }

  private close(): void {
    const { tree, parent } = this;
    tree.end[parent] = tree.count;
    const outer = this.outer.at(-1);
    if (outer?.element === parent) {
      this.scope = outer.scope;
      this.outer.pop();
    }
    this.parent = tree.parent[parent] ?? DOCUMENT;
    this.last.pop();
  }
}

/** "{uri}local", or "local" where there is no namespace. */
export function expanded(uri: string, local: string): string {
  return uri === '' ? local : `{${uri}}${local}`;
}

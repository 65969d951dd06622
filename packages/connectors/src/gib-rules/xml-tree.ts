/** A compact tree of an XML document for rules: names as numbers, elements by name at hand; built from text that libxml2 found well-formed. */

/** Numbers names; the same table serves the rules and the documents they judge. 0 stands for a name that no rule speaks of. */
export class NameTable {
  readonly #byUri = new Map<string, Map<string, number>>();
  #last = 0;

  /** The number of a name that a rule speaks of; attributes and elements share the numbers. */
  add(uri: string, local: string): number {
    const names = this.#byUri.get(uri) ?? new Map<string, number>();
    this.#byUri.set(uri, names);
    const known = names.get(local);
    if (known !== undefined) return known;
    this.#last += 1;
    names.set(local, this.#last);
    return this.#last;
  }

  of(uri: string): ReadonlyMap<string, number> | undefined {
    return this.#byUri.get(uri);
  }
}

export const DOCUMENT = 0;
export const ELEMENT = 1;
export const ATTRIBUTE = 2;
export const TEXT = 3;
/** Comments and processing instructions: nodes for `node()`, and nothing else. */
export const OTHER = 4;
export const NAMESPACE = 5;

const NONE: readonly TreeNode[] = [];
const NO_SCOPE: ReadonlyMap<string, string> = new Map();

/** One node. `at` is its place in the text (of an attribute: that of its element), `order` its place in document order. */
export class TreeNode {
  readonly kind: number;
  readonly name: number;
  readonly parent: TreeNode | null;
  readonly at: number;
  readonly order: number;
  children: TreeNode[] | readonly TreeNode[] = NONE;
  attributes: TreeNode[] | readonly TreeNode[] = NONE;
  /** Of a text or attribute. */
  value = '';
  /** As written, with its prefix. */
  qName = '';
  uri = '';
  /** Of an element: the prefixes in force with their namespaces. */
  scope: ReadonlyMap<string, string> = NO_SCOPE;

  constructor(kind: number, name: number, parent: TreeNode | null, at: number, order: number) {
    this.kind = kind;
    this.name = name;
    this.parent = parent;
    this.at = at;
    this.order = order;
  }
}

export interface Tree {
  readonly document: TreeNode;
  /** Elements in document order by the number of their name. */
  readonly elements: ReadonlyMap<number, readonly TreeNode[]>;
  /** All elements and attributes that a rule can speak of, in document order. */
  readonly named: readonly TreeNode[];
  readonly text: string;
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';
const XML = 'http://www.w3.org/XML/1998/namespace';
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const TAG = /([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g;

type Scope = ReadonlyMap<string, string>;
const OUTERMOST: Scope = new Map([
  ['', ''],
  ['xml', XML],
  ['xmlns', XMLNS],
]);

/** Builds the tree. `text` must be well-formed and without a DOCTYPE; that is not looked at again. */
export function buildTree(text: string, names: NameTable): Tree {
  return new Builder(text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text, names).build();
}

class Builder {
  readonly #text: string;
  readonly #names: NameTable;
  readonly #elements = new Map<number, TreeNode[]>();
  readonly #named: TreeNode[] = [];
  #order = 0;
  #parent: TreeNode;
  #scope: Scope = OUTERMOST;
  readonly #scopes: Scope[] = [];

  constructor(text: string, names: NameTable) {
    this.#text = text;
    this.#names = names;
    this.#parent = new TreeNode(DOCUMENT, 0, null, 0, this.#order++);
  }

  build(): Tree {
    const document = this.#parent;
    const text = this.#text;
    let at = 0;
    for (;;) {
      const open = text.indexOf('<', at);
      if (open < 0) break;
      if (open > at && this.#parent !== document) this.#addText(decode(text.slice(at, open)), at);
      at = this.#markup(open);
    }
    return { document, elements: this.#elements, named: this.#named, text };
  }

  /** Reads the markup at `open`; answers where it ends. */
  #markup(open: number): number {
    const text = this.#text;
    switch (text.charCodeAt(open + 1)) {
      case 0x2f: // "</"
        this.#parent = this.#parent.parent ?? this.#parent;
        this.#scope = this.#scopes.pop() ?? OUTERMOST;
        return text.indexOf('>', open) + 1;
      case 0x3f: // "<?"
        return this.#other(open, '?>');
      case 0x21: // "<!"
        if (!text.startsWith('<![CDATA[', open)) return this.#other(open, '-->');
        {
          const close = text.indexOf(']]>', open);
          this.#addText(text.slice(open + 9, close), open);
          return close + 3;
        }
      default:
        return this.#element(open);
    }
  }

  #other(open: number, end: string): number {
    const close = this.#text.indexOf(end, open + 2) + end.length;
    // The XML declaration is no node.
    if (open > 0 || end !== '?>') this.#append(new TreeNode(OTHER, 0, this.#parent, open, this.#order++));
    return close;
  }

  #addText(value: string, at: number): void {
    if (value === '') return;
    const last = this.#parent.children.at(-1);
    if (last?.kind === TEXT) {
      last.value += value;
      return;
    }
    const node = new TreeNode(TEXT, 0, this.#parent, at, this.#order++);
    node.value = value;
    this.#append(node);
  }

  #append(node: TreeNode): void {
    const parent = this.#parent;
    if (parent.children === NONE) parent.children = [node];
    else (parent.children as TreeNode[]).push(node);
  }

  #element(open: number): number {
    const text = this.#text;
    const close = endOfTag(text, open);
    const isEmpty = text.charCodeAt(close - 1) === 0x2f;
    let nameEnd = open + 1;
    while (nameEnd < close && !endsName(text.charCodeAt(nameEnd))) nameEnd++;
    const qName = text.slice(open + 1, nameEnd);
    const inner = text.slice(nameEnd, isEmpty ? close - 1 : close);
    const attributes = inner.includes('=') ? readAttributes(inner) : [];
    const outer = this.#scope;
    const scope = declared(outer, attributes);
    const node = this.#node(ELEMENT, qName, scope, this.#parent, open);
    node.scope = scope;
    this.#append(node);
    for (const [name, value] of attributes) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
      const attribute = this.#node(ATTRIBUTE, name, scope, node, open);
      attribute.value = value;
      if (node.attributes === NONE) node.attributes = [attribute];
      else (node.attributes as TreeNode[]).push(attribute);
    }
    if (!isEmpty) {
      this.#scopes.push(outer);
      this.#scope = scope;
      this.#parent = node;
    }
    return close + 1;
  }

  #node(kind: number, qName: string, scope: Scope, parent: TreeNode, at: number): TreeNode {
    const colon = qName.indexOf(':');
    const prefix = colon < 0 ? '' : qName.slice(0, colon);
    const uri = kind === ATTRIBUTE && colon < 0 ? '' : (scope.get(prefix) ?? '');
    const name = this.#names.of(uri)?.get(colon < 0 ? qName : qName.slice(colon + 1)) ?? 0;
    const node = new TreeNode(kind, name, parent, at, this.#order++);
    node.qName = qName;
    node.uri = uri;
    if (name === 0) return node;
    this.#named.push(node);
    if (kind === ELEMENT) {
      const same = this.#elements.get(name);
      if (same === undefined) this.#elements.set(name, [node]);
      else same.push(node);
    }
    return node;
  }
}

const endsName = (code: number) => code <= 0x20 || code === 0x2f || code === 0x3e;

/** The ">" of the tag that begins at `open`; one inside an attribute's value is none. */
function endOfTag(text: string, open: number): number {
  let at = open + 1;
  for (;;) {
    const close = text.indexOf('>', at);
    const quoted = text.slice(at, close);
    const double = quoted.indexOf('"');
    const single = quoted.indexOf("'");
    if (double < 0 && single < 0) return close;
    const first = double < 0 ? single : single < 0 ? double : Math.min(double, single);
    at = text.indexOf(quoted.charAt(first), at + first + 1) + 1;
  }
}

function readAttributes(inner: string): [string, string][] {
  const attributes: [string, string][] = [];
  for (const [, name = '', double, single] of inner.matchAll(TAG)) {
    const value = double ?? single ?? '';
    // White space in an attribute's value counts as blanks (XML 1.0, 3.3.3).
    attributes.push([name, decode(/[\t\n]/.test(value) ? value.replaceAll(/[\t\n]/g, ' ') : value)]);
  }
  return attributes;
}

function declared(outer: Scope, attributes: readonly [string, string][]): Scope {
  let scope: Map<string, string> | null = null;
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    scope ??= new Map(outer);
    scope.set(name === 'xmlns' ? '' : name.slice(6), value);
  }
  return scope ?? outer;
}

/** Texts with their references resolved; only the five that XML itself knows can stand in a document without a DOCTYPE. */
function decode(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replaceAll(
    /&(?:#x([\da-fA-F]+)|#(\d+)|(\w+));/g,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      return String.fromCodePoint(Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16));
    },
  );
}

/** The line of a place in the text, from 1. */
export function lineAt(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line++;
  return line;
}

/** "/Invoice/cac:TaxTotal[2]/cbc:TaxAmount": prefixes as the document has them, a number where there are several. */
export function pathOf(node: TreeNode): string {
  if (node.parent === null) return '';
  const above = pathOf(node.parent);
  if (node.kind === ATTRIBUTE) return `${above}/@${node.qName}`;
  if (node.kind !== ELEMENT) return above;
  const same = node.parent.children.filter((each) => each.kind === ELEMENT && each.qName === node.qName);
  const place = same.length > 1 ? `[${same.indexOf(node) + 1}]` : '';
  return `${above}/${node.qName}${place}`;
}

/** XPath's string value: all text below, in order. */
export function stringValue(node: TreeNode): string {
  if (node.kind !== ELEMENT && node.kind !== DOCUMENT) return node.value;
  const { children } = node;
  const [only] = children;
  if (only === undefined) return '';
  if (children.length === 1 && only.kind === TEXT) return only.value;
  let text = '';
  for (const child of children) {
    if (child.kind === TEXT) text += child.value;
    else if (child.kind === ELEMENT) text += stringValue(child);
  }
  return text;
}

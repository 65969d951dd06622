/** What compiled expressions call: steps, comparisons and functions of XPath 2.0 with XPath 1.0 compatibility. */
import { ATTRIBUTE, ELEMENT, NAMESPACE, stringValue, TEXT, type Tree, TreeNode } from '../xml-tree.ts';
import type { GeneralOperator } from './ast.ts';

export type Item = TreeNode | string | number | boolean;
type Nodes = readonly TreeNode[];

/** An expression that cannot be answered for this document, such as a date that is none. */
export class DynamicFault extends Error {}

const EMPTY: Nodes = [];
/** Türkiye is three hours ahead of UTC all year (decision 2016/9154 of the Council of Ministers): dates without a zone are hers. */
const TURKISH_OFFSET_MIN = 180;
const MS_A_MINUTE = 60_000;

// ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Children of one node by name. */
export function child(node: TreeNode, name: number): Nodes {
  let found: TreeNode[] | null = null;
  for (const each of node.children) {
    if (each.name !== name || each.kind !== ELEMENT) continue;
    if (found === null) found = [each];
    else found.push(each);
  }
  return found ?? EMPTY;
}

export function children(nodes: Nodes, name: number): Nodes {
  const [only] = nodes;
  if (only === undefined) return EMPTY;
  if (nodes.length === 1) return child(only, name);
  const found: TreeNode[] = [];
  for (const node of nodes)
    for (const each of node.children) if (each.name === name && each.kind === ELEMENT) found.push(each);
  return found;
}

/** One attribute of one node by name. */
export function attribute(node: TreeNode, name: number): Nodes {
  for (const each of node.attributes) if (each.name === name) return [each];
  return EMPTY;
}

export function attributes(nodes: Nodes, name: number): Nodes {
  const found: TreeNode[] = [];
  for (const node of nodes) for (const each of node.attributes) if (each.name === name) found.push(each);
  return found;
}

export function parents(nodes: Nodes): Nodes {
  const found: TreeNode[] = [];
  for (const { parent } of nodes) if (parent !== null && !found.includes(parent)) found.push(parent);
  return found.length > 1 ? inOrder(found) : found;
}

export function parent(node: TreeNode): Nodes {
  return node.parent === null ? EMPTY : [node.parent];
}

/** All elements of a name in the document: `//cbc:ID`. */
export function everywhere(tree: Tree, name: number): Nodes {
  return tree.elements.get(name) ?? EMPTY;
}

/** Any other axis; `test` says which nodes count. Answers in document order, each once. */
export function along(nodes: Nodes, axis: string, test: (node: TreeNode) => boolean): Nodes {
  const found = new Set<TreeNode>();
  for (const node of nodes) for (const each of onAxis(node, axis)) if (test(each)) found.add(each);
  return inOrder([...found]);
}

/** The same for one node, nearest first: positions count along the axis. */
export function onAxis(node: TreeNode, axis: string): TreeNode[] {
  switch (axis) {
    case 'child':
      return [...node.children];
    case 'attribute':
      return [...node.attributes];
    case 'self':
      return [node];
    case 'parent':
      return node.parent === null ? [] : [node.parent];
    case 'descendant':
      return below(node, []);
    case 'descendant-or-self':
      return [node, ...below(node, [])];
    case 'ancestor':
      return above(node);
    case 'ancestor-or-self':
      return [node, ...above(node)];
    case 'namespace':
      return namespaces(node);
    default:
      return beside(node, axis);
  }
}

function below(node: TreeNode, into: TreeNode[]): TreeNode[] {
  for (const each of node.children) {
    into.push(each);
    if (each.kind === ELEMENT) below(each, into);
  }
  return into;
}

function above(node: TreeNode): TreeNode[] {
  const found: TreeNode[] = [];
  for (let at = node.parent; at !== null; at = at.parent) found.push(at);
  return found;
}

function beside(node: TreeNode, axis: string): TreeNode[] {
  const isForward = axis.startsWith('following');
  if (axis.endsWith('-sibling')) return node.kind === ATTRIBUTE ? [] : siblings(node, isForward);
  const line = [node, ...above(node)];
  return line.flatMap((each) => {
    const trees = siblings(each, isForward).map((sibling) => [sibling, ...below(sibling, [])]);
    return isForward ? trees.flat() : trees.flatMap((tree) => tree.toReversed());
  });
}

function siblings(node: TreeNode, isForward: boolean): TreeNode[] {
  const all = node.parent?.children ?? EMPTY;
  const at = all.indexOf(node);
  return isForward ? all.slice(at + 1) : all.slice(0, at).toReversed();
}

function namespaces(node: TreeNode): TreeNode[] {
  return [...node.scope].map(([prefix, uri]) => {
    const each = new TreeNode(NAMESPACE, 0, node, node.at, node.order);
    each.qName = prefix;
    each.value = uri;
    return each;
  });
}

function inOrder(nodes: TreeNode[]): TreeNode[] {
  return nodes.sort((a, b) => a.order - b.order);
}

export function union(left: Nodes, right: Nodes): Nodes {
  if (left.length === 0) return right;
  return right.length === 0 ? left : inOrder([...new Set([...left, ...right])]);
}

/** Keeps what a predicate wants; a number is a position. */
export function filter<T extends Item>(
  items: readonly T[],
  wanted: (item: T, position: number, size: number) => boolean,
): readonly T[] {
  return items.filter((item, index) => wanted(item, index + 1, items.length));
}

/** A step whose predicates count positions: they count anew for each node it starts from. */
export function stepByStep(
  nodes: Nodes,
  axis: string,
  test: (node: TreeNode) => boolean,
  narrow: (found: Nodes) => Nodes,
): Nodes {
  const found = new Set<TreeNode>();
  for (const node of nodes) for (const each of narrow(onAxis(node, axis).filter(test))) found.add(each);
  return inOrder([...found]);
}

export const isText = (node: TreeNode) => node.kind === TEXT;

// ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** String of the first item, "" where there is none: XPath 1.0's rule for arguments. */
export function text(items: readonly Item[]): string {
  const [first] = items;
  return first === undefined ? '' : textOf(first);
}

export function textOf(item: Item): string {
  if (typeof item === 'string') return item;
  if (typeof item === 'number') return numberText(item);
  return typeof item === 'boolean' ? String(item) : stringValue(item);
}

export function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'INF';
  return value === Number.NEGATIVE_INFINITY ? '-INF' : String(value);
}

/** The lexical space of xs:double; anything else is not a number. */
export function number(value: string): number {
  const trimmed = value.trim();
  if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(trimmed)) return Number(trimmed);
  if (trimmed === 'INF') return Number.POSITIVE_INFINITY;
  return trimmed === '-INF' ? Number.NEGATIVE_INFINITY : Number.NaN;
}

export function numberOf(items: readonly Item[]): number {
  const [first] = items;
  if (typeof first === 'number') return first;
  if (typeof first === 'boolean') return Number(first);
  return first === undefined ? Number.NaN : number(textOf(first));
}

/** Effective boolean value. */
export function truth(items: readonly Item[]): boolean {
  const [first] = items;
  if (first === undefined) return false;
  if (first instanceof TreeNode || items.length > 1) return true;
  return typeof first === 'number' ? first !== 0 && !Number.isNaN(first) : Boolean(first);
}

// ── Comparisons ──────────────────────────────────────────────────────────────────────────────────────────────────────

function numbersCompare(operator: GeneralOperator, left: number, right: number): boolean {
  switch (operator) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    default:
      return left >= right;
  }
}

/** Two atomic values under XPath 1.0 compatibility: order is of numbers, and a number makes the other one a number. */
function pairCompares(operator: GeneralOperator, left: Item, right: Item): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean')
    return numbersCompare(operator, Number(truth([left])), Number(truth([right])));
  const asNumbers =
    (operator !== '=' && operator !== '!=') || typeof left === 'number' || typeof right === 'number';
  if (asNumbers) return numbersCompare(operator, numberOf([left]), numberOf([right]));
  return (textOf(left) === textOf(right)) === (operator === '=');
}

/** True where any pair compares. */
export function anyPair(operator: GeneralOperator, left: readonly Item[], right: readonly Item[]): boolean {
  for (const one of left) for (const other of right) if (pairCompares(operator, one, other)) return true;
  return false;
}

/** `path = 'text'`, the comparison that rules are made of. */
export function anyIs(nodes: Nodes, wanted: string): boolean {
  for (const node of nodes) if (stringValue(node) === wanted) return true;
  return false;
}

export function anyIsNot(nodes: Nodes, wanted: string): boolean {
  for (const node of nodes) if (stringValue(node) !== wanted) return true;
  return false;
}

/** Single values (`eq`, `le` …): nothing compares with nothing; a number makes the other one a number. */
export function single(operator: GeneralOperator, left: readonly Item[], right: readonly Item[]): boolean {
  const [one] = left;
  const [other] = right;
  if (one === undefined || other === undefined) return false;
  if (left.length > 1 || right.length > 1) throw new DynamicFault('a single value is compared with several');
  if (typeof one === 'number' || typeof other === 'number')
    return numbersCompare(operator, numberOf([one]), numberOf([other]));
  const [a, b] = [textOf(one), textOf(other)];
  return numbersCompare(operator, a < b ? -1 : a > b ? 1 : 0, 0);
}

// ── Dates: milliseconds at which the day begins ──────────────────────────────────────────────────────────────────────

const DATE = /^(-?\d{4,})-(\d\d)-(\d\d)(Z|[+-]\d\d:\d\d)?$/;
const TIME = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/;

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined) return TURKISH_OFFSET_MIN;
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return zone.startsWith('-') ? -minutes : minutes;
}

function dateMs(value: string): number | null {
  const found = DATE.exec(value.trim());
  if (found === null) return null;
  const [, year = '', month = '', day = '', zone] = found;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null;
  return date.getTime() - offsetMinutes(zone) * MS_A_MINUTE;
}

function timeMs(value: string): number | null {
  const found = TIME.exec(value.trim());
  if (found === null) return null;
  const [, hour = '', minute = '', second = '', zone] = found;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) >= 60) return null;
  return ((Number(hour) * 60 + Number(minute) - offsetMinutes(zone)) * 60 + Number(second)) * 1000;
}

const CASTS: Readonly<Record<string, (value: string) => Item | null>> = {
  'xs:date': dateMs,
  'xs:time': timeMs,
  'xs:dateTime': (value) => {
    const [day = '', time = ''] = value.trim().split('T');
    const [date, clock] = [dateMs(day), timeMs(time)];
    return date === null || clock === null ? null : date + clock;
  },
  'xs:string': (value) => value,
  'xs:integer': (value) => (/^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : null),
  'xs:decimal': (value) => (/^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)\s*$/.test(value) ? Number(value) : null),
  'xs:double': (value) => {
    const found = number(value);
    return Number.isNaN(found) && value.trim() !== 'NaN' ? null : found;
  },
  'xs:boolean': (value) => ({ true: true, '1': true, false: false, '0': false })[value.trim()] ?? null,
};

export const CAST_TYPES = Object.keys(CASTS);

/** Empty for empty; throws DynamicFault for what is none of this type. */
export function cast(items: readonly Item[], type: string): readonly Item[] {
  const [first] = items;
  if (first === undefined) return [];
  // A date is at hand as its number already.
  if (typeof first === 'number' && type !== 'xs:string') return [first];
  const made = CASTS[type]?.(textOf(first)) ?? null;
  if (made === null) throw new DynamicFault(`"${textOf(first).slice(0, 60)}" is no ${type}`);
  return [made];
}

export function castable(items: readonly Item[], type: string, optional: boolean): boolean {
  const [first] = items;
  if (first === undefined) return optional;
  return items.length === 1 && (CASTS[type]?.(textOf(first)) ?? null) !== null;
}

// ── Functions ────────────────────────────────────────────────────────────────────────────────────────────────────────

export const normalizeSpace = (value: string) => value.trim().replaceAll(/[ \t\r\n]+/g, ' ');

const SURROGATE = /[\ud800-\udfff]/;
/** In characters, not in units of UTF-16. */
export const lengthOf = (value: string) => (SURROGATE.test(value) ? [...value].length : value.length);

/** Positions count from 1 and are rounded (XPath 2.0 functions, 7.4.3). */
export function substring(value: string, from: number, length: number): string {
  const first = Math.round(from);
  const end = first + Math.round(length);
  const letters = SURROGATE.test(value) ? [...value] : value.split('');
  return letters.filter((_, index) => index + 1 >= first && index + 1 < end).join('');
}

export function translate(value: string, from: string, to: string): string {
  const [source, target] = [[...from], [...to]];
  let result = '';
  for (const letter of value) {
    const at = source.indexOf(letter);
    result += at < 0 ? letter : (target[at] ?? '');
  }
  return result;
}

export const before = (value: string, mark: string) => {
  const at = value.indexOf(mark);
  return at < 0 ? '' : value.slice(0, at);
};

export const after = (value: string, mark: string) => {
  const at = value.indexOf(mark);
  return at < 0 ? '' : value.slice(at + mark.length);
};

export const sum = (items: readonly Item[]) =>
  items.reduce((total: number, item) => total + numberOf([item]), 0);

/** Halves go up, as XPath has it. */
export const round = (value: number) => Math.floor(value + 0.5);

export const nameOf = (nodes: Nodes) => nodes[0]?.qName ?? '';
export const localNameOf = (nodes: Nodes) => nameOf(nodes).replace(/^.*:/, '');
export const namespaceOf = (nodes: Nodes) => nodes[0]?.uri ?? '';

export function range(from: number, to: number): number[] {
  const length = to - from + 1;
  if (!(length <= 100_000)) throw new DynamicFault(`${from} to ${to}`);
  return Array.from({ length: Math.max(0, length) }, (_, index) => from + index);
}

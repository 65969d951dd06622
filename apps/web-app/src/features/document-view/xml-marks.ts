/** Where in an XML text the findings point: the row of the element that an XPath names, else the row of the line. */
import type { XmlPlace } from '../invoice/group-findings.ts';
import type { XmlRow } from './xml-rows.ts';

/** A place that a finding names, with its words. */
export interface XmlMark extends XmlPlace {
  readonly words: string;
  readonly severity: 'error' | 'warning' | 'info';
}

const GRAVITY = { error: 0, warning: 1, info: 2 };

/** Marks of one place as one that says all of it, and looks like the gravest. */
export function eachOnce(marks: readonly XmlMark[]): XmlMark[] {
  return [...Map.groupBy(marks, ({ line, xpath }) => `${line} ${xpath}`).values()].flatMap((all) => {
    const [gravest] = all.toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);
    const words = [...new Set(all.map((mark) => mark.words))].join(' · ');
    return gravest === undefined ? [] : [{ ...gravest, words }];
  });
}

/** Tags of elements by themselves; comments, CDATA and instructions are passed over as a whole. */
const TAGS =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[!?][^>]*>|<(\/?)([^\s/>]+)((?:"[^"]*"|'[^']*'|[^"'>])*)>/g;

/** "/Invoice/cac:TaxTotal/@currencyID" → its steps below the root, "TaxTotal[1]": what the root is called, prefixes and attributes are left out. */
const plain = (xpath: string): string =>
  xpath
    .split('/')
    .filter((step) => step !== '' && !step.startsWith('@'))
    .map((step, depth) => (depth === 0 ? '*' : withNumber(withoutPrefix(step))))
    .join('/');

const withoutPrefix = (name: string) => name.slice(name.indexOf(':') + 1);
const withNumber = (step: string) => (step.endsWith(']') ? step : `${step}[1]`);

/** The offset of the start tag of each of these elements; those that are not there are left out. `text` begins with the document. */
export function offsetsOf(text: string, xpaths: readonly string[]): Map<string, number> {
  const wanted = Map.groupBy(xpaths, plain);
  const found = new Map<string, number>();
  if (wanted.size === 0) return found;
  const open: { readonly path: string; readonly seen: Map<string, number> }[] = [
    { path: '', seen: new Map() },
  ];
  for (const { 1: slash, 2: tag, 3: rest = '', index } of text.matchAll(TAGS)) {
    if (tag === undefined) continue;
    if (slash === '/') {
      if (open.length > 1) open.pop();
      continue;
    }
    const parent = open.at(-1);
    if (parent === undefined) break;
    const name = withoutPrefix(tag);
    const count = (parent.seen.get(name) ?? 0) + 1;
    parent.seen.set(name, count);
    const path = open.length === 1 ? '*' : `${parent.path}/${name}[${count}]`;
    for (const xpath of wanted.get(path) ?? []) found.set(xpath, index);
    if (found.size === xpaths.length) break;
    if (!rest.endsWith('/')) open.push({ path, seen: new Map() });
  }
  return found;
}

/** The element, and those that it would stand in: of what is missing, the nearest that is there is shown. */
function nearest({ line, xpath }: XmlPlace): readonly string[] {
  if (xpath === null) return [];
  const steps = xpath.split('/').slice(1);
  return line === null
    ? steps.map((_, gone) => `/${steps.slice(0, steps.length - gone).join('/')}`)
    : [xpath];
}

/** The index of each mark's row among these; those of other parts of the file are left out. */
export function rowsOfMarks<Mark extends XmlPlace>(
  rows: readonly XmlRow[],
  text: string,
  marks: readonly Mark[],
): Map<Mark, number> {
  const isWhole = rows[0]?.line === 1;
  const xpaths = isWhole ? [...new Set(marks.flatMap(nearest))] : [];
  const offsets = offsetsOf(text, xpaths);
  const placed = new Map<Mark, number>();
  for (const mark of marks) {
    const found = nearest(mark).find((xpath) => offsets.has(xpath));
    const offset = found === undefined ? undefined : offsets.get(found);
    const row = offset === undefined ? rowOfLine(rows, mark.line) : rowAt(rows, offset);
    if (row >= 0) placed.set(mark, row);
  }
  return placed;
}

/** The first row of a line; -1 where it is not among them. */
const rowOfLine = (rows: readonly XmlRow[], line: number | null): number =>
  rows.findIndex((row) => row.line === line && row.isFirst);

/** The last row that begins at the offset or before it. */
function rowAt(rows: readonly XmlRow[], offset: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((rows[middle]?.offset ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

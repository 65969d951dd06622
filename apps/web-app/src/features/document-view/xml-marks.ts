/** Where in an XML text the findings point: the row of the element that an XPath names, else the row of the line. */
import type { XmlRow } from './xml-rows.ts';

/** A place that a finding names, with its words. */
export interface XmlMark {
  readonly line: number;
  /** "/Invoice/cac:TaxTotal[1]/cbc:TaxAmount/@currencyID", with the document's own prefixes; null: only the line is known. */
  readonly xpath: string | null;
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

/** Each step with its number, attributes left out: siblings without a name of the same kind are the first. */
const numbered = (xpath: string): string =>
  xpath
    .split('/')
    .filter((step) => step !== '' && !step.startsWith('@'))
    .map((step) => (step.endsWith(']') ? step : `${step}[1]`))
    .join('/');

/** The offset of the start tag of each of these elements; those that are not there are left out. `text` begins with the document. */
export function offsetsOf(text: string, xpaths: readonly string[]): Map<string, number> {
  const wanted = Map.groupBy(xpaths, numbered);
  const found = new Map<string, number>();
  const open: { readonly path: string; readonly seen: Map<string, number> }[] = [
    { path: '', seen: new Map() },
  ];
  for (const { 1: slash, 2: name, 3: rest = '', index } of text.matchAll(TAGS)) {
    if (name === undefined) continue;
    if (slash === '/') {
      if (open.length > 1) open.pop();
      continue;
    }
    const parent = open.at(-1);
    if (parent === undefined) break;
    const count = (parent.seen.get(name) ?? 0) + 1;
    parent.seen.set(name, count);
    const path = parent.path === '' ? `${name}[${count}]` : `${parent.path}/${name}[${count}]`;
    for (const xpath of wanted.get(path) ?? []) found.set(xpath, index);
    if (found.size === xpaths.length) break;
    if (!rest.endsWith('/')) open.push({ path, seen: new Map() });
  }
  return found;
}

/** The index of each mark's row among these; those of other parts of the file are left out. */
export function rowsOfMarks<Mark extends Pick<XmlMark, 'line' | 'xpath'>>(
  rows: readonly XmlRow[],
  text: string,
  marks: readonly Mark[],
): Map<Mark, number> {
  const isWhole = rows[0]?.line === 1;
  const offsets = isWhole
    ? offsetsOf(text, [...new Set(marks.flatMap(({ xpath }) => xpath ?? []))])
    : new Map();
  const placed = new Map<Mark, number>();
  for (const mark of marks) {
    const offset: number | undefined = mark.xpath === null ? undefined : offsets.get(mark.xpath);
    const row = offset === undefined ? rowOfLine(rows, mark.line) : rowAt(rows, offset);
    if (row >= 0) placed.set(mark, row);
  }
  return placed;
}

/** The first row of a line; -1 where it is not among them. */
const rowOfLine = (rows: readonly XmlRow[], line: number): number =>
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

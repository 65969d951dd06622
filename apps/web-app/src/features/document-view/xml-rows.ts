/** The lines of an XML text as rows to be shown: very long lines are broken between elements, and what nobody reads is cut. */

export interface XmlRow {
  /** Of the file, from 1. */
  readonly line: number;
  /** False for the rows that go on with a line. */
  readonly isFirst: boolean;
  readonly text: string;
  /** How deep it stands in a line that was broken; not part of the file. */
  readonly indent: number;
  /** Characters that are not shown: of an embedded file, for one. */
  readonly cut: number;
  /** Where in the text it begins, in characters. */
  readonly offset: number;
}

/** A longer line is broken between its elements. */
const LONG_LINE = 400;
/** Of one row, so many characters are shown. */
const SHOWN = 1_000;
/** Deeper elements stand no further in. */
const DEEPEST = 12;
/** A start tag whose end is in another piece. */
const OPENS = /^<[^!?/](?:[^>]*[^/>])?>$/;

export function xmlRows(text: string, firstLine: number): XmlRow[] {
  const rows: XmlRow[] = [];
  let lineAt = 0;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const pieces = line.length > LONG_LINE ? line.split(/(?<=>)(?=<)/) : [line];
    let depth = 0;
    let offset = lineAt;
    for (const [piece, part] of pieces.entries()) {
      if (part.startsWith('</')) depth = Math.max(0, depth - 1);
      rows.push({
        line: firstLine + index,
        isFirst: piece === 0,
        text: part.slice(0, SHOWN),
        indent: pieces.length > 1 ? Math.min(depth, DEEPEST) : 0,
        cut: Math.max(0, part.length - SHOWN),
        offset,
      });
      offset += part.length;
      if (OPENS.test(part)) depth += 1;
    }
    lineAt += raw.length + 1;
  }
  return rows;
}

/** Indexes of the rows that hold the text, whatever its case in Turkish; none where nothing is sought. */
export function rowsWith(rows: readonly XmlRow[], sought: string): number[] {
  if (sought === '') return [];
  const wanted = sought.toLocaleLowerCase('tr');
  return rows.flatMap(({ text }, index) => (text.toLocaleLowerCase('tr').includes(wanted) ? [index] : []));
}

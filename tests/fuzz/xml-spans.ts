/** Where the elements of an XML text begin and end, as far as they can be told; the text need not be well-formed. */

export interface Span {
  /** With its prefix. */
  readonly name: string;
  /** Of "<". */
  readonly start: number;
  /** Behind the ">" of its start tag. */
  readonly openEnd: number;
  /** Of the "<" of its end tag; `openEnd` where it has none ("<a/>"). */
  readonly closeStart: number;
  /** Behind its last ">". */
  readonly end: number;
  readonly depth: number;
  readonly isLeaf: boolean;
}

/** What is larger is not looked into. Letters. */
const MOST_LETTERS = 1_500_000;
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<![^>]*>|<\/([^\s<>]+)\s*>|<([^\s<>/!?]+)(?:"[^"<]*"|'[^'<]*'|[^"'<>])*>/g;

interface Open {
  readonly name: string;
  readonly start: number;
  readonly openEnd: number;
  readonly depth: number;
  isLeaf: boolean;
}

export function spansOf(text: string): readonly Span[] {
  if (text.length > MOST_LETTERS) return [];
  const spans: Span[] = [];
  const open: Open[] = [];
  for (const token of text.matchAll(TOKEN)) {
    const [whole, closed, opened] = token;
    const end = token.index + whole.length;
    if (opened !== undefined) {
      const parent = open.at(-1);
      if (parent !== undefined) parent.isLeaf = false;
      const here = { name: opened, start: token.index, openEnd: end, depth: open.length, isLeaf: true };
      if (whole.endsWith('/>')) spans.push({ ...here, closeStart: end, end });
      else open.push(here);
    } else if (closed !== undefined && open.at(-1)?.name === closed) {
      const here = open.pop();
      if (here !== undefined) spans.push({ ...here, closeStart: token.index, end });
    }
  }
  return spans;
}

export const contentOf = (text: string, span: Span) => text.slice(span.openEnd, span.closeStart);
export const wholeOf = (text: string, span: Span) => text.slice(span.start, span.end);

export function withContent(text: string, span: Span, content: string): string {
  return span.closeStart === span.end
    ? text
    : text.slice(0, span.openEnd) + content + text.slice(span.closeStart);
}

export function withWhole(text: string, span: Span, whole: string): string {
  return text.slice(0, span.start) + whole + text.slice(span.end);
}

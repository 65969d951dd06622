/** Cuts an XPath 2.0 expression into tokens. */
import { XPathFault } from './xpath-fault.ts';

export type Token =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  /** "cbc:ID", "not", "xs:date", "cac:*"; `axis` where "::" follows, `call` where "(" follows. */
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: string }
  | { readonly kind: 'end'; readonly text: '' };

const NAME_START = 'A-Za-z_\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u1fff';
const NAME_PART = `${NAME_START}0-9.\\u00b7-`;
const NC_NAME = `[${NAME_START}][${NAME_PART}]*`;
const NAME = new RegExp(`(?:\\*:${NC_NAME}|${NC_NAME}(?::(?:${NC_NAME}|\\*))?)`, 'y');
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const SYMBOL = /::|\/\/|\.\.|!=|<=|>=|<<|>>|[()[\]{}.,@/|+*=<>$?-]/y;
const SPACE = /\s+/y;

/** The tokens, an `end` last. Throws XPathFault. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  while (at < source.length) {
    if (take(SPACE) !== null) continue;
    if (source.startsWith('(:', at)) {
      at = endOfComment(source, at);
      continue;
    }
    const quote = source.charAt(at);
    if (quote === '"' || quote === "'") {
      const literal = readLiteral(source, at, quote);
      tokens.push({ kind: 'string', text: literal.text });
      at = literal.end;
      continue;
    }
    const number = take(NUMBER);
    if (number !== null) {
      tokens.push({ kind: 'number', text: number });
      continue;
    }
    const name = take(NAME);
    if (name !== null) {
      tokens.push({ kind: 'name', text: name });
      continue;
    }
    const symbol = take(SYMBOL);
    if (symbol === null) throw new XPathFault(source.slice(at, at + 20));
    tokens.push({ kind: 'symbol', text: symbol });
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

/** A doubled quote stands for itself. */
function readLiteral(source: string, from: number, quote: string): { text: string; end: number } {
  let text = '';
  let at = from + 1;
  for (;;) {
    const close = source.indexOf(quote, at);
    if (close < 0) throw new XPathFault(source.slice(from, from + 20));
    text += source.slice(at, close);
    at = close + 1;
    if (source.charAt(at) !== quote) return { text, end: at };
    text += quote;
    at += 1;
  }
}

/** Comments may hold comments. */
function endOfComment(source: string, from: number): number {
  let depth = 0;
  let at = from;
  do {
    const open = source.indexOf('(:', at);
    const close = source.indexOf(':)', at);
    if (close < 0) throw new XPathFault('(:');
    const opens = open >= 0 && open < close;
    depth += opens ? 1 : -1;
    at = (opens ? open : close) + 2;
  } while (depth > 0);
  return at;
}

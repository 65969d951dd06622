/** Cuts an XPath expression into tokens. */

import { XPathFault } from './xpath-fault.ts';

/** `name` covers QNames, keywords among them; `symbol` all signs. `spaced` is true where a blank stands before. */
export interface Token {
  readonly kind: 'string' | 'number' | 'name' | 'variable' | 'symbol' | 'end';
  readonly text: string;
}

const NAME = String.raw`[\p{L}_][\p{L}\p{N}\p{M}_.\-·]*`;
const PATTERN = new RegExp(
  [
    String.raw`(?<blank>\s+)`,
    String.raw`(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)`,
    `(?<string>"(?:[^"]|"")*"|'(?:[^']|'')*')`,
    String.raw`\$(?<variable>${NAME}(?::${NAME})?)`,
    // A prefix belongs to its name unless the colon begins an axis ("child::a").
    String.raw`(?<name>${NAME}(?::(?:${NAME}|\*))?|\*:${NAME})`,
    String.raw`(?<symbol>::|\.\.|//|!=|<=|>=|<<|>>|[-+*/@.,()[\]|=<>?!])`,
  ].join('|'),
  'uy',
);

/** Throws XPathFault where a sign has no meaning. Comments "(: … :)" are passed over, nested ones too. */
export function tokenize(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < expression.length) {
    if (expression.startsWith('(:', at)) {
      at = afterComment(expression, at);
      continue;
    }
    PATTERN.lastIndex = at;
    const groups = PATTERN.exec(expression)?.groups;
    if (groups === undefined) throw new XPathFault(`“${expression.slice(at, at + 10)}”`, expression);
    at = PATTERN.lastIndex;
    const token = tokenOf(groups);
    if (token !== null) tokens.push(token);
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Token | null {
  const { number, string, variable, name, symbol } = groups;
  if (number !== undefined) return { kind: 'number', text: number };
  if (string !== undefined) {
    const quote = string.charAt(0);
    return { kind: 'string', text: string.slice(1, -1).replaceAll(quote + quote, quote) };
  }
  if (variable !== undefined) return { kind: 'variable', text: variable };
  if (name !== undefined) return { kind: 'name', text: name };
  return symbol === undefined ? null : { kind: 'symbol', text: symbol };
}

function afterComment(expression: string, from: number): number {
  let depth = 0;
  let at = from;
  do {
    if (expression.startsWith('(:', at)) depth++;
    else if (expression.startsWith(':)', at)) depth--;
    else {
      if (at >= expression.length) throw new XPathFault('(:', expression);
      at++;
      continue;
    }
    at += 2;
  } while (depth > 0);
  return at;
}

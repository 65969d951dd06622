/** Turns a regular expression of XPath into one of JavaScript; what has no equal is refused by name. */

import { XPathFault } from './xpath-fault.ts';

/** Letters that mean themselves after a backslash, in and out of a class. */
const ESCAPED = /[\\|.?*+(){}[\]^$-]/;

/** Classes by letter, as they stand inside brackets. XPath's \d and \w know all scripts. */
const CLASSES: Readonly<Record<string, string>> = {
  s: String.raw`\u0020\t\n\r`,
  d: String.raw`\p{Nd}`,
  i: String.raw`\p{L}_:`,
  c: String.raw`\p{L}\p{N}\p{M}\-._:·`,
};
const NEGATED: Readonly<Record<string, string>> = {
  S: String.raw`[^\u0020\t\n\r]`,
  D: String.raw`\P{Nd}`,
  I: String.raw`[^\p{L}_:]`,
  C: String.raw`[^\p{L}\p{N}\p{M}\-._:·]`,
};
const WORD = String.raw`\p{L}\p{M}\p{N}\p{S}`;

/** `flags` of XPath: s, m, i, x. Throws XPathFault with the place. */
export function toJavaScriptRegExp(pattern: string, flags = ''): RegExp {
  if (!/^[smi]*$/.test(flags)) throw new XPathFault(`bayrak “${flags}”`, pattern);
  const source = new Translation(pattern, flags.includes('s')).run();
  try {
    return new RegExp(source, `u${[...new Set(flags)].join('')}`);
  } catch (error) {
    // What is left over of the translation's checks: a bad range, a quantifier without anything before it.
    throw new XPathFault(error instanceof Error ? error.message : 'düzenli ifade', pattern);
  }
}

class Translation {
  private readonly pattern: string;
  private readonly dotIsAll: boolean;
  private at = 0;

  constructor(pattern: string, dotIsAll: boolean) {
    this.pattern = pattern;
    this.dotIsAll = dotIsAll;
  }

  run(): string {
    let out = '';
    while (this.at < this.pattern.length) out += this.atom();
    return out;
  }

  private next(): string {
    // By code point, as the "u" of JavaScript reads it.
    const letter = String.fromCodePoint(this.pattern.codePointAt(this.at) ?? 0);
    this.at += letter.length;
    return letter;
  }

  private fault(what: string): XPathFault {
    return new XPathFault(what, this.pattern);
  }

  private atom(): string {
    const letter = this.next();
    if (letter === '\\') return this.escape(false);
    if (letter === '[') return this.bracket();
    if (letter === '.') return this.dotIsAll ? '[^]' : String.raw`[^\n\r]`;
    if (letter === '(' && this.pattern.charAt(this.at) === '?') {
      if (!this.pattern.startsWith('?:', this.at)) throw this.fault('(?');
      this.at += 2;
      return '(?:';
    }
    if (letter === ']') throw this.fault(letter);
    return letter;
  }

  private escape(inClass: boolean): string {
    if (this.at >= this.pattern.length) throw this.fault('\\');
    const letter = this.next();
    if (/[nrt]/.test(letter)) return `\\${letter}`;
    if (ESCAPED.test(letter)) return letter === '-' && !inClass ? '-' : `\\${letter}`;
    const inside = CLASSES[letter];
    if (inside !== undefined) return inClass ? inside : `[${inside}]`;
    if (letter === 'w') return inClass ? WORD : `[${WORD}]`;
    if (letter === 'W') return inClass ? String.raw`\p{P}\p{Z}\p{C}` : `[^${WORD}]`;
    const negated = NEGATED[letter];
    if (negated !== undefined && (!inClass || letter === 'D')) return negated;
    if (/[pP]/.test(letter)) return `\\${letter}${this.category()}`;
    if (/[1-9]/.test(letter) && !inClass) return `\\${letter}`;
    throw this.fault(`\\${letter}`);
  }

  private category(): string {
    const match = /^\{(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)\}/.exec(
      this.pattern.slice(this.at),
    );
    if (match === null) throw this.fault(String.raw`\p`);
    this.at += match[0].length;
    return match[0];
  }

  /** A class, with "-[…]" taken away from it by looking ahead. */
  private bracket(): string {
    let out = '[';
    if (this.pattern.charAt(this.at) === '^') {
      out += '^';
      this.at++;
    }
    for (let first = true; ; first = false) {
      if (this.at >= this.pattern.length) throw this.fault('[');
      if (this.pattern.startsWith('-[', this.at)) {
        this.at += 2;
        const without = this.bracket();
        if (this.next() !== ']') throw this.fault('-[');
        return `(?:(?!${without})${out}])`;
      }
      const letter = this.next();
      if (letter === ']') {
        if (first) throw this.fault('[]');
        return `${out}]`;
      }
      if (letter === '[') throw this.fault('[');
      out += letter === '\\' ? this.escape(true) : /[\^$.*+?(){}|/]/.test(letter) ? `\\${letter}` : letter;
    }
  }
}

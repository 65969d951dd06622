/** Regular expressions of XPath (XSD's flavour with anchors) as those of JavaScript; what differs beyond this is refused. */
import { XPathFault } from './xpath-fault.ts';

/** Classes that XSD defines otherwise than JavaScript's "u" mode. */
const CLASSES: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  s: ' \\t\\n\\r',
  w: '\\p{L}\\p{M}\\p{N}\\p{S}',
};
const PLAIN_ESCAPES = new Set([...'.\\?*+{}()[]|^$-ntrpP']);

/** Throws XPathFault. `flags` are XPath's: i, m, s. */
export function translateRegex(pattern: string, flags: string): RegExp {
  if (/[^ims]/.test(flags)) throw new XPathFault(`matches(…, "${flags}")`);
  let out = '';
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern.charAt(at);
    if (letter === '\\') {
      at += 1;
      out += translateEscape(pattern.charAt(at), inClass, pattern);
    } else if (inClass && letter === '[') throw new XPathFault(pattern);
    else if (inClass && letter === '-' && pattern.charAt(at + 1) === '[') throw new XPathFault(pattern);
    else {
      if (letter === '[') inClass = true;
      else if (letter === ']') inClass = false;
      // A hyphen before the end of a class, and punctuation that "v" would keep for itself, are plain here.
      out += letter;
    }
  }
  try {
    return new RegExp(out, `u${flags}`);
  } catch {
    throw new XPathFault(pattern);
  }
}

function translateEscape(letter: string, inClass: boolean, pattern: string): string {
  const set = CLASSES[letter];
  if (set !== undefined) return inClass || set.startsWith('\\P') ? set : `[${set}]`;
  if (letter === 'S' || letter === 'W') {
    if (inClass) throw new XPathFault(pattern);
    return `[^${CLASSES[letter.toLowerCase()] ?? ''}]`;
  }
  if (!PLAIN_ESCAPES.has(letter)) throw new XPathFault(`\\${letter}`);
  return letter === '-' && !inClass ? '-' : `\\${letter}`;
}

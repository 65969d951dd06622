/** Takes out of free text what names a person or opens a door: addresses, personal and bank numbers, tokens, passwords. */

/** What stands in the place of what was taken out. */
export const HIDDEN = '[gizli]';

/** Cheap: most texts have none of these, and are left as they are. */
const SUSPECT = /\d{10}|@|eyJ|\bTR\s?\d{2}|Bearer /;

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // The password of a connection URL; before addresses, which it resembles.
  [/(:\/\/[^\s:/@"]{1,200}:)[^\s@"]{1,200}@/g, `$1${HIDDEN}@`],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g, HIDDEN],
  [/\bBearer [^\s"']+/g, `Bearer ${HIDDEN}`],
  [/\bTR\s?\d{2}(?:\s?\d{4}){5}\s?\d{2}\b/g, HIDDEN],
  [/[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, HIDDEN],
  // VKN (10 digits) and TCKN (11); not a part of a longer number, of an id or of a decimal.
  [/(?<![\w.-])\d{10,11}(?![\w-]|\.\d)/g, HIDDEN],
];

/** The text without mail addresses, VKN, TCKN, IBAN, tokens and passwords of URLs. */
export function withoutPersonalData(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return PATTERNS.reduce((left, [pattern, hidden]) => left.replace(pattern, hidden), text);
}

const TEXT_OF_JSON = /"(?:[^"\\]|\\.)*"/g;

/** The same for a line of JSON: only its texts are looked at, so that it stays JSON. */
export function lineWithoutPersonalData(line: string): string {
  return SUSPECT.test(line) ? line.replace(TEXT_OF_JSON, withoutPersonalData) : line;
}

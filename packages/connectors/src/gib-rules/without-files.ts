/**
 * Takes the files inside of a document (its stylesheet, a PDF) out before the schema sees it: libxml2 decodes base64 letter by
 * letter, which takes longer than all else that it does. Only what is certain to be sound goes; what is doubtful it judges itself.
 */
import type { PackFiles } from './verdict.ts';

const NAME = 'EmbeddedDocumentBinaryObject';
/** Less is not worth it. */
const LEAST_BYTES = 4096;

const LETTER = 0;
const BLANK = 1;
const OTHER = 2;
const KINDS = new Uint8Array(256).fill(OTHER);
for (const letter of Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'))
  KINDS[letter] = LETTER;
for (const blank of Buffer.from(' \t\r\n')) KINDS[blank] = BLANK;
/** The kinds of two bytes that follow each other, as bits. */
const PAIRS = Uint8Array.from(
  { length: 1 << 16 },
  (_, two) => (KINDS[two >> 8] ?? 0) | (KINDS[two & 0xff] ?? 0),
);

/** The last letter before so many "=", whose spare bits are zero (RFC 4648 3.5, XML Schema 2 3.2.16). */
const LAST_LETTERS = ['', 'AEIMQUYcgkosw048', 'AQgw'];

/** Whether the schemas of a pack ask nothing of a file's content but that it be base64: no length, no pattern. */
export function takesAnyFile(files: PackFiles): boolean {
  for (const [name, bytes] of files) {
    if (!/\.xsd$/i.test(name)) continue;
    const text = Buffer.from(bytes).toString('latin1');
    const facets = text.includes('BinaryObject') ? /ength|pattern|enumeration|assert/ : /[lL]ength/;
    if (new RegExp(`<(?:[\\w.-]+:)?\\w*(?:${facets.source})\\b`).test(text)) return false;
  }
  return true;
}

/** `utf8` with "AAAA" in place of each long file that is sound base64, and all of its line ends, so that every line keeps its number. */
export function withoutFiles(utf8: Buffer): Buffer {
  const parts: Buffer[] = [];
  let kept = 0;
  for (let at = utf8.indexOf(NAME); at !== -1; at = utf8.indexOf(NAME, at + NAME.length)) {
    const from = utf8.indexOf(0x3e, at) + 1;
    const to = utf8.indexOf(0x3c, from);
    if (from === 0 || to === -1) break;
    if (to - from < LEAST_BYTES || utf8[to + 1] !== 0x2f || !isBase64(utf8, from, to)) continue;
    parts.push(utf8.subarray(kept, from), Buffer.from(`AAAA${'\n'.repeat(lineEnds(utf8, from, to))}`));
    kept = to;
    at = to;
  }
  if (parts.length === 0) return utf8;
  const without = Buffer.concat([...parts, utf8.subarray(kept)]);
  // In such a section it would be text that looks like an element.
  return without.includes('<![CDATA[') ? utf8 : without;
}

function lineEnds(bytes: Buffer, from: number, to: number): number {
  let ends = 0;
  for (let at = bytes.indexOf(0x0a, from); at !== -1 && at < to; at = bytes.indexOf(0x0a, at + 1)) ends++;
  return ends;
}

function isBase64(bytes: Buffer, from: number, to: number): boolean {
  let end = to;
  while (end > from && KINDS[bytes[end - 1] ?? 0] === BLANK) end--;
  let padding = 0;
  while (padding < 2 && bytes[end - 1] === 0x3d) {
    padding++;
    end--;
  }
  const kinds = kindsIn(bytes, from, end);
  if ((kinds & OTHER) !== 0) return false;
  const letters = kinds === LETTER ? end - from : lettersIn(bytes, from, end);
  if ((letters + padding) % 4 !== 0) return false;
  return padding === 0 || LAST_LETTERS[padding]?.includes(String.fromCharCode(bytes[end - 1] ?? 0)) === true;
}

/** Which kinds stand there, as bits: two bytes a look, four looks a turn. */
function kindsIn(bytes: Buffer, from: number, end: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let kinds = LETTER;
  let at = from;
  for (; at + 8 <= end; at += 8) {
    const first = view.getUint32(at);
    const second = view.getUint32(at + 4);
    kinds |= pair(first >>> 16) | pair(first & 0xffff) | pair(second >>> 16) | pair(second & 0xffff);
  }
  for (; at < end; at++) kinds |= KINDS[bytes[at] ?? 0] ?? OTHER;
  return kinds;
}

const pair = (two: number): number => PAIRS[two] ?? OTHER;

/** Of what has letters and blanks alone. */
function lettersIn(bytes: Buffer, from: number, end: number): number {
  let blanks = 0;
  for (let at = from; at < end; at++) blanks += KINDS[bytes[at] ?? 0] ?? 0;
  return end - from - blanks;
}

/** Parses XML with libxml2, and refuses whatever could reach outside or blow up. */

import { ParseOption, XmlDocument, type XmlElement, XmlParseError } from 'libxml2-wasm';
import { ReadRefusal } from './read-error.ts';
import { skipProlog } from './skip-prolog.ts';

const OPTIONS =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NOCDATA |
  ParseOption.XML_PARSE_COMPACT |
  ParseOption.XML_PARSE_BIG_LINES;

/** Most prologs end within this many bytes. */
const PROLOG_BYTES = 4096;
const DOCTYPE = '<!DOCTYPE';

/**
 * Parses `utf8`, hands the root element to `read` and frees the tree afterwards: nothing of it may be kept.
 * Throws the refusals `xml.doctype`, `xml.truncated`, `xml.malformed`, `xml.too-complex`.
 */
export function withXml<T>(utf8: Buffer, read: (root: XmlElement) => T): T {
  refuseDoctype(utf8);
  const document = parse(utf8);
  try {
    if (document.dtd !== null) throw new ReadRefusal('xml.doctype');
    return read(document.root);
  } finally {
    document.dispose();
  }
}

/** A DOCTYPE is refused before libxml2 sees it, so no entity is ever defined. */
function refuseDoctype(utf8: Buffer): void {
  const short = afterProlog(utf8.subarray(0, PROLOG_BYTES));
  // A prolog that fills the first bytes is looked at in full.
  const rest = short.length > DOCTYPE.length || utf8.length <= PROLOG_BYTES ? short : afterProlog(utf8);
  if (rest.startsWith(DOCTYPE)) throw new ReadRefusal('xml.doctype');
}

function afterProlog(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  return text.slice(skipProlog(text));
}

function parse(utf8: Buffer): XmlDocument {
  try {
    return XmlDocument.fromBuffer(utf8, { encoding: 'UTF-8', option: OPTIONS });
  } catch (error) {
    if (error instanceof XmlParseError) throw refusalOf(error, utf8);
    throw error;
  }
}

function refusalOf(error: XmlParseError, utf8: Buffer): ReadRefusal {
  const detail = error.details.find((entry) => entry.level >= 2) ?? error.details[0];
  const reason = plain(detail?.message ?? error.message);
  const line = String(detail?.line ?? 1);
  if (/nested too deep|Excessive depth/i.test(reason)) {
    return new ReadRefusal('xml.too-deep');
  }
  if (/too (?:long|big|large)|Huge|amplification/i.test(reason)) {
    return new ReadRefusal('xml.too-complex', { reason });
  }
  if (isCutOff(reason, utf8)) return new ReadRefusal('xml.truncated', { line });
  return new ReadRefusal('xml.malformed', { line, column: String(detail?.col ?? 0), reason });
}

/** One line, without libxml2's advice to its programmer. */
function plain(message: string): string {
  return message
    .replace(/,? try XML_PARSE_HUGE\.?/i, '')
    .trim()
    .replaceAll(/\s+/g, ' ')
    .slice(0, 200);
}

/** libxml2 says so, or the text ends in the middle of a tag. */
function isCutOff(reason: string, utf8: Buffer): boolean {
  if (/Premature end|EndTag: '<\/' not found|Document is empty|Start tag expected/i.test(reason)) return true;
  return !utf8.subarray(-64).toString('latin1').trimEnd().endsWith('>');
}

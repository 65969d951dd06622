/** Names of archive entries: decoded, made plain, refused where they could lead outside, and what they tell of the entry. */

import { isUtf8 } from 'node:buffer';
import { type Entry, getFileNameLowLevel } from 'yauzl';
import type { SkipReason } from './archive-item.ts';

/** The entry's name with `/` between folders; UTF-8 wherever the bytes allow it, whatever the flag says. */
export function entryName(entry: Entry): string {
  const name = isUtf8(entry.fileNameRaw)
    ? entry.fileNameRaw.toString('utf8')
    : getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  return name.replaceAll('\\', '/');
}

/** Absolute, climbing out, holding NUL, or no name at all. */
export function isUnsafeName(name: string): boolean {
  if (name === '' || name.includes('\0') || name.startsWith('/') || /^[a-z]:/i.test(name)) return true;
  return name.split('/').includes('..');
}

/** The name fit to be shown: no control characters, at most 255 letters. */
export function shownName(name: string): string {
  return name.replaceAll(/\p{Cc}/gu, '\uFFFD').slice(0, 255);
}

/** Why an entry of this name is not unpacked; `xmlNames` are what the archive's XML files are called, by `namesOfXml`. */
export function skipReason(name: string, xmlNames: XmlNames): SkipReason | null {
  const base = name.slice(name.lastIndexOf('/') + 1);
  if (name.startsWith('__MACOSX/') || /^(?:\.ds_store|thumbs\.db|desktop\.ini|\._.*)$/i.test(base))
    return 'system-file';
  if (/\.(?:xslt?|css|js)$/i.test(base)) return 'stylesheet';
  if (/\.(?:xsd|sch|wsdl|dtd)$/i.test(base)) return 'schema';
  return callsOfRendering(name).some((call) => xmlNames.called.has(call)) ? 'twin' : null;
}

/** The XML files of an archive of which it may hold a rendering. */
export interface XmlNames {
  /** By what it is called, and by its folder with that; null where several are called so. */
  readonly called: ReadonlyMap<string, string | null>;
  /** Those that a rendering is certain of. */
  readonly rendered: ReadonlySet<string>;
}

/** What the XML files among `names` are called, as far as a PDF or HTML among them is called so too. */
export function namesOfXml(names: readonly string[]): XmlNames {
  const renderings = names.filter((name) => callsOfRendering(name).length > 0);
  const wanted = new Set(renderings.flatMap(callsOfRendering));
  const called = new Map<string, string | null>();
  for (const name of names) {
    if (wanted.size === 0 || !/\.xml$/i.test(name)) continue;
    const stem = name.slice(name.lastIndexOf('/') + 1, -'.xml'.length);
    for (const call of new Set(callsOf(stem))) {
      if (!wanted.has(call)) continue;
      for (const key of [call, inFolder(name, call)]) called.set(key, called.has(key) ? null : name);
    }
  }
  const rendered = new Set<string>();
  for (const name of renderings) {
    const of = xmlOfCalls(name, called);
    if (of !== null) rendered.add(of);
  }
  return { called, rendered };
}

/**
 * The XML that the file called `name` is a rendering of; null where there is none, or more than one could be meant.
 * Renderings often stand in a folder of their own ("pdf/A.pdf" beside "xml/A.xml"), so that the folder decides only
 * between several.
 */
export function xmlOfRendering(name: string, { called }: XmlNames): string | null {
  return xmlOfCalls(name, called);
}

function xmlOfCalls(name: string, called: XmlNames['called']): string | null {
  const keys = callsOfRendering(name).flatMap((call) => [inFolder(name, call), call]);
  return keys.map((key) => called.get(key)).find((xml) => xml !== undefined) ?? null;
}

/** No name of a file holds a line break that a call could begin with. */
const inFolder = (name: string, call: string) => `${name.slice(0, name.lastIndexOf('/') + 1)}\n${call}`;

/** "A.pdf" and "A.xml.pdf" alike. */
function callsOfRendering(name: string): string[] {
  const stem = /^(.*?)(?:\.xml)?\.(?:pdf|html?)$/i.exec(name.slice(name.lastIndexOf('/') + 1))?.[1];
  return stem === undefined ? [] : callsOf(stem);
}

/**
 * The ETTN (lower case) or document number (upper case) by which a PDF or HTML of this name says whose rendering it is;
 * null where its name says more than that, or nothing.
 */
export function renderedBy(fileName: string): string | null {
  const call = callsOfRendering(fileName)[1];
  if (call === undefined) return null;
  return ETTN.test(call) ? call : call.toUpperCase();
}

const ETTN = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const DOCUMENT_NUMBER = /(?<![0-9a-z])[a-z0-9]{3}20\d{11}(?![0-9a-z])/;
/** What integrators write around the number of a document: its kind, tax numbers and dates. */
const AROUND =
  /(?:e-?)?(?:fatura|ar[sş]iv|irsaliye|invoice|despatch|mustahsil|smm|imzali|signed)|[\d_\-. ()]|(?<=_)f$/g;

/**
 * A file's name without ending, and the ETTN or document number in it where little else is: portals call the XML
 * "1234567890_ABC2026000000001.xml" and its rendering "ABC2026000000001.pdf".
 */
function callsOf(stem: string): string[] {
  const lower = stem.toLowerCase();
  const number = ETTN.exec(lower)?.[0] ?? DOCUMENT_NUMBER.exec(lower)?.[0];
  const isAlone = number !== undefined && lower.replace(number, '').replaceAll(AROUND, '') === '';
  return isAlone ? [lower, number] : [lower];
}

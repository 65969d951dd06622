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
export function skipReason(name: string, xmlNames: ReadonlySet<string>): SkipReason | null {
  const base = name.slice(name.lastIndexOf('/') + 1);
  if (name.startsWith('__MACOSX/') || /^(?:\.ds_store|thumbs\.db|desktop\.ini|\._.*)$/i.test(base))
    return 'system-file';
  if (/\.(?:xslt?|css|js)$/i.test(base)) return 'stylesheet';
  if (/\.(?:xsd|sch|wsdl|dtd)$/i.test(base)) return 'schema';
  // "A.pdf" and "A.xml.pdf" alike.
  const rendering = /^(.*?)(?:\.xml)?\.(?:pdf|html?)$/i.exec(base)?.[1];
  return rendering !== undefined && callsOf(rendering).some((call) => xmlNames.has(call)) ? 'twin' : null;
}

/** What the XML files among `names` are called. */
export function namesOfXml(names: readonly string[]): ReadonlySet<string> {
  // Renderings often stand in a folder of their own ("pdf/A.pdf" beside "xml/A.xml"), so the folder does not count.
  return new Set(
    names.flatMap((name) =>
      /\.xml$/i.test(name) ? callsOf(name.slice(name.lastIndexOf('/') + 1, -'.xml'.length)) : [],
    ),
  );
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

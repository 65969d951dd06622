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

/** Why an entry of this name is not unpacked; `stems` are the names, without `.xml`, of the archive's XML files. */
export function skipReason(name: string, stems: ReadonlySet<string>): SkipReason | null {
  const base = name.slice(name.lastIndexOf('/') + 1);
  if (name.startsWith('__MACOSX/') || /^(?:\.ds_store|thumbs\.db|desktop\.ini|\._.*)$/i.test(base))
    return 'system-file';
  if (/\.(?:xslt?|css|js)$/i.test(base)) return 'stylesheet';
  if (/\.(?:xsd|sch|wsdl|dtd)$/i.test(base)) return 'schema';
  const rendering = /^(.*)\.(?:pdf|html?)$/i.exec(name);
  return rendering !== null && stems.has(stemKey(rendering[1] ?? '')) ? 'twin' : null;
}

/** The stems of the XML files among `names`. */
export function xmlStems(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => (/\.xml$/i.test(name) ? [stemKey(name.slice(0, -4))] : [])));
}

/** Renderings often stand in a folder of their own ("pdf/A.pdf" beside "xml/A.xml"), so the folder does not count. */
function stemKey(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

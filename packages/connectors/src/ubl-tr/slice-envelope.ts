/** Cuts the documents out of an envelope's text, byte for byte, each fit to stand alone. */

import { endOfTag, scanTags } from './scan-tags.ts';

const NAMESPACE = /\sxmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

type Namespaces = ReadonlyMap<string, string>;

/**
 * The children of every `ElementList` (GİB's package) in document order, as UTF-8 XML. A signature over the document
 * stays valid: nothing inside is touched, and only those inherited namespaces that it uses are added to its root.
 */
export function sliceEnvelope(utf8: Buffer): Uint8Array[] {
  // A letter for each byte: places in the text are places in the bytes, which are cut out without being written anew.
  const xml = utf8.toString('latin1');
  const cut = (from: number, to: number): Uint8Array =>
    standalone(utf8.subarray(from, to), xml.slice(from, to), open);
  const slices: Uint8Array[] = [];
  const open: { namespaces: Namespaces }[] = [];
  let listDepth = -1;
  let start = 0;
  scanTags(xml, (tag) => {
    if (tag.isClose) {
      open.pop();
      if (open.length === listDepth) slices.push(cut(start, tag.end));
      if (open.length < listDepth) listDepth = -1;
      return;
    }
    if (open.length === listDepth) start = tag.start;
    if (tag.isEmpty) {
      if (open.length === listDepth) slices.push(cut(tag.start, tag.end));
      return;
    }
    const isOutside = listDepth < 0 || open.length < listDepth;
    open.push({ namespaces: isOutside ? declared(xml.slice(tag.start, tag.end)) : NONE });
    if (listDepth < 0 && /(?:^|:)ElementList$/.test(tag.name)) listDepth = open.length;
  });
  return slices;
}

const NONE: Namespaces = new Map();

function declared(tag: string): Namespaces {
  if (!tag.includes('xmlns')) return NONE;
  return new Map([...tag.matchAll(NAMESPACE)].map((one) => [one[1] ?? '', one[2] ?? one[3] ?? '']));
}

const NAME_LETTER = /[\w.\-\x80-\xff]/;

/**
 * Every word before a colon, in tags, values and texts alike: an inherited namespace that is needed stays, and one
 * that is not is not added, which would change the canonical form and break the signature over it.
 */
function prefixesIn(slice: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (let colon = slice.indexOf(':'); colon >= 0; colon = slice.indexOf(':', colon + 1)) {
    let start = colon;
    while (start > 0 && NAME_LETTER.test(slice.charAt(start - 1))) start--;
    if (start < colon) found.add(slice.slice(start, colon));
  }
  return found;
}

/** `slice` is `bytes`, a letter for each. */
function standalone(
  bytes: Buffer,
  slice: string,
  ancestors: readonly { namespaces: Namespaces }[],
): Uint8Array {
  const inherited = new Map(ancestors.flatMap((ancestor) => [...ancestor.namespaces]));
  const nameEnd = /^<[^\s/>]+/.exec(slice)?.[0].length ?? 0;
  const own = declared(slice.slice(0, endOfTag(slice, 0)));
  const used = prefixesIn(slice);
  const added = [...inherited]
    .filter(([prefix, uri]) => !own.has(prefix) && uri !== '' && (prefix === '' || used.has(prefix)))
    .map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${uri.replaceAll('"', '&quot;')}"`);
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n${slice.slice(0, nameEnd)}${added.join('')}`;
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes.subarray(nameEnd)]);
}

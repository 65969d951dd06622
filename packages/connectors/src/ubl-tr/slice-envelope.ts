/** Cuts the documents out of an envelope's text, byte for byte, each fit to stand alone. */

/** Comments, CDATA, processing instructions, tags. Run over well-formed XML only. */
const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s/>]+)((?:[^"'>]|"[^"]*"|'[^']*')*?)(\/?)>/g;
const NAMESPACE = /\sxmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

type Namespaces = ReadonlyMap<string, string>;

/**
 * The children of every `ElementList` (GİB's package) in document order, as UTF-8 XML. A signature over the document
 * stays valid: nothing inside is touched, and only those inherited namespaces that it uses are added to its root.
 */
export function sliceEnvelope(xml: string): Uint8Array[] {
  const slices: Uint8Array[] = [];
  const open: { name: string; namespaces: Namespaces }[] = [];
  let listDepth = -1;
  let start = 0;
  for (const match of xml.matchAll(MARKUP)) {
    const [whole, slash, name, attributes, selfClosing] = match;
    if (name === undefined) continue;
    if (slash === '/') {
      open.pop();
      if (open.length === listDepth)
        slices.push(standalone(xml.slice(start, match.index + whole.length), open));
      if (open.length < listDepth) listDepth = -1;
      continue;
    }
    if (open.length === listDepth) start = match.index;
    if (selfClosing === '/') {
      if (open.length === listDepth) slices.push(standalone(whole, open));
      continue;
    }
    open.push({
      name,
      namespaces: listDepth < 0 || open.length < listDepth ? declared(attributes ?? '') : NONE,
    });
    if (listDepth < 0 && /(?:^|:)ElementList$/.test(name)) listDepth = open.length;
  }
  return slices;
}

const NONE: Namespaces = new Map();

function declared(attributes: string): Namespaces {
  if (!attributes.includes('xmlns')) return NONE;
  return new Map([...attributes.matchAll(NAMESPACE)].map((one) => [one[1] ?? '', one[2] ?? one[3] ?? '']));
}

/** As a whole word before a colon: one added beyond need changes the canonical form, and breaks the signature over it. */
function uses(slice: string, prefix: string): boolean {
  for (let at = slice.indexOf(`${prefix}:`); at >= 0; at = slice.indexOf(`${prefix}:`, at + 1)) {
    if (!/[\p{L}\p{N}_.-]/u.test(slice.charAt(at - 1))) return true;
  }
  return false;
}

function standalone(slice: string, ancestors: readonly { namespaces: Namespaces }[]): Uint8Array {
  const inherited = new Map(ancestors.flatMap((ancestor) => [...ancestor.namespaces]));
  const tagEnd = /^<[^\s/>]+/.exec(slice)?.[0].length ?? 0;
  const own = declared(/^<(?:[^"'>]|"[^"]*"|'[^']*')*>/.exec(slice)?.[0] ?? '');
  const added = [...inherited]
    .filter(([prefix, uri]) => !own.has(prefix) && uri !== '' && (prefix === '' || uses(slice, prefix)))
    .map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${uri.replaceAll('"', '&quot;')}"`);
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${slice.slice(0, tagEnd)}${added.join('')}${slice.slice(tagEnd)}`;
  return Buffer.from(text, 'utf8');
}

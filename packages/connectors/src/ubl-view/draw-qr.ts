/** QR codes which designs draw by a script: drawn here from the very text that the design would have given to it. */
import { encode } from 'uqr';

/** GİB's designs: the text in `qrvalue`, the place in `qrcode`, 150 pixels at error correction M. */
const TEXT = /<div\b[^>]*\bid="qrvalue"[^>]*>([^<]*)<\/div>/;
const PLACE = /(<div\b[^>]*\bid="qrcode"[^>]*>)\s*(<\/div>)/;
const PIXELS = 150;
/** A QR code of version 40-M takes so many bytes. */
const MOST_BYTES = 2331;

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** Clean HTML with the code in its place; as it was where it holds none, or more than a code can hold. */
export function drawQr(html: string): string {
  const text = TEXT.exec(html)?.[1]?.replaceAll(
    /&(?:lt|gt|quot|amp);/g,
    (entity) => ENTITIES[entity] ?? entity,
  );
  if (text === undefined || text.trim() === '' || Buffer.byteLength(text) > MOST_BYTES) return html;
  return html.replace(PLACE, (_, open: string, close: string) => `${open}${qrImage(text, PIXELS)}${close}`);
}

/** Dark squares as one path, its rows as runs. */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  let path = '';
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < size; x += 1) {
      if (row[x] !== true) continue;
      let end = x;
      while (row[end] === true) end += 1;
      path += `M${x} ${y}h${end - x}v1h-${end - x}z`;
      x = end;
    }
  }
  return { size, path };
}

export function qrImage(text: string, pixels: number): string {
  const { size, path } = qrPath(text);
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="QR" width="${pixels}" height="${pixels}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}

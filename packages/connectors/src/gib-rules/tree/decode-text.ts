/** Text as XML means it, out of bytes held one a letter: references, CDATA, line ends, UTF-8. */

const PLAIN: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const SPECIAL = /[&<\r\n\t\u0080-\u00ff]/;
const NOT_ASCII = /[\u0080-\u00ff]/;

/**
 * `source` from `start` to `stop`, resolved. The text is well-formed and defines no entities of its own, which the
 * caller has seen to. In attributes line ends and tabs become blanks.
 */
export function decodeText(source: string, start: number, stop: number, inAttribute: boolean): string {
  const raw = source.slice(start, stop);
  if (!SPECIAL.test(raw)) return raw;
  const text = NOT_ASCII.test(raw) ? Buffer.from(raw, 'latin1').toString('utf8') : raw;
  const lines = text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
  if (inAttribute) return resolve(lines.replaceAll(/[\n\t]/g, ' '));
  if (!lines.includes('<![CDATA[')) return resolve(lines);
  return lines
    .split(/<!\[CDATA\[(.*?)\]\]>/s)
    .map((part, index) => (index % 2 === 1 ? part : resolve(part)))
    .join('');
}

/** Blank, tab or line end. */
export function isBlankByte(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function resolve(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return PLAIN[String(name)] ?? whole;
    const code = hex === undefined ? Number.parseInt(String(decimal), 10) : Number.parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

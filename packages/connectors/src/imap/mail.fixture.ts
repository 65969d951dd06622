/** Mails and Outlook packages as programs write them, for tests. */

export interface PartText {
  /** "application/xml; name=\"a.xml\"" */
  readonly type: string;
  readonly disposition?: string;
  /** Lines of its own, "Content-ID: <logo>". */
  readonly heads?: readonly string[];
  readonly content: string | Uint8Array;
  /** Content as it is, instead of base64. */
  readonly plain?: boolean;
}

let boundaries = 0;

/** One mail: its heads as they stand, a text, and the parts beside it. Bytes beyond Latin-1 are for the caller to encode. */
export function mailText(
  heads: readonly string[],
  parts: readonly PartText[],
  type = 'multipart/mixed',
): Buffer {
  boundaries += 1;
  const boundary = `=_sinir_${boundaries}`;
  const all: readonly PartText[] = [
    { type: 'text/plain; charset=utf-8', content: 'Ekte.', plain: true },
    ...parts,
  ];
  const body = all.flatMap((part) => [
    Buffer.from(`--${boundary}\r\nContent-Type: ${part.type}\r\n`, 'latin1'),
    ...(part.disposition === undefined
      ? []
      : [Buffer.from(`Content-Disposition: ${part.disposition}\r\n`, 'latin1')]),
    ...(part.heads ?? []).map((line) => Buffer.from(`${line}\r\n`, 'latin1')),
    ...(part.plain === true
      ? [Buffer.from('\r\n'), Buffer.from(part.content)]
      : [Buffer.from('Content-Transfer-Encoding: base64\r\n\r\n'), inLines(Buffer.from(part.content))]),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([
    Buffer.from(
      `${heads.join('\r\n')}\r\nMIME-Version: 1.0\r\nContent-Type: ${type}; boundary="${boundary}"\r\n\r\n`,
      'latin1',
    ),
    ...body,
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}

/** A file beside the text, as mail programs send it. */
export function attached(
  name: string,
  content: string | Uint8Array,
  type = 'application/octet-stream',
): PartText {
  return { type: `${type}; name="${name}"`, disposition: `attachment; filename="${name}"`, content };
}

const inLines = (bytes: Buffer) =>
  Buffer.from(
    bytes
      .toString('base64')
      .replaceAll(/.{76}/g, (line) => `${line}\r\n`)
      .trimEnd(),
  );

/** winmail.dat of these files, each with its short name and its long one, as Outlook writes it. */
export function tnef(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Buffer {
  return Buffer.concat([
    Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]),
    attribute(1, 0x00089006, uint32(0x00010000)),
    attribute(1, 0x00069007, Buffer.concat([uint32(1254), uint32(0)])),
    ...files.flatMap(({ name, bytes }) => [
      attribute(2, 0x00069002, Buffer.alloc(14)),
      attribute(2, 0x0006800f, Buffer.from(bytes)),
      attribute(2, 0x00018010, Buffer.from('UZUNAD~1.XML\0', 'latin1')),
      attribute(2, 0x00069005, properties(name)),
    ]),
  ]);
}

function properties(name: string): Buffer {
  const text = Buffer.from(`${name}\0`, 'utf16le');
  const named = Buffer.concat([
    Buffer.alloc(16, 7),
    uint32(1),
    uint32(6),
    Buffer.from('x\0y\0\0\0\0\0', 'latin1'),
  ]);
  return Buffer.concat([
    uint32(4),
    Buffer.from([0x03, 0x00, 0x05, 0x37]),
    uint32(1),
    // Two numbers of two bytes in a row.
    Buffer.from([0x02, 0x10, 0x01, 0x66]),
    uint32(2),
    Buffer.from([1, 0, 2, 0]),
    Buffer.from([0x1f, 0x00, 0x07, 0x37]),
    uint32(1),
    uint32(text.length),
    text,
    Buffer.alloc(Math.ceil(text.length / 4) * 4 - text.length),
    // A property that a program named itself.
    Buffer.from([0x0b, 0x00, 0x01, 0x80]),
    named,
    uint32(1),
  ]);
}

function attribute(level: number, id: number, value: Buffer): Buffer {
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(value.reduce((all, byte) => (all + byte) & 0xffff, 0));
  return Buffer.concat([Buffer.of(level), uint32(id), uint32(value.length), value, sum]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

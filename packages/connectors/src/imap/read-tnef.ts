/** Opens winmail.dat: Outlook's own envelope (TNEF, [MS-OXTNEF]) around the files that it sends to others. */

export interface TnefFile {
  readonly name: string | null;
  readonly bytes: Buffer;
}

/** The bytes are no TNEF, or cut off; says in English what was found where. */
export class TnefError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TnefError';
  }
}

const SIGNATURE = 0x223e9f78;
/** Attributes, [MS-OXTNEF] 2.1.3.3. */
const ATTRIBUTE = {
  codepage: 0x00069007,
  startOfFile: 0x00069002,
  title: 0x00018010,
  data: 0x0006800f,
  properties: 0x00069005,
} as const;
/** Properties of an attachment, [MS-OXPROPS]. */
const PROPERTY = { data: 0x3701, displayName: 0x3001, shortName: 0x3704, longName: 0x3707 } as const;
/** Types of properties, [MS-OXCDATA] 2.11.1. */
const TYPE = { object: 0x000d, text8: 0x001e, text16: 0x001f, binary: 0x0102 } as const;
const FIXED_BYTES: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};
const MANY = 0x1000;
const MAX_FILES = 500;

interface Growing {
  title: string | null;
  longName: string | null;
  bytes: Buffer | null;
}

/** Its files in their order; mails and calendar entries embedded as objects are not among them. Throws TnefError. */
export function readTnef(bytes: Buffer): TnefFile[] {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) throw new TnefError('no TNEF signature');
  const reader = new Reader(bytes, 6);
  const files: Growing[] = [];
  let charset = 'windows-1254';
  while (reader.left > 0) {
    reader.skip(1);
    const id = reader.uint32();
    const value = reader.take(reader.uint32());
    reader.skip(2);
    if (id === ATTRIBUTE.codepage && value.length >= 4) charset = `windows-${value.readUInt32LE(0)}`;
    if (id === ATTRIBUTE.startOfFile) files.push({ title: null, longName: null, bytes: null });
    if (files.length > MAX_FILES) throw new TnefError(`more than ${MAX_FILES} files`);
    const file = files.at(-1);
    if (file === undefined) continue;
    if (id === ATTRIBUTE.title) file.title = textOf(value, charset);
    if (id === ATTRIBUTE.data) file.bytes = value;
    if (id === ATTRIBUTE.properties) readProperties(value, charset, file);
  }
  return files.flatMap(({ title, longName, bytes: content }) =>
    content === null ? [] : [{ name: longName ?? title, bytes: content }],
  );
}

function readProperties(value: Buffer, charset: string, file: Growing): void {
  const reader = new Reader(value, 0);
  for (let left = reader.uint32(); left > 0; left -= 1) {
    const type = reader.uint16();
    const id = reader.uint16();
    if (id >= 0x8000) skipName(reader);
    const [first] = readValues(reader, type);
    if (first === undefined) continue;
    if (id === PROPERTY.longName || (id === PROPERTY.displayName && file.longName === null))
      file.longName =
        type === TYPE.text16 ? first.toString('utf16le').replace(/\0+$/, '') : textOf(first, charset);
    // An object begins with the identifier of its interface; only those of plain data hold a file, and come as binary.
    if (id === PROPERTY.data && type === TYPE.binary) file.bytes = first;
  }
}

/** The name of a property that a program gave itself: a GUID, and a number or a text. */
function skipName(reader: Reader): void {
  reader.skip(16);
  if (reader.uint32() === 0) reader.skip(4);
  else reader.skipPadded(reader.uint32());
}

function readValues(reader: Reader, typeAndMany: number): Buffer[] {
  const type = typeAndMany & ~MANY;
  const many = (typeAndMany & MANY) !== 0;
  const fixed = FIXED_BYTES[type];
  if (fixed !== undefined) {
    const count = many ? reader.uint32() : 1;
    // Two-byte numbers stand alone in four bytes, but closely in a row.
    reader.skip(many && type === 0x0002 ? padded(count * 2) : count * fixed);
    return [];
  }
  const variable: readonly number[] = [TYPE.object, TYPE.text8, TYPE.text16, TYPE.binary];
  if (!variable.includes(type))
    throw new TnefError(`property type ${type.toString(16)} at byte ${reader.at}`);
  const values: Buffer[] = [];
  for (let left = reader.uint32(); left > 0; left -= 1) {
    const length = reader.uint32();
    values.push(reader.take(length));
    reader.skip(Math.min(reader.left, padded(length) - length));
  }
  return values;
}

const padded = (bytes: number) => Math.ceil(bytes / 4) * 4;

function textOf(value: Buffer, charset: string): string {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(charset);
  } catch {
    // A code page that nobody knows (437, 850): the letters of ASCII are right either way.
    decoder = new TextDecoder('windows-1254');
  }
  return decoder.decode(value).replace(/\0.*$/s, '');
}

class Reader {
  readonly #bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  get left(): number {
    return this.#bytes.length - this.at;
  }

  take(length: number): Buffer {
    if (length > this.left)
      throw new TnefError(`cut off at byte ${this.at}: ${length} wanted, ${this.left} left`);
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }

  skip(length: number): void {
    this.take(length);
  }

  skipPadded(length: number): void {
    this.take(padded(length));
  }

  uint16(): number {
    return this.take(2).readUInt16LE(0);
  }

  uint32(): number {
    return this.take(4).readUInt32LE(0);
  }
}

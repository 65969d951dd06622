/** Mutations of bytes: other encodings than the declared one, cut, torn and noisy files. */
import type { Prng } from '@muhasebi/testkit/ubl-generator/prng.ts';
import type { BytesMutation } from './mutation.ts';

const ENCODINGS = [
  'windows-1254',
  'ISO-8859-9',
  'iso-8859-1',
  'UTF-16',
  'utf-16le',
  'UTF-7',
  'UTF-32',
  'EBCDIC-CP-TR',
  'US-ASCII',
  'yok',
  '',
  'utf8',
  'UTF-8 ',
];
const MARKS = [
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0xfe, 0xff],
  [0, 0, 0xfe, 0xff],
  [0xff, 0xfe, 0, 0],
];

function declaring(bytes: Buffer, encoding: string): Buffer {
  const text = bytes.toString('latin1');
  const declaration = `<?xml version="1.0" encoding="${encoding}"?>`;
  const isDeclared = /^[\s\S]{0,3}<\?xml[^>]*\?>/.test(text);
  return Buffer.from(isDeclared ? text.replace(/<\?xml[^>]*\?>/, declaration) : declaration + text, 'latin1');
}

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
}

/** Turkish letters as windows-1254 has them; others that it has not become "?". */
function windows1254(text: string): Buffer {
  const places: Readonly<Record<string, number>> = { Ğ: 0xd0, İ: 0xdd, Ş: 0xde, ğ: 0xf0, ı: 0xfd, ş: 0xfe };
  return Buffer.from(
    Array.from(text, (letter) => places[letter] ?? Math.min(letter.codePointAt(0) ?? 63, 256)).map((at) =>
      at > 255 ? 63 : at,
    ),
  );
}

const spot = (bytes: Buffer, prng: Prng) => prng.int(Math.max(bytes.length, 1));
const put = (bytes: Buffer, at: number, noise: Buffer, over = 0) =>
  Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at + over)]);
const noiseOf = (prng: Prng, most: number) => Buffer.from(prng.hex(2 * prng.between(1, most)), 'hex');

export const encodingMutations = {
  'another encoding is declared': (bytes, prng) => declaring(bytes, prng.pick(ENCODINGS)),
  'UTF-16 with a mark': (bytes) => Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le'),
  'UTF-16 without a mark': (bytes) => Buffer.from(bytes.toString(), 'utf16le'),
  'UTF-16 the other way round': (bytes) => swapped(Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le')),
  'UTF-16 that is cut in a letter': (bytes) => Buffer.from(bytes.toString(), 'utf16le').subarray(0, -1),
  'windows-1254 under its name': (bytes) => declaring(windows1254(bytes.toString()), 'windows-1254'),
  'windows-1254 under another name': (bytes) => declaring(windows1254(bytes.toString()), 'UTF-8'),
  'encoded twice': (bytes) => Buffer.from(bytes.toString('latin1'), 'utf8'),
  'a mark too many': (bytes, prng) => Buffer.concat([Buffer.from(prng.pick(MARKS)), bytes]),
  'bytes that are no UTF-8': (bytes, prng) =>
    put(
      bytes,
      spot(bytes, prng),
      Buffer.from(prng.pick(['c3', 'ff', 'eda080', 'f5808080', 'c080', '80']), 'hex'),
    ),
} as const satisfies Readonly<Record<string, BytesMutation>>;

export const bytesMutations = {
  cut: (bytes, prng) => bytes.subarray(0, spot(bytes, prng)),
  'cut at its front': (bytes, prng) => bytes.subarray(spot(bytes, prng)),
  'cut near its end': (bytes, prng) => bytes.subarray(0, Math.max(0, bytes.length - prng.between(1, 40))),
  'bits turned': (bytes, prng) => {
    const noisy = Buffer.from(bytes);
    for (let left = prng.between(1, 8); left > 0 && noisy.length > 0; left--) {
      const at = spot(noisy, prng);
      noisy[at] = (noisy[at] ?? 0) ^ (1 << prng.int(8));
    }
    return noisy;
  },
  'a range left out': (bytes, prng) => put(bytes, spot(bytes, prng), Buffer.alloc(0), prng.between(1, 2_000)),
  'a range doubled': (bytes, prng) => {
    const at = spot(bytes, prng);
    return put(bytes, at, bytes.subarray(at, at + prng.between(1, 2_000)));
  },
  'noise put in': (bytes, prng) => put(bytes, spot(bytes, prng), noiseOf(prng, 64)),
  'noise in its place': (bytes, prng) => put(bytes, spot(bytes, prng), noiseOf(prng, 64), 64),
  'zeros put in': (bytes, prng) => put(bytes, spot(bytes, prng), Buffer.alloc(prng.between(1, 300))),
  'zeros at its end': (bytes, prng) => Buffer.concat([bytes, Buffer.alloc(prng.between(1, 3_000))]),
  'two documents in one file': (bytes) => Buffer.concat([bytes, bytes]),
  'line ends of another system': (bytes) =>
    Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r'), 'latin1'),
} as const satisfies Readonly<Record<string, BytesMutation>>;

/** Parts of a stored text: together they are the text, and a line is found in the right one. */
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readPart } from './read-part.ts';

const LINES = Array.from({ length: 50 }, (_, index) => `<satır no="${index + 1}">ığüşöç</satır>`);
const text = LINES.join('\n');
/** In chunks that part letters of two bytes. */
const streamOf = (bytes: Buffer) =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(at * 7, at * 7 + 7)),
  );

test('the parts of a text are the text, each with the line it begins in', async () => {
  let joined = '';
  let part = 0;
  for (let more = true; more; part += 1) {
    const read = await readPart(streamOf(Buffer.from(text)), { part }, 300);
    expect(read.part).toBe(part);
    expect(read.firstLine).toBe(joined.split('\n').length);
    joined += read.text;
    more = read.more;
  }
  expect(joined).toBe(text);
  expect(part).toBeGreaterThan(3);
});

test('a line is answered by the part in which it begins, one past the end by the last part', async () => {
  for (const line of [1, 7, 23, 50]) {
    const read = await readPart(streamOf(Buffer.from(text)), { part: 0, line }, 300);
    const lines = read.text.split('\n');
    expect(lines[line - read.firstLine]?.slice(0, 8)).toBe(LINES[line - 1]?.slice(0, 8));
  }
  expect((await readPart(streamOf(Buffer.from(text)), { part: 0, line: 900 }, 300)).more).toBe(false);
  expect((await readPart(streamOf(Buffer.from(text)), { part: 900 }, 300)).more).toBe(false);
});

test('letters of older Turkish programs and of UTF-16 are read as they are meant', async () => {
  const head = '<?xml version="1.0" encoding="windows-1254"?>';
  const old = Buffer.from(`${head}<a>\xfd\xfe\xf0</a>`, 'latin1');
  expect((await readPart(Readable.from([old]), { part: 0 })).text).toBe(`${head}<a>ışğ</a>`);
  const wide = Buffer.from('\ufeff<a>ışğ</a>', 'utf16le');
  expect((await readPart(Readable.from([wide]), { part: 0 })).text).toContain('<a>ışğ</a>');
});

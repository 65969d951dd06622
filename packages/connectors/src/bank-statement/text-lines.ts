/** The lines of a text file with their numbers, read as they come; a line that is not UTF-8 is windows-1254. */
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { unreadable } from './statement-fault.ts';

export interface TextLine {
  readonly text: string;
  /** From 1. */
  readonly lineNo: number;
}

/** Statements are wrapped at 65 letters; banks that do not wrap stay far below this. */
const MOST_BYTES = 64 * 1024;
const NEWLINE = 0x0a;
const turkish = new TextDecoder('windows-1254');

/** Lines without their ends, in groups as the file is read. Throws StatementFault for a line without end. */
export async function* linesOf(path: string): AsyncGenerator<readonly TextLine[]> {
  let rest: Buffer = Buffer.alloc(0);
  let lineNo = 0;
  const stream = createReadStream(path, { highWaterMark: 256 * 1024 });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const group: TextLine[] = [];
    let at = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, at)) {
      group.push({ text: textOf(bytes.subarray(at, end)), lineNo: ++lineNo });
      at = end + 1;
    }
    rest = bytes.subarray(at);
    if (rest.length > MOST_BYTES) throw unreadable(lineNo + 1, textOf(rest.subarray(0, 60)));
    yield group;
  }
  if (rest.length > 0) yield [{ text: textOf(rest), lineNo: lineNo + 1 }];
}

function textOf(bytes: Buffer): string {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : turkish.decode(bytes);
  return text.replace(/^\uFEFF/, '').replace(/\r$/, '');
}

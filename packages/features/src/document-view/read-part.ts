/** Takes one part out of a stored XML as text, however large the file is: it is read once through, never held as a whole. */
import type { Readable } from 'node:stream';

/** Characters of a part. */
export const PART_LENGTH = 1_000_000;

export interface TextPart {
  readonly text: string;
  readonly part: number;
  /** The line that the part begins in, from 1. */
  readonly firstLine: number;
  readonly more: boolean;
}

/** The part of that number, or the one in which `line` begins; past the end the last one. */
export async function readPart(
  stream: Readable,
  wanted: { readonly part: number; readonly line?: number | undefined },
  length = PART_LENGTH,
): Promise<TextPart> {
  /** The last line that begins in the part decides. */
  const isWanted = ({ part, firstLine, text }: Omit<TextPart, 'more'>, lines: number) =>
    wanted.line === undefined
      ? part === wanted.part
      : wanted.line <= firstLine + lines - (text.endsWith('\n') ? 1 : 0);
  let decoder: TextDecoder | null = null;
  let held = '';
  let current: Omit<TextPart, 'more'> = { text: '', part: 0, firstLine: 1 };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    decoder ??= decoderOf(chunk);
    held += decoder.decode(chunk, { stream: true });
    while (held.length > length) {
      const at = cutAt(held, length);
      const text = held.slice(0, at);
      const lines = countLines(text);
      if (isWanted({ ...current, text }, lines)) {
        stream.destroy();
        return { ...current, text, more: true };
      }
      held = held.slice(at);
      current = { text: '', part: current.part + 1, firstLine: current.firstLine + lines };
    }
  }
  return { ...current, text: held + (decoder?.decode() ?? ''), more: false };
}

/** Between characters: a pair of surrogates is not parted. */
function cutAt(text: string, length: number): number {
  const code = text.charCodeAt(length - 1);
  return code >= 0xd800 && code < 0xdc00 ? length - 1 : length;
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** As the reader decides it, by the first bytes alone: a mark, UTF-16, valid UTF-8, what is declared, else windows-1254. */
function decoderOf(head: Buffer): TextDecoder {
  if (head[0] === 0xff || (head[0] === 0x3c && head[1] === 0)) return new TextDecoder('utf-16le');
  if (head[0] === 0xfe || (head[0] === 0 && head[1] === 0x3c)) return new TextDecoder('utf-16be');
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return new TextDecoder('utf-8');
  } catch {
    // Not UTF-8, whatever it declares.
  }
  const label = /\sencoding\s*=\s*["']([^"'>]+)["']/.exec(head.subarray(0, 200).toString('latin1'))?.[1];
  try {
    return new TextDecoder(label === undefined || /^utf/i.test(label) ? 'windows-1254' : label);
  } catch {
    // A label that nobody knows: the letters of older Turkish programs are the best guess for looking at it.
    return new TextDecoder('windows-1254');
  }
}

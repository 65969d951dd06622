/** Reads the statements of a file as they come, and checks that each is whole and adds up. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { formatKurusTr } from '@muhasebi/accounting/money/kurus.ts';
import type { BankLine, StatementEvent, StatementHead } from './bank-statement.ts';
import { CamtReader } from './read-camt.ts';
import { Mt940Reader } from './read-mt940.ts';
import { sniffStatement } from './sniff-statement.ts';
import { StatementFault, unreadable } from './statement-fault.ts';
import { linesOf } from './text-lines.ts';

const HEAD_BYTES = 4096;

/** Heads, lines and ends as the file has them, in its order; nothing is judged. Throws StatementFault. */
export async function* readStatements(path: string): AsyncGenerator<StatementEvent> {
  const head = await headOf(path);
  const kind = sniffStatement(head);
  if (kind === 'mt940') yield* readMt940(path);
  else if (kind === 'camt053') yield* readCamt(path, head);
  else throw new StatementFault('no-statement');
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

export async function* readMt940(path: string): AsyncGenerator<StatementEvent> {
  const reader = new Mt940Reader();
  for await (const group of linesOf(path)) {
    for (const line of group) reader.feed(line);
    yield* reader.take();
  }
  reader.end();
  yield* reader.take();
}

export async function* readCamt(path: string, head: Buffer): AsyncGenerator<StatementEvent> {
  const reader = new CamtReader();
  const decoder = decoderOf(head);
  const stream = createReadStream(path, { highWaterMark: 256 * 1024 });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    reader.feed(decode(decoder, chunk));
    yield* reader.take();
  }
  reader.end();
  yield* reader.take();
}

/** As the declaration says; UTF-8 where it says nothing. */
function decoderOf(head: Buffer): TextDecoder {
  const declared = /^[^>]*\sencoding\s*=\s*["']([\w-]{1,40})["']/.exec(head.toString('latin1'))?.[1];
  try {
    return new TextDecoder(declared ?? 'utf-8', { fatal: true });
  } catch {
    // An unknown label is the only error that the constructor knows.
    throw unreadable(1, `encoding="${declared ?? ''}"`);
  }
}

function decode(decoder: TextDecoder, chunk: Buffer): string {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch {
    // Bytes that are no letters of the encoding named.
    throw unreadable(1, decoder.encoding);
  }
}

/** A statement of an account, known to be one. */
export type SoundHead = StatementHead & {
  readonly account: string;
  readonly currency: string;
  readonly opening: NonNullable<StatementHead['opening']>;
};
export type SoundLine = BankLine & { readonly bookedOn: string };
export type SoundEvent =
  | { readonly kind: 'head'; readonly head: SoundHead }
  | { readonly kind: 'lines'; readonly lines: readonly SoundLine[] }
  | {
      readonly kind: 'end';
      readonly closing: NonNullable<Extract<StatementEvent, { kind: 'end' }>['closing']>;
    };

/**
 * The same, each statement held to what makes it one: an account, both balances of one currency, a day on every line, and
 * opening plus lines come to closing. Throws StatementFault with the place; what came before it is then of no worth.
 */
export async function* readSoundStatements(path: string): AsyncGenerator<SoundEvent> {
  let head: SoundHead | null = null;
  let sum = 0n;
  for await (const event of readStatements(path)) {
    if (event.kind === 'head') {
      head = soundHead(event.head);
      sum = 0n;
      yield { kind: 'head', head };
    } else if (head === null) throw new StatementFault('no-statement');
    else if (event.kind === 'lines') {
      const { currency } = head;
      const lines = event.lines.map((line) => soundLine(line, currency));
      for (const { kurus } of lines) sum += kurus;
      yield { kind: 'lines', lines };
    } else {
      yield { kind: 'end', closing: soundClosing(head, sum, event) };
    }
  }
}

function soundHead(head: StatementHead): SoundHead {
  const line = String(head.lineNo);
  const { account, currency, opening, format } = head;
  if (format === 'camt.052' || format === 'camt.054')
    throw new StatementFault('not-booked-yet', { format: format.toUpperCase() });
  if (account === null) throw new StatementFault('no-account', { line });
  if (opening === null || currency === null) throw new StatementFault('no-opening', { line });
  mustBeIn(opening.currency, currency, opening.lineNo);
  return { ...head, account, currency, opening };
}

function mustBeIn(currency: string, expected: string, lineNo: number): void {
  if (currency !== expected)
    throw new StatementFault('wrong-currency', { line: String(lineNo), currency, expected });
}

function soundLine(line: BankLine, currency: string): SoundLine {
  const { bookedOn, lineNo } = line;
  if (bookedOn === null) throw new StatementFault('no-day', { line: String(lineNo) });
  if (line.currency !== null) mustBeIn(line.currency, currency, lineNo);
  return { ...line, bookedOn };
}

function soundClosing(
  { opening, currency }: SoundHead,
  sum: bigint,
  { closing, lineNo }: Extract<StatementEvent, { kind: 'end' }>,
) {
  if (closing === null) throw new StatementFault('truncated', { line: String(lineNo) });
  mustBeIn(closing.currency, currency, closing.lineNo);
  const expected = opening.kurus + sum;
  if (closing.kurus !== expected)
    throw new StatementFault('wrong-balance', {
      line: String(closing.lineNo),
      closing: formatKurusTr(closing.kurus),
      opening: formatKurusTr(opening.kurus),
      sum: formatKurusTr(sum),
      expected: formatKurusTr(expected),
      difference: formatKurusTr(closing.kurus - expected),
    });
  return closing;
}

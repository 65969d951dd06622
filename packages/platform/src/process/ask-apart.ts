/** Asks a process of its own, which ends with its answer: the memory that it took is gone with it, and ours goes on meanwhile. */
import type { ChildProcess } from 'node:child_process';
import { startWalled } from './walled-process.ts';

/** The process ended without an answer, or took too long. */
export class ApartFailed extends Error {}

interface Bounds {
  /** From its start to its answer. */
  readonly timeMs: number;
  /** Of JavaScript's own memory, mebibytes. */
  readonly memoryMb: number;
}

/** What `answerApart` sends. */
export type Answered = { readonly answer: unknown } | { readonly fault: unknown };

let last: Promise<unknown> = Promise.resolve();

/**
 * The answer of `script`, a module that calls `answerApart`. One process at a time: what waits in line waits without memory of its
 * own. Question and answer are copied, so they are plain data. Rejects with ApartFailed, or with what the answering function threw.
 */
export function askApart<Answer>(script: string, question: unknown, bounds: Bounds): Promise<Answer> {
  const turn = last.then(() => ask<Answer>(script, question, bounds));
  last = turn.catch(() => undefined);
  return turn;
}

async function ask<Answer>(script: string, question: unknown, { timeMs, memoryMb }: Bounds): Promise<Answer> {
  const child = startWalled(script, [`--max-old-space-size=${memoryMb}`]);
  try {
    const answered = await answerOf(child, question, timeMs);
    if ('fault' in answered) throw answered.fault;
    return answered.answer as Answer;
  } finally {
    child.kill('SIGKILL');
  }
}

function answerOf(child: ChildProcess, question: unknown, timeMs: number): Promise<Answered> {
  child.ref();
  child.channel?.ref();
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new ApartFailed(why));
    };
    const timer = setTimeout(() => fail(`no answer within ${timeMs} ms`), timeMs);
    child.once('error', (error) => fail(String(error)));
    child.once('exit', (code, signal) => fail(`the process ended (${code ?? signal})`));
    child.once('message', (answered: Answered) => {
      clearTimeout(timer);
      resolve(answered);
    });
    child.send(question as Parameters<ChildProcess['send']>[0], (error) => {
      if (error !== null) fail(String(error));
    });
  });
}

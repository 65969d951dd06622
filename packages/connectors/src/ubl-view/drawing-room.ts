/** Draws documents in processes of their own: a few at once, each used once, ended where it takes too long. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { DRAWING_LIMITS, type DrawingAnswer, type DrawingRequest } from './drawing.ts';

/** A place is waited for this long. */
const LONGEST_WAIT_MS = 10_000;
/** On a machine that has much to do; the time of a drawing begins when its process has it. */
const LONGEST_START_MS = 30_000;
/** A process that is ready waits so long for its document. */
const SPARE_MS = 60_000;

export interface DrawingRoom {
  /** Rejects with DrawingRoomFull where no place came free in time. */
  draw(request: DrawingRequest): Promise<DrawingAnswer>;
}

export class DrawingRoomFull extends Error {}

interface Options {
  /** Processes that draw at once. */
  readonly places?: number;
  readonly timeMs?: number;
}

export function openDrawingRoom({ places = 2, timeMs = DRAWING_LIMITS.timeMs }: Options = {}): DrawingRoom {
  let taken = 0;
  const waiting: (() => void)[] = [];
  let spare: { child: ChildProcess; timer: NodeJS.Timeout } | null = null;

  const place = async () => {
    if (taken < places) {
      taken += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(begin), 1);
        reject(new DrawingRoomFull('no place to draw came free'));
      }, LONGEST_WAIT_MS);
      waiting.push(begin);
    });
  };
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) taken -= 1;
    else next();
  };
  const takeSpare = () => {
    const held = spare;
    spare = null;
    if (held === null) return newProcess();
    clearTimeout(held.timer);
    return held.child;
  };
  /** The next document finds its process ready. */
  const keepSpare = () => {
    if (spare !== null) return;
    const child = newProcess();
    const forget = () => {
      if (spare?.child === child) spare = null;
      child.kill('SIGKILL');
    };
    child.once('error', forget);
    child.once('exit', forget);
    spare = { child, timer: setTimeout(forget, SPARE_MS).unref() };
  };

  return {
    async draw(request) {
      await place();
      const child = takeSpare();
      try {
        const answer = await answerOf(child, request, timeMs);
        keepSpare();
        return answer;
      } finally {
        child.kill('SIGKILL');
        leave();
      }
    },
  };
}

/** The code lies below it, and nothing else is read by a process that draws. */
const CODE = path.resolve(import.meta.dirname, '../../../..');

/**
 * Without environment, arguments or input of ours, and under Node's own permissions: it reads code, writes nothing and starts
 * nothing. A process, not a thread alone: what exhausts V8 ends the whole process it happens in. It does not keep ours alive.
 */
function newProcess(): ChildProcess {
  const child = fork(path.join(import.meta.dirname, 'drawing.process.ts'), [], {
    env: {},
    execArgv: ['--permission', '--allow-worker', `--allow-fs-read=${CODE}`],
    serialization: 'advanced',
    stdio: 'ignore',
  });
  child.unref();
  child.channel?.unref();
  return child;
}

/** The process's answer; one that dies or outlives its time answers as a design that cannot be drawn. */
function answerOf(child: ChildProcess, request: DrawingRequest, timeMs: number): Promise<DrawingAnswer> {
  return new Promise((resolve) => {
    const answer = (given: DrawingAnswer) => {
      clearTimeout(timer);
      resolve(given);
    };
    const refused = (refusal: 'faulty' | 'too-slow', detail: string) =>
      answer({ kind: 'design-refused', refusal, detail });
    let timer = setTimeout(() => refused('too-slow', 'the process did not begin'), LONGEST_START_MS);
    child.ref();
    child.channel?.ref();
    child.once('error', (error) => refused('faulty', String(error).slice(0, 300)));
    child.once('exit', (code, signal) => refused('faulty', `the process ended (${code ?? signal})`));
    child.on('message', (message: 'begun' | DrawingAnswer) => {
      if (message !== 'begun') return answer(message);
      clearTimeout(timer);
      timer = setTimeout(() => refused('too-slow', `${timeMs} ms`), timeMs);
    });
    child.send(request, (error) => {
      if (error !== null) refused('faulty', String(error).slice(0, 300));
    });
  });
}

/** Draws documents in threads of their own: a few at once, each used once, ended where it takes too long. */
import { Worker } from 'node:worker_threads';
import { DRAWING_LIMITS, type DrawingAnswer, type DrawingRequest } from './drawing.ts';

/** A place is waited for this long. */
const LONGEST_WAIT_MS = 10_000;
/** On a machine that has much to do; the time of a drawing begins when the thread has it. */
const LONGEST_START_MS = 30_000;
/** A thread that is ready waits so long for its document. */
const SPARE_MS = 60_000;

export interface DrawingRoom {
  /** Rejects with DrawingRoomFull where no place came free in time. */
  draw(request: DrawingRequest): Promise<DrawingAnswer>;
}

export class DrawingRoomFull extends Error {}

interface Options {
  /** Threads that draw at once. */
  readonly places?: number;
  readonly timeMs?: number;
}

export function openDrawingRoom({ places = 2, timeMs = DRAWING_LIMITS.timeMs }: Options = {}): DrawingRoom {
  let taken = 0;
  const waiting: (() => void)[] = [];
  let spare: { thread: Worker; timer: NodeJS.Timeout } | null = null;

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
    if (held === null) return newThread();
    clearTimeout(held.timer);
    return held.thread;
  };
  /** The next document finds its thread ready. */
  const keepSpare = () => {
    if (spare !== null) return;
    const thread = newThread();
    const forget = () => {
      if (spare?.thread === thread) spare = null;
      void thread.terminate();
    };
    thread.once('error', forget);
    spare = { thread, timer: setTimeout(forget, SPARE_MS).unref() };
  };

  return {
    async draw(request) {
      await place();
      const thread = takeSpare();
      try {
        const answer = await answerOf(thread, request, timeMs);
        keepSpare();
        return answer;
      } finally {
        void thread.terminate();
        leave();
      }
    },
  };
}

/** Without environment, arguments or input of the process. It does not keep the process alive. */
function newThread(): Worker {
  const thread = new Worker(new URL('./drawing.worker.ts', import.meta.url), {
    env: {},
    argv: [],
    execArgv: [],
    resourceLimits: {
      maxOldGenerationSizeMb: DRAWING_LIMITS.memoryMb,
      maxYoungGenerationSizeMb: 32,
      stackSizeMb: 4,
    },
  });
  thread.unref();
  return thread;
}

/** The thread's answer; a thread that dies or outlives its time answers as a design that cannot be drawn. */
function answerOf(thread: Worker, request: DrawingRequest, timeMs: number): Promise<DrawingAnswer> {
  return new Promise((resolve) => {
    const answer = (given: DrawingAnswer) => {
      clearTimeout(timer);
      resolve(given);
    };
    const refused = (refusal: 'faulty' | 'too-slow', detail: string) =>
      answer({ kind: 'design-refused', refusal, detail });
    let timer = setTimeout(() => refused('too-slow', 'the thread did not begin'), LONGEST_START_MS);
    thread.ref();
    thread.once('error', (error) => refused('faulty', String(error).slice(0, 300)));
    thread.once('exit', (code) => refused('faulty', `the thread ended (${code})`));
    thread.on('message', (message: 'begun' | DrawingAnswer) => {
      if (message !== 'begun') return answer(message);
      clearTimeout(timer);
      timer = setTimeout(() => refused('too-slow', `${timeMs} ms`), timeMs);
    });
    // A message sent before the thread listens waits for it.
    thread.postMessage(request);
  });
}

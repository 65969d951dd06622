/** Draws documents in processes of their own: a few at once, each used once, ended where it takes too long. */
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { startWalled } from '@muhasebi/platform/process/walled-process.ts';
import { DRAWING_LIMITS, type DrawingAnswer, type DrawingRequest } from './drawing.ts';

/** A place is waited for this long. */
const LONGEST_WAIT_MS = 10_000;
/** On a machine that has much to do; the time of a drawing begins when its process has it. */
const LONGEST_START_MS = 30_000;
/** Larger ones are drawn one at a time: twenty megabytes of markup take up to 920 MB of memory. */
const LARGE_BYTES = 8 * 1024 * 1024;
/** A process that is ready waits so long for its document. */
const SPARE_MS = 60_000;

const DRAWING = path.join(import.meta.dirname, 'drawing.process.ts');

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
  const all = openPlaces(places);
  const forLarge = openPlaces(1);
  let spare: { child: ChildProcess; timer: NodeJS.Timeout } | null = null;

  const takeSpare = () => {
    const held = spare;
    spare = null;
    if (held === null) return startWalled(DRAWING, ['--allow-worker']);
    clearTimeout(held.timer);
    return held.child;
  };
  /** The next document finds its process ready. */
  const keepSpare = () => {
    if (spare !== null) return;
    const child = startWalled(DRAWING, ['--allow-worker']);
    const forget = () => {
      if (spare?.child === child) spare = null;
      child.kill('SIGKILL');
    };
    child.once('error', forget);
    child.once('exit', forget);
    spare = { child, timer: setTimeout(forget, SPARE_MS).unref() };
  };

  const drawn = (request: DrawingRequest) =>
    all.within(async () => {
      const child = takeSpare();
      try {
        const answer = await answerOf(child, request, timeMs);
        keepSpare();
        return answer;
      } finally {
        child.kill('SIGKILL');
      }
    });

  return {
    async draw(request) {
      const isLarge = request.bytes.byteLength > LARGE_BYTES;
      return isLarge ? forLarge.within(() => drawn(request)) : drawn(request);
    },
  };
}

interface Places {
  /** Does `work` as soon as a place is free. Rejects with DrawingRoomFull where none came free in time. */
  within<T>(work: () => Promise<T>): Promise<T>;
}

function openPlaces(places: number): Places {
  let taken = 0;
  const waiting: (() => void)[] = [];
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
  return {
    async within(work) {
      await place();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
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

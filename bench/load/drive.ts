/** Sends acts at a rate, whether or not the server keeps up, or as fast as a few senders can; counts what came of each. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Call } from './caller.ts';
import type { Act } from './mix.ts';

export interface RouteFigures {
  /** Milliseconds of the good answers. */
  readonly good: number[];
  /** Turned away with 503 and Retry-After. */
  shed: number;
  /** Everything else: other statuses, connections that broke, answers that never came. */
  failed: number;
  /** Each kind of failure once, with its status. */
  readonly failures: Map<string, number>;
}

export interface Run {
  readonly routes: ReadonlyMap<string, RouteFigures>;
  /** What the sender itself could not send, because too much was under way. */
  readonly unsent: number;
  readonly seconds: number;
}

const TICK_MS = 5;
/** Connections and memory of the sender stay bounded, however late the server is. */
const MAX_UNDER_WAY = 400;

function createBook(): { routes: Map<string, RouteFigures>; perform(act: Act, call: Call): Promise<void> } {
  const routes = new Map<string, RouteFigures>();
  return {
    routes,
    async perform({ route, request, isGood }, call) {
      const figures: RouteFigures = routes.get(route) ?? {
        good: [],
        shed: 0,
        failed: 0,
        failures: new Map(),
      };
      routes.set(route, figures);
      const answer = await call(request);
      if (isGood(answer)) figures.good.push(answer.ms);
      else if (answer.status === 503 && answer.text.includes('"OVERLOADED"')) figures.shed++;
      else {
        figures.failed++;
        const what = `${answer.status} ${/"code":"(\w+)"/.exec(answer.text)?.[1] ?? ''}`.trim();
        figures.failures.set(what, (figures.failures.get(what) ?? 0) + 1);
      }
    },
  };
}

/** `rate` acts a second for so many seconds, evenly spaced; waits for the last answer. */
export async function driveAt(rate: number, seconds: number, next: () => Act, call: Call): Promise<Run> {
  const book = createBook();
  const underWay = new Set<Promise<void>>();
  const started = performance.now();
  let sent = 0;
  let unsent = 0;
  for (;;) {
    const elapsed = (performance.now() - started) / 1000;
    for (const due = Math.min(elapsed, seconds) * rate; sent < due; sent++) {
      if (underWay.size >= MAX_UNDER_WAY) {
        unsent++;
        continue;
      }
      const one = book.perform(next(), call).finally(() => underWay.delete(one));
      underWay.add(one);
    }
    if (elapsed >= seconds) break;
    await sleep(TICK_MS);
  }
  await Promise.all(underWay);
  return { routes: book.routes, unsent, seconds: (performance.now() - started) / 1000 };
}

/** As many acts a second as `senders` can send who each wait for their answer. */
export async function driveFreely(
  senders: number,
  seconds: number,
  next: () => Act,
  call: Call,
): Promise<Run> {
  const book = createBook();
  const started = performance.now();
  const isOver = () => performance.now() - started > seconds * 1000;
  await Promise.all(
    Array.from({ length: senders }, async () => {
      while (!isOver()) await book.perform(next(), call);
    }),
  );
  return { routes: book.routes, unsent: 0, seconds: (performance.now() - started) / 1000 };
}

/** Good answers of all routes together. */
export function goodOf(run: Run): number {
  return [...run.routes.values()].reduce((sum, { good }) => sum + good.length, 0);
}

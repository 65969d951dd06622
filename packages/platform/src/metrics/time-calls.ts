/** Times a method of a library's object from the outside, whichever way it answers. */

/** How a call ended, after how long, and what it was given. */
export type Told = (outcome: 'ok' | 'error', seconds: number, args: readonly unknown[]) => void;

/**
 * Puts a timed method in the place of one that answers by a callback as its last argument, or by a promise.
 * Whatever answers otherwise (a cursor, a stream) goes through unmeasured.
 */
export function timeCalls(target: object, method: 'connect' | 'query', tell: Told): void {
  const plain: unknown = Reflect.get(target, method);
  if (typeof plain !== 'function') throw new Error(`${method} is no method of what is to be timed`);
  const timed = function (this: unknown, ...args: unknown[]): unknown {
    const started = performance.now();
    const end = (failed: boolean) =>
      tell(failed ? 'error' : 'ok', (performance.now() - started) / 1000, args);
    const callback = args.at(-1);
    if (typeof callback === 'function') {
      const told = (...results: unknown[]): unknown => {
        end(Boolean(results[0]));
        return Reflect.apply(callback, undefined, results);
      };
      return Reflect.apply(plain, this, [...args.slice(0, -1), told]);
    }
    const answer: unknown = Reflect.apply(plain, this, args);
    if (answer instanceof Promise) {
      answer.then(
        () => end(false),
        () => end(true),
      );
    }
    return answer;
  };
  Reflect.set(target, method, timed);
}

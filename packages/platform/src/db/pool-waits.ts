/** How long the one has waited who waits longest for a connection of a pool: what the next one may expect. */
import type pg from 'pg';

/** Watches from now on; to be called before the pool is first used. Answers milliseconds, 0 where nobody waits. */
export function watchWaits(pool: pg.Pool): () => number {
  /** In the order in which they came. */
  const since = new Set<{ readonly at: number }>();
  const plain: unknown = Reflect.get(pool, 'connect');
  if (typeof plain !== 'function') throw new Error('a pool that cannot connect');
  const watched = function (this: unknown, ...args: unknown[]): unknown {
    const wait = { at: performance.now() };
    since.add(wait);
    const end = () => since.delete(wait);
    const callback = args[0];
    if (typeof callback === 'function') {
      const told = (...results: unknown[]): unknown => {
        end();
        return Reflect.apply(callback, undefined, results);
      };
      return Reflect.apply(plain, this, [told]);
    }
    const answer: unknown = Reflect.apply(plain, this, args);
    if (answer instanceof Promise) answer.then(end, end);
    return answer;
  };
  Reflect.set(pool, 'connect', watched);
  return () => {
    const [oldest] = since;
    return oldest === undefined ? 0 : performance.now() - oldest.at;
  };
}

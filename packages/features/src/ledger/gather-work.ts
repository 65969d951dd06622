/** Work of one kind that comes while the same is under way is done together next: a queue becomes a group. */
import { isTransient } from '@muhasebi/platform/db/transient-errors.ts';

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export interface GatheredWork<Item, Result> {
  /** A result for each item, in their order; whatever it throws, nothing of the group was done. */
  readonly work: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Whether this one can still join those before it. */
  readonly fits: (group: readonly Item[], item: Item) => boolean;
}

/**
 * `work` runs for one group of a key at a time. Who comes while nothing runs is served at once, alone; who comes meanwhile waits
 * for the next group. Where a group fails, each of its items is tried alone, so that the fault of one is nobody else's; a
 * fault that passes by itself is told to all, for it would meet each again.
 */
export function gatherWork<Item, Result>({ work, fits }: GatheredWork<Item, Result>) {
  const queues = new Map<string, Waiting<Item, Result>[]>();

  function nextGroup(queue: Waiting<Item, Result>[]): Waiting<Item, Result>[] {
    const items: Item[] = [];
    for (const { item } of queue) {
      if (items.length > 0 && !fits(items, item)) break;
      items.push(item);
    }
    return queue.splice(0, items.length);
  }

  /** Answers how to tell those of the group what came of it. */
  async function settle(group: readonly Waiting<Item, Result>[]): Promise<() => void> {
    try {
      const results = await work(group.map(({ item }) => item));
      return () => {
        for (const [n, { resolve, reject }] of group.entries()) {
          const result = results[n];
          if (result === undefined)
            reject(new Error('The work on a group answered for fewer than it holds.'));
          else resolve(result);
        }
      };
    } catch (error) {
      if (group.length > 1 && !isTransient(error)) {
        const told: (() => void)[] = [];
        for (const each of group) told.push(await settle([each]));
        return () => {
          for (const tell of told) tell();
        };
      }
      return () => {
        for (const { reject } of group) reject(error);
      };
    }
  }

  async function serve(key: string, queue: Waiting<Item, Result>[]): Promise<void> {
    while (queue.length > 0) {
      const tell = await settle(nextGroup(queue));
      // The next group is on its way before those of this one are told: what follows from an answer keeps nobody waiting.
      if (queue.length > 0) setImmediate(tell);
      else tell();
    }
    queues.delete(key);
  }

  return (key: string, item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      const queue = queues.get(key);
      if (queue !== undefined) {
        queue.push({ item, resolve, reject });
        return;
      }
      const opened = [{ item, resolve, reject }];
      queues.set(key, opened);
      void serve(key, opened);
    });
}

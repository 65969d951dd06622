/** Work of one kind that comes while the same is under way is done together next: a queue becomes a group. */
import { isTransient } from '@muhasebi/platform/db/transient-errors.ts';

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

interface Queue<Item, Result> {
  readonly waiting: Waiting<Item, Result>[];
  /** Places of the groups that have not ended. */
  readonly held: Set<ReadonlySet<string>>;
  isBusy: boolean;
}

export interface GatheredWork<Item, Result> {
  /**
   * A result for each item, in their order; whatever it throws, nothing of the group was done. `ending` is called once it has
   * nothing left to do but to wait (for its commit, say): the next group begins then.
   */
  readonly work: (items: readonly Item[], ending: () => void) => Promise<readonly Result[]>;
  /** Whether this one can still join those before it. */
  readonly fits: (group: readonly Item[], item: Item) => boolean;
  /** What a group must not share with one that is still ending; all items of a key share one unless said. */
  readonly placeOf?: (item: Item) => string;
}

/**
 * `work` runs for one group of a key at a time. Who comes while nothing runs is served at once, alone; who comes meanwhile waits
 * for the next group, behind those of its place that came before. Where a group fails, each of its items is tried alone, so
 * that the fault of one is nobody else's; a fault that passes by itself is told to all, for it would meet each again.
 */
export function gatherWork<Item, Result>({ work, fits, placeOf = () => '' }: GatheredWork<Item, Result>) {
  const queues = new Map<string, Queue<Item, Result>>();

  async function settle(group: readonly Waiting<Item, Result>[], ending: () => void): Promise<void> {
    try {
      const results = await work(
        group.map(({ item }) => item),
        ending,
      );
      for (const [n, { resolve, reject }] of group.entries()) {
        const result = results[n];
        if (result === undefined) reject(new Error('The work on a group answered for fewer than it holds.'));
        else resolve(result);
      }
    } catch (error) {
      if (group.length > 1 && !isTransient(error)) {
        for (const each of group) await settle([each], () => {});
        return;
      }
      for (const { reject } of group) reject(error);
    }
  }

  function serve(key: string, queue: Queue<Item, Result>): void {
    if (queue.isBusy) return;
    const group = nextGroup(queue, fits, placeOf);
    if (group.length === 0) {
      if (queue.held.size === 0) queues.delete(key);
      return;
    }
    queue.isBusy = true;
    const places = new Set(group.map(({ item }) => placeOf(item)));
    queue.held.add(places);
    const makeRoom = () => {
      queue.isBusy = false;
      serve(key, queue);
    };
    let hasRoom = false;
    const ending = () => {
      if (hasRoom) return;
      hasRoom = true;
      makeRoom();
    };
    void settle(group, ending).then(() => {
      queue.held.delete(places);
      if (hasRoom) serve(key, queue);
      else makeRoom();
    });
  }

  return (key: string, item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      const queue = queues.get(key) ?? { waiting: [], held: new Set(), isBusy: false };
      queues.set(key, queue);
      queue.waiting.push({ item, resolve, reject });
      serve(key, queue);
    });
}

/** Takes out of the queue what can be worked on next: in the order of coming, but for those whose place is held. */
function nextGroup<Item, Result>(
  { waiting, held }: Queue<Item, Result>,
  fits: GatheredWork<Item, Result>['fits'],
  placeOf: (item: Item) => string,
): Waiting<Item, Result>[] {
  const group: Waiting<Item, Result>[] = [];
  const items: Item[] = [];
  for (const each of waiting) {
    const place = placeOf(each.item);
    if ([...held].some((places) => places.has(place))) continue;
    if (items.length > 0 && !fits(items, each.item)) break;
    items.push(each.item);
    group.push(each);
  }
  for (const each of group) waiting.splice(waiting.indexOf(each), 1);
  return group;
}

/** A sitting at one queue (a client's, or the office's): what left it, what is chosen, what came back and why; kept outside the page. */
import { useSyncExternalStore } from 'react';

/** Why an approval came back. */
export interface Refusal {
  readonly tr: string;
  readonly en: string;
}

export interface Sitting {
  /** Documents that left the queue by an act here. */
  readonly gone: ReadonlySet<string>;
  readonly selected: ReadonlySet<string>;
  readonly refusals: ReadonlyMap<string, Refusal>;
}

const EMPTY: Sitting = { gone: new Set(), selected: new Set(), refusals: new Map() };
const sittings = new Map<string, Sitting>();
const listeners = new Set<() => void>();

function change(queue: string, to: (now: Sitting) => Partial<Sitting>): void {
  const now = sittings.get(queue) ?? EMPTY;
  sittings.set(queue, { ...now, ...to(now) });
  for (const listener of listeners) listener();
}

const without = (set: ReadonlySet<string>, id: string) => new Set([...set].filter((other) => other !== id));

export const sitting = {
  leave: (queue: string, ids: readonly string[]) =>
    change(queue, (now) => ({
      gone: new Set([...now.gone, ...ids]),
      selected: new Set([...now.selected].filter((id) => !ids.includes(id))),
    })),
  comeBack: (queue: string, id: string, refusal: Refusal | null) =>
    change(queue, (now) => {
      const refusals = new Map(now.refusals);
      if (refusal === null) refusals.delete(id);
      else refusals.set(id, refusal);
      return { gone: without(now.gone, id), refusals };
    }),
  toggle: (queue: string, id: string) =>
    change(queue, (now) => ({
      selected: now.selected.has(id) ? without(now.selected, id) : new Set([...now.selected, id]),
    })),
  /** After something was taken back and the lists were asked anew: they alone say what waits. */
  allBack: (queue: string) => change(queue, () => ({ gone: new Set() })),
  chooseNone: (queue: string) => change(queue, () => ({ selected: new Set() })),
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSitting(queue: string): Sitting {
  return useSyncExternalStore(subscribe, () => sittings.get(queue) ?? EMPTY);
}

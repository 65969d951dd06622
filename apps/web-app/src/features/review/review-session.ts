/** What was done in this sitting of reviewing a client: kept outside the page, so that leaving it forgets nothing. */
import { useSyncExternalStore } from 'react';
import type { DocumentItem } from '../../api/queries.ts';

/** An act that U takes back. */
export type Act =
  | { readonly kind: 'rejected'; readonly document: DocumentItem }
  | {
      readonly kind: 'posted';
      readonly document: DocumentItem;
      readonly fisNo: number | null;
      readonly date: string;
    };

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
  readonly acts: readonly Act[];
}

const EMPTY: Sitting = { gone: new Set(), selected: new Set(), refusals: new Map(), acts: [] };
const sittings = new Map<string, Sitting>();
const listeners = new Set<() => void>();

function change(clientId: string, to: (now: Sitting) => Partial<Sitting>): void {
  const now = sittings.get(clientId) ?? EMPTY;
  sittings.set(clientId, { ...now, ...to(now) });
  for (const listener of listeners) listener();
}

const without = (set: ReadonlySet<string>, id: string) => new Set([...set].filter((other) => other !== id));

export const sitting = {
  of: (clientId: string): Sitting => sittings.get(clientId) ?? EMPTY,
  leave: (clientId: string, ids: readonly string[]) =>
    change(clientId, (now) => ({
      gone: new Set([...now.gone, ...ids]),
      selected: new Set([...now.selected].filter((id) => !ids.includes(id))),
    })),
  comeBack: (clientId: string, id: string, refusal: Refusal | null) =>
    change(clientId, (now) => {
      const refusals = new Map(now.refusals);
      if (refusal === null) refusals.delete(id);
      else refusals.set(id, refusal);
      return { gone: without(now.gone, id), refusals };
    }),
  toggle: (clientId: string, id: string) =>
    change(clientId, (now) => ({
      selected: now.selected.has(id) ? without(now.selected, id) : new Set([...now.selected, id]),
    })),
  did: (clientId: string, act: Act) => change(clientId, (now) => ({ acts: [...now.acts, act] })),
  /** Takes the last act off; null when there is none. */
  takeLast: (clientId: string): Act | null => {
    const last = sitting.of(clientId).acts.at(-1) ?? null;
    if (last !== null) change(clientId, (now) => ({ acts: now.acts.slice(0, -1) }));
    return last;
  },
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSitting(clientId: string): Sitting {
  return useSyncExternalStore(subscribe, () => sittings.get(clientId) ?? EMPTY);
}

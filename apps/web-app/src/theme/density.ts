/** How close the rows of lists stand; each person's own choice on this device. */
import { useSyncExternalStore } from 'react';

export const DENSITIES = ['compact', 'normal', 'comfortable'] as const;
export type Density = (typeof DENSITIES)[number];

/** Heights of a row, in pixels. */
export const ROW_HEIGHTS: Readonly<Record<Density, number>> = { compact: 28, normal: 34, comfortable: 42 };

const known = new Map<string, Density>();
const listeners = new Set<() => void>();
const keyOf = (userId: string) => `muhasebi.density.${userId}`;

function densityOf(userId: string): Density {
  let density = known.get(userId);
  if (density === undefined) {
    density = DENSITIES.find((each) => each === stored(userId)) ?? 'normal';
    known.set(userId, density);
  }
  return density;
}

function stored(userId: string): string | null {
  try {
    return localStorage.getItem(keyOf(userId));
  } catch {
    return null;
  }
}

export function setDensity(userId: string, density: Density): void {
  known.set(userId, density);
  try {
    localStorage.setItem(keyOf(userId), density);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The density that this person chose; "normal" until then. */
export function useDensity(userId: string | undefined): Density {
  return useSyncExternalStore(subscribe, () => densityOf(userId ?? ''));
}

/** Which row of a grid the keyboard is on; remembered by place, so that coming back finds it again. */
import { useCallback, useMemo, useState } from 'react';

interface Place {
  readonly activeId: string | null;
  readonly index: number;
  readonly offset: number;
}

const places = new Map<string, Place>();

export function recallPlace(key: string): Place {
  return places.get(key) ?? { activeId: null, index: 0, offset: 0 };
}

export function rememberPlace(key: string, place: Partial<Place>): void {
  places.set(key, { ...recallPlace(key), ...place });
}

/**
 * Where the active row stands now: found by its id, near where it was; -1 in an empty list. Where it is gone, the row that
 * took its place; where that part of the list is not loaded yet, the place itself.
 */
export function placeOfActive<T>(
  rows: readonly (T | undefined)[],
  rowId: (row: T) => string,
  active: { readonly id: string | null; readonly index: number },
): number {
  if (rows.length === 0) return -1;
  const index = Math.min(active.index, rows.length - 1);
  const there = rows[index];
  if (active.id === null || there === undefined || rowId(there) === active.id) return index;
  const found = rows.findIndex((row) => row !== undefined && rowId(row) === active.id);
  return found >= 0 ? found : index;
}

export function useActiveRow<T>(
  rows: readonly (T | undefined)[],
  rowId: (row: T) => string,
  placeKey: string,
) {
  const [active, setActive] = useState(() => {
    const { activeId, index } = recallPlace(placeKey);
    return { id: activeId, index };
  });
  const index = useMemo(() => placeOfActive(rows, rowId, active), [rows, rowId, active]);
  const moveTo = useCallback(
    (next: number) => {
      if (rows.length === 0) return;
      const clamped = Math.max(0, Math.min(rows.length - 1, next));
      const row = rows[clamped];
      const id = row === undefined ? null : rowId(row);
      setActive({ id, index: clamped });
      rememberPlace(placeKey, { activeId: id, index: clamped });
    },
    [rows, rowId, placeKey],
  );
  return { index, moveTo };
}

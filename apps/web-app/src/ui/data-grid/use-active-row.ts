/** Which row of a grid the keyboard is on; remembered by place, so that coming back finds it again. */
import { useCallback, useState } from 'react';

interface Place {
  readonly activeId: string | null;
  readonly offset: number;
}

const places = new Map<string, Place>();

export function recallPlace(key: string): Place {
  return places.get(key) ?? { activeId: null, offset: 0 };
}

export function rememberPlace(key: string, place: Partial<Place>): void {
  places.set(key, { ...recallPlace(key), ...place });
}

/** The active row by id; where it is gone, the row that took its place. */
export function useActiveRow<T>(rows: readonly T[], rowId: (row: T) => string, placeKey: string) {
  const [active, setActive] = useState(() => ({ id: recallPlace(placeKey).activeId, index: 0 }));
  const found = rows.findIndex((row) => rowId(row) === active.id);
  const index = rows.length === 0 ? -1 : found >= 0 ? found : Math.min(active.index, rows.length - 1);
  const moveTo = useCallback(
    (next: number) => {
      const clamped = Math.max(0, Math.min(rows.length - 1, next));
      const row = rows[clamped];
      if (row === undefined) return;
      setActive({ id: rowId(row), index: clamped });
      rememberPlace(placeKey, { activeId: rowId(row) });
    },
    [rows, rowId, placeKey],
  );
  return { index, moveTo };
}

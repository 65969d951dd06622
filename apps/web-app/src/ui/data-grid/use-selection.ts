/** The rows and columns of a grid that are chosen together, from where Shift was first held to the active row. */
import { useCallback, useState } from 'react';

export interface Span {
  readonly first: number;
  readonly last: number;
}

const span = (a: number, b: number): Span => ({ first: Math.min(a, b), last: Math.max(a, b) });

interface Chosen {
  /** The row where it began. */
  readonly anchor: number;
  /** The column where it began and where it ends; null for all. */
  readonly columns: { readonly anchor: number; readonly end: number } | null;
}

export interface Selection {
  /** Null where no more than the active row is meant. */
  readonly rows: Span | null;
  /** Null for all columns. */
  readonly columns: Span | null;
  /** Begins at the active row where nothing is chosen yet. */
  readonly extendFrom: (active: number) => void;
  readonly extendColumns: (active: number, step: -1 | 1, count: number) => void;
  readonly all: () => void;
  readonly clear: () => void;
}

export function useSelection(active: number): Selection {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const extendFrom = useCallback(
    (from: number) => setChosen((now) => now ?? { anchor: from, columns: null }),
    [],
  );
  const extendColumns = useCallback(
    (from: number, step: -1 | 1, count: number) =>
      setChosen((now) => {
        const anchor = now?.anchor ?? from;
        if (now?.columns == null) {
          const at = step === 1 ? 0 : count - 1;
          return { anchor, columns: { anchor: at, end: at } };
        }
        const end = Math.max(0, Math.min(count - 1, now.columns.end + step));
        return { anchor, columns: { ...now.columns, end } };
      }),
    [],
  );
  const clear = useCallback(() => setChosen(null), []);
  const all = useCallback(() => setChosen({ anchor: 0, columns: null }), []);
  return {
    rows: chosen === null ? null : span(chosen.anchor, active),
    columns: chosen?.columns == null ? null : span(chosen.columns.anchor, chosen.columns.end),
    extendFrom,
    extendColumns,
    all,
    clear,
  };
}

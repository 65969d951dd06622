/** A column of the data grid, and the widths, order and visibility that the reader chose, remembered by grid. */
import { type ReactNode, useEffect, useMemo, useState } from 'react';

export interface GridColumn<T> {
  readonly id: string;
  readonly header: string;
  /** Pixels; the least width where `grow`. */
  readonly width: number;
  readonly grow?: boolean;
  readonly align?: 'start' | 'end';
  readonly cell: (row: T) => ReactNode;
  /** A column that cannot be hidden. */
  readonly fixed?: boolean;
  /** A column by which the grid's reader may sort; what the order is, its page knows. */
  readonly sortable?: boolean;
}

/** By which column a grid is sorted, and which way. */
export interface GridSort {
  readonly id: string;
  readonly direction: 'ascending' | 'descending';
}

/** What the reader chose: widths in pixels, hidden columns as false, the order of ids. */
export interface ColumnChoice {
  readonly columnSizing: Readonly<Record<string, number>>;
  readonly columnVisibility: Readonly<Record<string, boolean>>;
  readonly columnOrder: readonly string[];
}

const LEAST_WIDTH = 48;
const NOTHING_CHOSEN: ColumnChoice = { columnSizing: {}, columnVisibility: {}, columnOrder: [] };

function recall(key: string): ColumnChoice {
  try {
    const stored = JSON.parse(localStorage.getItem(`muhasebi.grid.${key}`) ?? '{}') as Partial<ColumnChoice>;
    return { ...NOTHING_CHOSEN, ...stored };
  } catch {
    return NOTHING_CHOSEN;
  }
}

function remember(key: string, choice: ColumnChoice): void {
  try {
    localStorage.setItem(`muhasebi.grid.${key}`, JSON.stringify(choice));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** The columns in the chosen order; one that was never placed stands after the one it follows by nature. */
export function inOrder<C extends { readonly id: string }>(
  columns: readonly C[],
  order: readonly string[],
): C[] {
  const placed = columns.filter((column) => order.includes(column.id));
  const result = placed.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  columns.forEach((column, index) => {
    if (order.includes(column.id)) return;
    const before = columns[index - 1];
    const at = before === undefined ? 0 : result.indexOf(before) + 1;
    result.splice(at, 0, column);
  });
  return result;
}

/** The order of ids with one of them moved by a step, never over the edge. */
export function movedBy(order: readonly string[], id: string, step: -1 | 1): string[] {
  const to = Math.max(0, Math.min(order.length - 1, order.indexOf(id) + step));
  return order.filter((other) => other !== id).toSpliced(to, 0, id);
}

export interface ColumnModel<T> {
  /** All columns in the chosen order, hidden ones too. */
  readonly all: readonly GridColumn<T>[];
  readonly visible: readonly GridColumn<T>[];
  /** The visible widths as CSS grid columns. */
  readonly template: string;
  readonly show: (id: string, shown: boolean) => void;
  readonly move: (id: string, step: -1 | 1) => void;
  /** Pixels; null gives the column its own width back. */
  readonly resize: (id: string, width: number | null) => void;
  readonly reset: () => void;
}

/** The columns of a grid as its reader arranged them. */
export function useGridColumns<T>(columns: readonly GridColumn<T>[], storageKey: string): ColumnModel<T> {
  const [choice, setChoice] = useState(() => recall(storageKey));
  useEffect(() => remember(storageKey, choice), [storageKey, choice]);
  return useMemo(() => {
    const all = inOrder(columns, choice.columnOrder);
    const visible = all.filter(
      (column) => column.fixed === true || choice.columnVisibility[column.id] !== false,
    );
    const track = ({ id, width, grow }: GridColumn<T>) => {
      const chosen = choice.columnSizing[id];
      if (chosen !== undefined) return `${chosen}px`;
      return grow === true ? `minmax(${width}px, 1fr)` : `${width}px`;
    };
    return {
      all,
      visible,
      template: visible.map(track).join(' '),
      show: (id, shown) =>
        setChoice((now) => ({ ...now, columnVisibility: { ...now.columnVisibility, [id]: shown } })),
      move: (id, step) =>
        setChoice((now) => ({
          ...now,
          columnOrder: movedBy(
            inOrder(columns, now.columnOrder).map((column) => column.id),
            id,
            step,
          ),
        })),
      resize: (id, width) =>
        setChoice((now) => {
          const { [id]: _before, ...others } = now.columnSizing;
          return {
            ...now,
            columnSizing:
              width === null ? others : { ...others, [id]: Math.max(LEAST_WIDTH, Math.round(width)) },
          };
        }),
      reset: () => setChoice(NOTHING_CHOSEN),
    };
  }, [columns, choice]);
}

/** A column of the data grid, and the columns as the reader arranged them. */
import { type ReactNode, useMemo } from 'react';
import { layoutOf, NO_LAYOUT, setLayout, useLayout } from './grid-layout.ts';

export interface GridColumn<T> {
  readonly id: string;
  readonly header: string;
  /** Pixels; the least width where `grow`. */
  readonly width: number;
  readonly grow?: boolean;
  readonly align?: 'start' | 'end';
  readonly cell: (row: T) => ReactNode;
  /** What a copy of the cell holds; a column without it is left out of copies. */
  readonly copy?: (row: T) => CopiedCell;
  /** A column that cannot be hidden. */
  readonly fixed?: boolean;
  /** A column by which the grid's reader may sort; what the order is, its page knows. */
  readonly sortable?: boolean;
}

/** Text as it is, or an amount or count of the wire ("1234.56"), which a spreadsheet is to read as a number. */
export type CopiedCell = string | { readonly number: string } | null;

/** By which column a grid is sorted, and which way. */
export interface GridSort {
  readonly id: string;
  readonly direction: 'ascending' | 'descending';
}

const LEAST_WIDTH = 48;

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

/** The order of ids with one of them moved to the other side of another. */
export function movedPast(order: readonly string[], id: string, other: string): string[] {
  const after = order.indexOf(id) < order.indexOf(other) ? 1 : 0;
  const rest = order.filter((each) => each !== id);
  return rest.toSpliced(rest.indexOf(other) + after, 0, id);
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
  /** Moves it past its neighbour among the columns that are shown. */
  readonly moveShown: (id: string, step: -1 | 1) => void;
}

/** The columns of a grid as its reader arranged them. */
export function useGridColumns<T>(columns: readonly GridColumn<T>[], storageKey: string): ColumnModel<T> {
  const choice = useLayout(storageKey);
  return useMemo(() => {
    const change = (next: (now: typeof choice) => typeof choice) =>
      setLayout(storageKey, next(layoutOf(storageKey)));
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
        change((now) => ({ ...now, columnVisibility: { ...now.columnVisibility, [id]: shown } })),
      move: (id, step) =>
        change((now) => ({
          ...now,
          columnOrder: movedBy(
            inOrder(columns, now.columnOrder).map((column) => column.id),
            id,
            step,
          ),
        })),
      resize: (id, width) =>
        change((now) => {
          const { [id]: _before, ...others } = now.columnSizing;
          return {
            ...now,
            columnSizing:
              width === null ? others : { ...others, [id]: Math.max(LEAST_WIDTH, Math.round(width)) },
          };
        }),
      reset: () => setLayout(storageKey, NO_LAYOUT),
      moveShown: (id, step) => {
        const at = visible.findIndex((column) => column.id === id);
        const neighbour = visible[at + step]?.id;
        if (neighbour === undefined) return;
        change((now) => ({
          ...now,
          columnOrder: movedPast(
            inOrder(columns, now.columnOrder).map((column) => column.id),
            id,
            neighbour,
          ),
        }));
      },
    };
  }, [columns, choice, storageKey]);
}

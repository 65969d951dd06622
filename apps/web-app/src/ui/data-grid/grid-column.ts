/** A column of the data grid, and the widths, order and visibility that the reader chose, remembered by grid. */
import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useEffect, useMemo } from 'react';

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
}

const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  columnOrderingFeature,
});
const NO_ROWS: object[] = [];

interface Remembered {
  readonly columnSizing?: Record<string, number>;
  readonly columnVisibility?: Record<string, boolean>;
  readonly columnOrder?: string[];
}

function recall(key: string): Remembered {
  try {
    return JSON.parse(localStorage.getItem(`muhasebi.grid.${key}`) ?? '{}') as Remembered;
  } catch {
    return {};
  }
}

function remember(key: string, state: Remembered): void {
  try {
    localStorage.setItem(`muhasebi.grid.${key}`, JSON.stringify(state));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** The column model of TanStack Table; rows stay outside it, they are virtual. */
export function useGridColumns<T>(columns: readonly GridColumn<T>[], storageKey: string) {
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        header: column.header,
        size: column.width,
        minSize: 48,
        enableHiding: column.fixed !== true,
      })),
    [columns],
  );
  const initialState = useMemo(() => recall(storageKey), [storageKey]);
  const table = useTable({
    features,
    columns: definitions,
    data: NO_ROWS,
    columnResizeMode: 'onChange',
    initialState,
  });
  const { columnSizing, columnVisibility, columnOrder } = table.state;
  useEffect(() => {
    remember(storageKey, { columnSizing, columnVisibility, columnOrder });
  }, [storageKey, columnSizing, columnVisibility, columnOrder]);
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const visible = table.getVisibleLeafColumns().flatMap((column) => {
    const own = byId.get(column.id);
    return own === undefined
      ? []
      : [{ own, width: column.getSize(), sized: columnSizing[column.id] !== undefined }];
  });
  const template = visible
    .map(({ own, width, sized }) => (own.grow === true && !sized ? `minmax(${width}px, 1fr)` : `${width}px`))
    .join(' ');
  return { table, visible: visible.map(({ own }) => own), template };
}

export type GridTable = ReturnType<typeof useGridColumns>['table'];

/** What a page tells its list. */
import type { ReactNode } from 'react';
import type { GridColumn, GridSort } from './grid-column.ts';

/** How the reader sorts a grid; a second press on a name turns the order round. */
export interface Sorting {
  readonly sort: GridSort | null;
  readonly onSort: (id: string) => void;
}

export interface DataGridProps<T> {
  readonly label: string;
  readonly columns: readonly GridColumn<T>[];
  /** As long as the whole list; undefined where a row is not loaded yet. */
  readonly rows: readonly (T | undefined)[];
  readonly rowId: (row: T) => string;
  /** Under which widths and order are remembered. */
  readonly storageKey: string;
  /** Under which the place in the list is remembered; defaults to `storageKey`. */
  readonly placeKey?: string;
  readonly onOpen?: (row: T) => void;
  readonly openLabel?: string;
  readonly onActive?: (row: T) => void;
  readonly onEndReached?: () => void;
  /** Told which rows are in sight, where not all are loaded. */
  readonly onRange?: (first: number, last: number) => void;
  /** Loads rows for a copy of more than is in sight. */
  readonly loadRange?: (first: number, last: number) => Promise<readonly T[]>;
  /** Right and left open and close the row; closing may answer the id of the row to go to. */
  readonly tree?: {
    readonly open: (row: T) => void;
    readonly close: (row: T) => string | null;
  };
  readonly loading?: boolean;
  /** Where the page can sort its rows. */
  readonly sorting?: Sorting;
  readonly empty?: ReactNode;
  /** Cells of the pinned last row, by column id. */
  readonly footer?: Readonly<Record<string, ReactNode>>;
  readonly card: (row: T) => ReactNode;
  readonly cardHeight?: number;
  /** What a row says in place of all its cells after the first, e.g. why it failed; null for ordinary cells. */
  readonly instead?: (row: T) => ReactNode;
  readonly rowTone?: (row: T) => 'strong' | 'faint' | undefined;
}

/** The orders of the list of documents: as the address names them, and as the columns of the grid show them. */
import type { DocumentFilter } from '../../api/queries.ts';
import type { GridSort } from '../../ui/data-grid/grid-column.ts';

export type Order = NonNullable<DocumentFilter['order']>;

const BY_COLUMN = {
  received: { ascending: 'oldest', descending: 'newest' },
  date: { ascending: 'date-asc', descending: 'date-desc' },
  payable: { ascending: 'amount-asc', descending: 'amount-desc' },
  party: { ascending: 'counterparty-asc', descending: 'counterparty-desc' },
} as const satisfies Record<string, Record<GridSort['direction'], Order>>;

const sorts = Object.entries(BY_COLUMN).flatMap(([id, orders]) => [
  [orders.ascending, { id, direction: 'ascending' }] as const,
  [orders.descending, { id, direction: 'descending' }] as const,
]);

/** The order that the address names; the newest first where it names none. */
export function orderOf(text: string | undefined): Order {
  return sorts.find(([order]) => order === text)?.[0] ?? 'newest';
}

export function sortOf(order: Order): GridSort | null {
  return sorts.find(([each]) => each === order)?.[1] ?? null;
}

/** A press on a column: names A to Z, everything else the greatest first; the second turns round, the third lets go. */
export function nextOrder(order: Order, column: string): Order {
  if (!(column in BY_COLUMN)) return order;
  const orders = BY_COLUMN[column as keyof typeof BY_COLUMN];
  const [first, second] =
    column === 'party' ? [orders.ascending, orders.descending] : [orders.descending, orders.ascending];
  if (order === first) return second;
  return order === second ? 'newest' : first;
}

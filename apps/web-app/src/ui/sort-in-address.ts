/** The order of a list as its address says it: "date", or "-date" for the other way round. */
import type { GridSort } from './data-grid/grid-column.ts';

/** Reads an order without trust; null where it is none of these. */
export function sortOf<const O extends string>(text: string | undefined, orders: readonly O[]): O | null {
  return orders.find((order) => order === text) ?? null;
}

export function gridSort(order: string): GridSort {
  return order.startsWith('-')
    ? { id: order.slice(1), direction: 'descending' }
    : { id: order, direction: 'ascending' };
}

/** A press on a column's name: this column first one way, then the other, then the list's own order again. */
export function nextOrder(now: string, id: string, first: 'ascending' | 'descending'): string {
  const [one, other] = first === 'ascending' ? [id, `-${id}`] : [`-${id}`, id];
  if (now === one) return other;
  return now === other ? '' : one;
}

/** A list of an import as long as the whole; the parts in sight are loaded, and each says how many there are. */
import type { QueryKey } from '@tanstack/react-query';
import { useSparseRows } from '../../api/sparse-rows.ts';

interface Place {
  readonly offset: number;
  readonly limit: number;
}

interface TotalledPage<T> {
  readonly total: number;
  readonly items: readonly T[];
}

/** `key` and `page` stay the same from drawing to drawing while the list does. */
export function useTotalledRows<T>(
  key: QueryKey,
  page: (place: Place, signal?: AbortSignal) => Promise<TotalledPage<T>>,
) {
  const summary = async (signal: AbortSignal) => {
    const { total } = await page({ offset: 0, limit: 1 }, signal);
    return { count: total };
  };
  return useSparseRows({ key, summary, page });
}

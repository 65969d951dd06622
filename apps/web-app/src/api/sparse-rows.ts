/** A long list of which only what is in sight is loaded: as long as the whole, with holes where rows are not here. */
import { keepPreviousData, type QueryKey, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';

const PAGE = 200;
/** A scroll that goes on is not followed page by page. Milliseconds. */
const SETTLED_MS = 70;

interface SparseList<T, S> {
  /** Names the list with its filters and order. */
  readonly key: QueryKey;
  /** How many rows there are, and what they come to. */
  readonly summary: (signal: AbortSignal) => Promise<S & { readonly count: number }>;
  readonly page: (
    place: { offset: number; limit: number },
    signal?: AbortSignal,
  ) => Promise<{ readonly items: readonly T[] }>;
}

/** Pages that a range of rows touches, and one more on each side. */
export function pagesOf(first: number, last: number, count: number): number[] {
  const from = Math.max(0, Math.floor(first / PAGE) - 1);
  const to = Math.min(Math.max(0, Math.ceil(count / PAGE) - 1), Math.floor(last / PAGE) + 1);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** Rows at their places; an entry is missing where its page is not here. */
export function placed<T>(
  count: number,
  pages: readonly { readonly page: number; readonly items: readonly T[] | undefined }[],
): (T | undefined)[] {
  const rows = new Array<T | undefined>(count);
  for (const { page, items } of pages) {
    items?.forEach((item, index) => {
      if (page * PAGE + index < count) rows[page * PAGE + index] = item;
    });
  }
  return rows;
}

/** The first page and the summary are asked for together; later pages when they come into sight. */
export function useSparseRows<T, S>({ key, summary, page }: SparseList<T, S>) {
  const cache = useQueryClient();
  const [wanted, setWanted] = useState<readonly number[]>([0]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const sums = useQuery({
    queryKey: [...key, 'summary'],
    queryFn: ({ signal }) => summary(signal),
    placeholderData: keepPreviousData,
  });
  const pageQuery = useCallback(
    (at: number) => ({
      queryKey: [...key, 'page', at],
      queryFn: ({ signal }: { signal: AbortSignal }) => page({ offset: at * PAGE, limit: PAGE }, signal),
    }),
    [key, page],
  );
  const loaded = useQueries({ queries: wanted.map(pageQuery) });
  const first = loaded[wanted.indexOf(0)];
  // Until the summary is here, the list is as long as its first page.
  const count = sums.data?.count ?? first?.data?.items.length ?? 0;
  const rows = placed(
    count,
    wanted.map((at, index) => ({ page: at, items: loaded[index]?.data?.items })),
  );
  const onRange = useCallback(
    (from: number, to: number) => {
      const next = pagesOf(from, to, count);
      const show = () => setWanted((now) => (now.join() === next.join() ? now : next));
      clearTimeout(timer.current);
      // What is here already is shown at once: coming back to a place, nothing flickers.
      if (next.every((at) => cache.getQueryData([...key, 'page', at]) !== undefined)) show();
      else timer.current = setTimeout(show, SETTLED_MS);
    },
    [cache, key, count],
  );
  const loadRange = useCallback(
    async (from: number, to: number) => {
      const pages = pagesOf(from, to, to + 1).filter((at) => (at + 1) * PAGE > from && at * PAGE <= to);
      const found: T[] = [];
      for (const at of pages) {
        const { items } = await cache.fetchQuery(pageQuery(at));
        items.forEach((item, index) => {
          const place = at * PAGE + index;
          if (place >= from && place <= to) found.push(item);
        });
      }
      return found;
    },
    [cache, pageQuery],
  );
  const failed = loaded.find((each) => each.isError) ?? (sums.isError ? sums : undefined);
  return {
    rows,
    summary: sums.data,
    loading: count === 0 && (sums.isPending || (first?.isPending ?? false)),
    error: failed?.error ?? null,
    retry: () => void cache.refetchQueries({ queryKey: key }),
    onRange,
    loadRange,
  };
}

/** The documents that wait for review, oldest first, and which of them is open. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import {
  type DocumentFilter,
  type DocumentItem,
  documentQuery,
  documentsQuery,
  rowsOf,
  voucherQuery,
} from '../../api/queries.ts';
import { useSitting } from './review-session.ts';

export const QUEUE: DocumentFilter = {
  state: 'READY',
  kind: 'invoice',
  notThisClient: 'false',
  order: 'oldest',
};

export interface Queue {
  readonly items: readonly DocumentItem[];
  readonly index: number;
  readonly current: DocumentItem | null;
  /** The document that was open when another person took it out of the queue; nothing is acted on until one goes on. */
  readonly taken: DocumentItem | null;
  /** Documents that wait, loaded or not. */
  readonly total: number;
  readonly cleanCount: number;
  readonly loading: boolean;
  readonly error: unknown;
  readonly goTo: (index: number) => void;
  readonly open: (documentId: string) => void;
  readonly reload: () => void;
}

/** Loads the neighbours before they are asked for, so that the next document is there at once. */
function usePrefetch(items: readonly DocumentItem[], index: number): void {
  const cache = useQueryClient();
  useEffect(() => {
    for (const item of items.slice(index + 1, index + 4)) {
      void cache.prefetchQuery(documentQuery(item.id));
      if (item.voucherId !== null) void cache.prefetchQuery(voucherQuery(item.voucherId));
    }
  }, [cache, items, index]);
}

/** What was shown and is gone, though not by an act of this person: the next one must not slip under their hands. */
function takenFrom(
  shown: DocumentItem | null,
  clientId: string,
  items: readonly DocumentItem[],
  gone: ReadonlySet<string>,
): DocumentItem | null {
  if (shown === null || shown.clientId !== clientId || gone.has(shown.id)) return null;
  return items.some((item) => item.id === shown.id) ? null : shown;
}

export function useQueue(clientId: string): Queue {
  const navigate = useNavigate();
  const { belge } = useSearch({ from: '/office/mukellefler/$clientId/inceleme' });
  const query = useInfiniteQuery(documentsQuery(clientId, QUEUE));
  const { gone } = useSitting(clientId);
  const loaded = rowsOf(query.data);
  const items = useMemo(() => loaded.filter((item) => !gone.has(item.id)), [loaded, gone]);
  const lastIndex = useRef(0);
  const lastShown = useRef<DocumentItem | null>(null);
  const found = items.findIndex((item) => item.id === belge);
  const index = found >= 0 ? found : Math.min(lastIndex.current, items.length - 1);
  const taken = takenFrom(lastShown.current, clientId, items, gone);
  const current = taken === null ? (items[index] ?? null) : null;
  useEffect(() => {
    lastIndex.current = Math.max(0, index);
  }, [index]);
  useEffect(() => {
    if (current !== null) lastShown.current = current;
  }, [current]);

  const { hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  useEffect(() => {
    if (index >= items.length - 20 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [index, items.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  usePrefetch(items, index);

  const open = useCallback(
    (documentId: string) => {
      lastShown.current = null;
      void navigate({
        to: '/mukellefler/$clientId/inceleme',
        params: { clientId },
        search: { belge: documentId },
        replace: true,
      });
    },
    [navigate, clientId],
  );
  const goTo = useCallback(
    (to: number) => {
      const item = items[Math.max(0, Math.min(items.length - 1, to))];
      if (item !== undefined) open(item.id);
    },
    [items, open],
  );
  const first = query.data?.pages[0];
  const waiting = Math.max(0, (first?.counts.READY ?? 0) - (first?.notThisClientCount ?? 0));
  const goneLoaded = loaded.length - items.length;
  return {
    items,
    index,
    current,
    taken,
    total: Math.max(items.length, hasNextPage ? waiting - goneLoaded : items.length),
    cleanCount: Math.max(
      0,
      (first?.cleanCount ?? 0) - loaded.filter((item) => item.clean && gone.has(item.id)).length,
    ),
    loading: query.isPending,
    error: query.error,
    goTo,
    open,
    reload: () => void refetch(),
  };
}

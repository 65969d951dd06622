/** The documents that wait for review, of a client or of all, and which of them is open. */
import { infiniteQueryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
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
import { api } from '../../api/session.ts';
import { useSitting } from './review-session.ts';
import type { QueuePlace } from './use-acts.ts';

const QUEUE: DocumentFilter = {
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
  /** Title of the document's client, where the queue is of several. */
  readonly titleOf: (documentId: string) => string | null;
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
  clientId: string | null,
  items: readonly DocumentItem[],
  gone: ReadonlySet<string>,
): DocumentItem | null {
  if (shown === null || gone.has(shown.id)) return null;
  if (clientId !== null && shown.clientId !== clientId) return null;
  return items.some((item) => item.id === shown.id) ? null : shown;
}

interface Walked {
  readonly place: QueuePlace;
  readonly loaded: readonly DocumentItem[];
  /** The document that the address names. */
  readonly named: string | undefined;
  readonly more: { readonly hasNext: boolean; readonly isLoading: boolean; readonly load: () => void };
  /** Writes the document into the address. */
  readonly show: (documentId: string) => void;
}

/** Which document is open, and how one goes on: by what is loaded, less what left by acts of this page. */
function useWalk({ place, loaded, named, more, show }: Walked) {
  const { gone } = useSitting(place.key);
  const items = useMemo(() => loaded.filter((item) => !gone.has(item.id)), [loaded, gone]);
  const lastIndex = useRef(0);
  const lastShown = useRef<DocumentItem | null>(null);
  const found = items.findIndex((item) => item.id === named);
  const index = found >= 0 ? found : Math.min(lastIndex.current, items.length - 1);
  const taken = takenFrom(lastShown.current, place.clientId, items, gone);
  const current = taken === null ? (items[index] ?? null) : null;
  useEffect(() => {
    lastIndex.current = Math.max(0, index);
  }, [index]);
  useEffect(() => {
    if (current !== null) lastShown.current = current;
  }, [current]);
  const { hasNext, isLoading, load } = more;
  useEffect(() => {
    if (index >= items.length - 20 && hasNext && !isLoading) load();
  }, [index, items.length, hasNext, isLoading, load]);
  usePrefetch(items, index);
  const open = useCallback(
    (documentId: string) => {
      lastShown.current = null;
      show(documentId);
    },
    [show],
  );
  const goTo = useCallback(
    (to: number) => {
      const item = items[Math.max(0, Math.min(items.length - 1, to))];
      if (item !== undefined) open(item.id);
    },
    [items, open],
  );
  return { items, gone, index, taken, current, open, goTo };
}

/** The counts of the server less what left by acts of this page and is still in its lists. */
function countsOf(
  walk: ReturnType<typeof useWalk>,
  loaded: readonly DocumentItem[],
  server: { readonly waiting: number; readonly clean: number; readonly hasNext: boolean },
) {
  const { items, gone } = walk;
  const left = loaded.length - items.length;
  return {
    total: Math.max(items.length, server.hasNext ? server.waiting - left : items.length),
    cleanCount: Math.max(0, server.clean - loaded.filter((item) => item.clean && gone.has(item.id)).length),
  };
}

const noTitle = () => null;

/** The queue of one client company, oldest first. */
export function useQueue(place: QueuePlace & { readonly clientId: string }): Queue {
  const { clientId } = place;
  const navigate = useNavigate();
  const { belge } = useSearch({ from: '/office/mukellefler/$clientId/inceleme' });
  const query = useInfiniteQuery(documentsQuery(clientId, QUEUE));
  const loaded = rowsOf(query.data);
  const { hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  const show = useCallback(
    (documentId: string) =>
      void navigate({
        to: '/mukellefler/$clientId/inceleme',
        params: { clientId },
        search: { belge: documentId },
        replace: true,
      }),
    [navigate, clientId],
  );
  const more = { hasNext: hasNextPage, isLoading: isFetchingNextPage, load: () => void fetchNextPage() };
  const walk = useWalk({ place, loaded, named: belge, more, show });
  const first = query.data?.pages[0];
  const waiting = Math.max(0, (first?.counts.READY ?? 0) - (first?.notThisClientCount ?? 0));
  return {
    ...walk,
    ...countsOf(walk, loaded, { waiting, clean: first?.cleanCount ?? 0, hasNext: hasNextPage }),
    titleOf: noTitle,
    loading: query.isPending,
    error: query.error,
    reload: () => void refetch(),
  };
}

export interface OfficeOrder {
  readonly order: 'oldest' | 'client';
  /** Only of the clients that the reader is in charge of. */
  readonly mine: boolean;
}

/** What others do at other clients is seen after this long at the latest. Milliseconds. */
const LOOK_AGAIN_MS = 10_000;

const officeQueueQuery = ({ order, mine }: OfficeOrder) =>
  infiniteQueryOptions({
    queryKey: ['documents', 'queue', order, mine],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /documents/queue', {
        query: { limit: 100, order, cursor: pageParam, ...(mine ? { mine: 'true' } : {}) },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: LOOK_AGAIN_MS,
  });

/** The queue over all clients in sight. */
export function useOfficeQueue(place: QueuePlace, wanted: OfficeOrder): Queue {
  const navigate = useNavigate();
  const { belge } = useSearch({ from: '/office/inceleme' });
  const query = useInfiniteQuery(officeQueueQuery(wanted));
  const loaded = rowsOf(query.data);
  const { hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  const show = useCallback(
    (documentId: string) =>
      void navigate({
        to: '/inceleme',
        search: (now) => ({ ...now, belge: documentId }),
        replace: true,
      }),
    [navigate],
  );
  const more = { hasNext: hasNextPage, isLoading: isFetchingNextPage, load: () => void fetchNextPage() };
  const walk = useWalk({ place, loaded, named: belge, more, show });
  const titles = useMemo(() => new Map(loaded.map((item) => [item.id, item.clientTitle])), [loaded]);
  const first = query.data?.pages[0];
  return {
    ...walk,
    ...countsOf(walk, loaded, {
      waiting: first?.total ?? 0,
      clean: first?.cleanCount ?? 0,
      hasNext: hasNextPage,
    }),
    titleOf: (documentId) => titles.get(documentId) ?? null,
    loading: query.isPending,
    error: query.error,
    reload: () => void refetch(),
  };
}

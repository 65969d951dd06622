/** The documents that wait for review, of a client or of all, and which of them is open. */
import { infiniteQueryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { type DocumentItem, documentQuery, rowsOf, voucherQuery } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { useSitting } from './review-session.ts';
import type { QueuePlace } from './use-acts.ts';

export interface Queue {
  readonly items: readonly DocumentItem[];
  readonly index: number;
  readonly current: DocumentItem | null;
  /** The document that was open when another person took it out of the queue; nothing is acted on until one goes on. */
  readonly taken: DocumentItem | null;
  /** Documents that wait, loaded or not. */
  readonly total: number;
  /** Those of the queue that were chosen. */
  readonly chosen: readonly DocumentItem[];
  readonly cleanCount: number;
  readonly loading: boolean;
  readonly error: unknown;
  readonly goTo: (index: number) => void;
  readonly open: (documentId: string) => void;
  /** Title of the document's client, where the queue is of several. */
  readonly titleOf: (documentId: string) => string | null;
  readonly reload: () => void;
}

/** What a key asked for is painted before anything is fetched for later. */
const AFTER_PAINT_MS = 40;

/** Loads the neighbours before they are asked for, so that the next document is there at once. */
function usePrefetch(items: readonly DocumentItem[], index: number): void {
  const cache = useQueryClient();
  useEffect(() => {
    const soon = setTimeout(() => {
      for (const item of items.slice(index + 1, index + 4)) {
        void cache.prefetchQuery(documentQuery(item.id));
        if (item.voucherId !== null) void cache.prefetchQuery(voucherQuery(item.voucherId));
      }
    }, AFTER_PAINT_MS);
    return () => clearTimeout(soon);
  }, [cache, items, index]);
}

/** Where one stood in a list; in another list (order, month, client) one begins anew. */
interface Stand {
  readonly list: string;
  readonly index: number;
  readonly shown: DocumentItem | null;
}

/** What was shown and is gone, though not by an act of this person: the next one must not slip under their hands. */
function takenFrom(
  shown: DocumentItem | null,
  items: readonly DocumentItem[],
  gone: ReadonlySet<string>,
): DocumentItem | null {
  if (shown === null || gone.has(shown.id)) return null;
  return items.some((item) => item.id === shown.id) ? null : shown;
}

interface Walked {
  readonly place: QueuePlace;
  /** Name of the list that is walked. */
  readonly list: string;
  readonly loaded: readonly DocumentItem[];
  /** The document that the address names. */
  readonly named: string | undefined;
  readonly more: { readonly hasNext: boolean; readonly isLoading: boolean; readonly load: () => void };
  /** Writes the document into the address. */
  readonly show: (documentId: string) => void;
}

/** Which document is open, and how one goes on: by what is loaded, less what left by acts of this page. */
function useWalk({ place, list, loaded, named, more, show }: Walked) {
  const { gone, selected } = useSitting(place.key);
  const items = useMemo(() => loaded.filter((item) => !gone.has(item.id)), [loaded, gone]);
  const last = useRef<Stand>({ list, index: 0, shown: null });
  const stood = last.current.list === list ? last.current : { list, index: 0, shown: null };
  const found = items.findIndex((item) => item.id === named);
  const index = found >= 0 ? found : Math.min(stood.index, items.length - 1);
  const taken = takenFrom(stood.shown, items, gone);
  const current = taken === null ? (items[index] ?? null) : null;
  const chosen = useMemo(() => items.filter((item) => selected.has(item.id)), [items, selected]);
  useEffect(() => {
    const before = last.current.list === list ? last.current.shown : null;
    last.current = { list, index: Math.max(0, index), shown: current ?? before };
  }, [list, index, current]);
  const { hasNext, isLoading, load } = more;
  useEffect(() => {
    if (index >= items.length - 20 && hasNext && !isLoading) load();
  }, [index, items.length, hasNext, isLoading, load]);
  usePrefetch(items, index);
  const open = useCallback(
    (documentId: string) => {
      last.current = { ...last.current, shown: null };
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
  return { items, gone, chosen, index, taken, current, open, goTo };
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

export interface QueueFilter {
  readonly order: 'oldest' | 'client';
  /** Only of the clients that the reader is in charge of. */
  readonly mine: boolean;
  /** "2026-11"; null: every month. */
  readonly month: string | null;
}

/** What others do at other clients is seen after this long at the latest. Milliseconds. */
const LOOK_AGAIN_MS = 10_000;

/** In words of the API: the same for the list and for an act on what is clean of it. */
export function narrowedTo({ clientId }: QueuePlace, { mine, month }: Omit<QueueFilter, 'order'>) {
  return {
    ...(clientId === null ? {} : { clientId }),
    ...(month === null ? {} : { month }),
    ...(mine ? { mine } : {}),
  };
}

export const queueQuery = (place: QueuePlace, filter: QueueFilter) =>
  infiniteQueryOptions({
    queryKey: ['documents', place.clientId ?? 'queue', 'waiting', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const { mine, ...same } = narrowedTo(place, filter);
      const query = { ...same, ...(mine === undefined ? {} : { mine: 'true' }) };
      return api.call('GET /documents/queue', {
        query: { limit: 100, order: filter.order, cursor: pageParam, ...query },
        signal,
      });
    },
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // A single client is followed live.
    refetchInterval: place.clientId === null ? LOOK_AGAIN_MS : false,
  });

/** What waits in this place, and which document of it the address ("belge") names. */
export function useQueue(place: QueuePlace, filter: QueueFilter): Queue {
  const navigate = useNavigate();
  const { belge } = useSearch({ strict: false });
  const query = useInfiniteQuery(queueQuery(place, filter));
  const loaded = rowsOf(query.data);
  const { hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  const show = useCallback(
    (documentId: string) =>
      void navigate({
        to: '.',
        // A line of the XML is one of the document before.
        search: ({ satir: _line, yol: _xpath, ...now }) => ({ ...now, belge: documentId }),
        replace: true,
      }),
    [navigate],
  );
  const more = { hasNext: hasNextPage, isLoading: isFetchingNextPage, load: () => void fetchNextPage() };
  const list = JSON.stringify([place.key, filter]);
  const walk = useWalk({ place, list, loaded, named: belge, more, show });
  const titles = useMemo(() => new Map(loaded.map((item) => [item.id, item.clientTitle])), [loaded]);
  const first = query.data?.pages[0];
  return {
    ...walk,
    ...countsOf(walk, loaded, {
      waiting: first?.total ?? 0,
      clean: first?.cleanCount ?? 0,
      hasNext: hasNextPage,
    }),
    titleOf: (documentId) => (place.clientId === null ? (titles.get(documentId) ?? null) : null),
    loading: query.isPending,
    error: query.error,
    reload: () => void refetch(),
  };
}

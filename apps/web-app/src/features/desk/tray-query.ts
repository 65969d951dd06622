/** What the tray asks of the API; the navigation counts by the same answer. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/session.ts';

/** What was read meanwhile (moved back, it is read again) and what others do is seen after this long at the latest. Milliseconds. */
const LOOK_AGAIN_MS = 5_000;

export const trayQuery = infiniteQueryOptions({
  queryKey: ['tray', 'pages'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) =>
    api.call('GET /tray', {
      query: { limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      signal,
    }),
  getNextPageParam: (page) => page.nextCursor ?? undefined,
  refetchInterval: LOOK_AGAIN_MS,
});

/** How much lies in the tray. */
export const trayCountQuery = queryOptions({
  queryKey: ['tray-count'],
  queryFn: async ({ signal }) => (await api.call('GET /tray', { query: { limit: 1 }, signal })).total,
  staleTime: 30_000,
});

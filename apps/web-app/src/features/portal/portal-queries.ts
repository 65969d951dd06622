/** What the client user's pages ask of the API. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Answer, ItemOf } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';

export type SentDocument = ItemOf<'GET /portal/clients/:clientId/documents'>;
export type OwnRequest = ItemOf<'GET /portal/clients/:clientId/requests'>;
export type Portal = Answer<'GET /portal'>;

/** How often what is on its way is looked at. Milliseconds. */
const LOOK_AGAIN_MS = 3000;
const firstPage: string | undefined = undefined;

export const portalQuery = queryOptions({
  queryKey: ['portal'],
  queryFn: ({ signal }) => api.call('GET /portal', { signal }),
});

export const sentQuery = (clientId: string) =>
  infiniteQueryOptions({
    queryKey: ['portal', 'sent', clientId],
    initialPageParam: firstPage as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /portal/clients/:clientId/documents', {
        params: { clientId },
        query: { limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: ({ state }) => {
      const pages = state.data?.pages ?? [];
      const onTheWay = pages.some((page) =>
        page.items.some((item) => item.state === 'received' && item.note === null),
      );
      return onTheWay ? LOOK_AGAIN_MS : false;
    },
  });

export const askedQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['portal', 'asked', clientId],
    queryFn: ({ signal }) =>
      api.call('GET /portal/clients/:clientId/requests', { params: { clientId }, signal }),
  });

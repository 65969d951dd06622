/** What the pages of requests ask of the API. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ItemOf } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';

export type ClientRequest = ItemOf<'GET /requests'>;
export const REQUEST_STATES = ['all', 'open', 'answered', 'closed'] as const;
export type RequestFilter = (typeof REQUEST_STATES)[number];

export const requestFilterOf = (text: string | undefined): RequestFilter =>
  REQUEST_STATES.find((known) => known === text) ?? 'all';

const firstPage: string | undefined = undefined;

export const requestsQuery = (clientId: string | undefined, filter: RequestFilter) =>
  infiniteQueryOptions({
    queryKey: ['requests', clientId ?? '', filter],
    initialPageParam: firstPage as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /requests', {
        query: {
          limit: 100,
          ...(clientId === undefined ? {} : { clientId }),
          ...(filter === 'all' ? {} : { state: filter }),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const requestQuery = (requestId: string) =>
  queryOptions({
    queryKey: ['requests', 'one', requestId],
    queryFn: ({ signal }) => api.call('GET /requests/:requestId', { params: { requestId }, signal }),
  });

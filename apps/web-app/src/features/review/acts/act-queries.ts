/** What the review asks of acts: the history, one act with its documents, what is alike, how many a selection holds. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Answer, CallInput, ItemOf } from '../../../api/contracts.ts';
import { api } from '../../../api/session.ts';

export type Act = Answer<'GET /work-acts/:actId'>;
export type ActItem = ItemOf<'GET /work-acts/:actId/items'>;
export type ActRequest = NonNullable<CallInput<'POST /work-acts'>['body']>;
export type Target = NonNullable<CallInput<'POST /work-acts/count'>['body']>;
export type Alike = Answer<'GET /documents/:documentId/alike'>;

type Cursor = string | undefined;
const firstPage: Cursor = undefined;
const nextOf = (page: { nextCursor: string | null }): Cursor => page.nextCursor ?? undefined;

/** While something goes on its figures are asked again so often. Milliseconds. */
const WHILE_GOING_MS = 1_000;

export const isGoing = ({ state }: Pick<Act, 'state'>) => state === 'waiting' || state === 'running';

/** Acts on a client's documents, or on all of the office's; the newest first. */
export const actsQuery = (clientId: string | null, mine: boolean) =>
  infiniteQueryOptions({
    queryKey: ['work-acts', 'list', clientId, mine],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /work-acts', {
        query: {
          limit: 30,
          cursor: pageParam,
          ...(clientId === null ? {} : { clientId }),
          ...(mine ? { mine: 'true' } : {}),
        },
        signal,
      }),
    getNextPageParam: nextOf,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(isGoing)) === true ? WHILE_GOING_MS : false,
  });

export const actQuery = (actId: string) =>
  queryOptions({
    queryKey: ['work-acts', 'one', actId],
    queryFn: ({ signal }) => api.call('GET /work-acts/:actId', { params: { actId }, signal }),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isGoing(state.data) ? WHILE_GOING_MS : false,
  });

export const actItemsQuery = (actId: string) =>
  infiniteQueryOptions({
    queryKey: ['work-acts', 'items', actId],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /work-acts/:actId/items', {
        params: { actId },
        query: { limit: 200, cursor: pageParam },
        signal,
      }),
    getNextPageParam: nextOf,
  });

/** The documents of an ended act that were refused, at most five hundred of them. */
export const refusedQuery = (actId: string) =>
  queryOptions({
    queryKey: ['work-acts', 'refused', actId],
    queryFn: async ({ signal }) => {
      const query = { state: 'refused', limit: 500 } as const;
      return (await api.call('GET /work-acts/:actId/items', { params: { actId }, query, signal })).items;
    },
  });

/** What still goes on; looked at again and again while there is something. */
export const goingQuery = (clientId: string | null) =>
  queryOptions({
    queryKey: ['work-acts', 'going', clientId],
    queryFn: ({ signal }) =>
      api.call('GET /work-acts', {
        query: { going: 'true', limit: 5, ...(clientId === null ? {} : { clientId }) },
        signal,
      }),
    refetchInterval: ({ state }) => ((state.data?.items.length ?? 0) > 0 ? WHILE_GOING_MS : false),
  });

export const countQuery = (target: Target) =>
  queryOptions({
    queryKey: ['work-acts', 'count', target],
    queryFn: ({ signal }) => api.call('POST /work-acts/count', { body: target, signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export const alikeQuery = (documentId: string) =>
  queryOptions({
    queryKey: ['alike', documentId],
    queryFn: ({ signal }) => api.call('GET /documents/:documentId/alike', { params: { documentId }, signal }),
    staleTime: 0,
  });

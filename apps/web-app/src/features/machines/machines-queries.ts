/** What the page of machines asks of the API. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { CallInput, ItemOf } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';

export type ApiKey = ItemOf<'GET /api-keys'>;
export type Webhook = ItemOf<'GET /webhooks'>;
export type Delivery = ItemOf<'GET /webhooks/:endpointId/deliveries'>;
export type WebhookEvent = CallInput<'POST /webhooks'>['body']['events'][number];
export type KeyPermission = CallInput<'POST /api-keys'>['body']['permissions'][number];

/** How often deliveries on their way are looked after. Milliseconds. */
const WATCH_MS = 3_000;

export const keysQuery = queryOptions({
  queryKey: ['machines', 'keys'],
  queryFn: ({ signal }) => api.call('GET /api-keys', { signal }),
});

export const webhooksQuery = queryOptions({
  queryKey: ['machines', 'webhooks'],
  queryFn: ({ signal }) => api.call('GET /webhooks', { signal }),
});

export const deliveriesQuery = (endpointId: string) =>
  infiniteQueryOptions({
    queryKey: ['machines', 'deliveries', endpointId],
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /webhooks/:endpointId/deliveries', {
        params: { endpointId },
        query: { limit: 30, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: (query) =>
      query.state.data?.pages[0]?.items.some(({ state }) => state === 'waiting') ? WATCH_MS : false,
  });

export const deliveryQuery = (deliveryId: string) =>
  queryOptions({
    queryKey: ['machines', 'delivery', deliveryId],
    queryFn: ({ signal }) =>
      api.call('GET /webhook-deliveries/:deliveryId', { params: { deliveryId }, signal }),
    refetchInterval: (query) => (query.state.data?.state === 'waiting' ? WATCH_MS : false),
  });

/** What the bell and its list ask of the API. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ItemOf } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';

export type Notification = ItemOf<'GET /notifications'>;
export type Preference = ItemOf<'GET /notifications/preferences'>;

const first: string | undefined = undefined;

/** Everything below this key is asked for again when something new is told. */
export const NOTIFICATIONS = ['notifications'] as const;

export const unreadQuery = queryOptions({
  queryKey: [...NOTIFICATIONS, 'unread'],
  queryFn: async ({ signal }) =>
    (await api.call('GET /notifications', { query: { limit: 1 }, signal })).unread,
  staleTime: 60_000,
});

export const notificationsQuery = infiniteQueryOptions({
  queryKey: [...NOTIFICATIONS, 'list'],
  initialPageParam: first as string | undefined,
  queryFn: ({ pageParam, signal }) =>
    api.call('GET /notifications', {
      query: { limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      signal,
    }),
  getNextPageParam: (page) => page.nextCursor ?? undefined,
});

export const preferencesQuery = queryOptions({
  queryKey: [...NOTIFICATIONS, 'preferences'],
  queryFn: ({ signal }) => api.call('GET /notifications/preferences', { signal }),
});

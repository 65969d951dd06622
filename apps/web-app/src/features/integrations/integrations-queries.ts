/** What the pages of integrations ask of the API, and how they stay fresh while runs go on. */
import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ItemOf } from '../../api/contracts.ts';
import { followEvents } from '../../api/follow-events.ts';
import { api } from '../../api/session.ts';
import { useEveryClient } from '../clients/use-every-client.ts';

export type Integration = ItemOf<'GET /integrations'>;
export type IntegrationKind = ItemOf<'GET /integrations/kinds'>;
export type Run = ItemOf<'GET /integrations/:integrationId/runs'>;
export type Item = ItemOf<'GET /sync-items'>;
export type Fault = NonNullable<Integration['fault']>;
export type Values = Record<string, string | number | boolean>;

type Cursor = string | undefined;
const firstPage: Cursor = undefined;
const at = (cursor: Cursor) => (cursor === undefined ? {} : { cursor });

export const integrationsQuery = queryOptions({
  queryKey: ['integrations', 'list'],
  queryFn: ({ signal }) => api.call('GET /integrations', { signal }),
});

export const kindsQuery = queryOptions({
  queryKey: ['integrations', 'kinds'],
  queryFn: ({ signal }) => api.call('GET /integrations/kinds', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const runsQuery = (integrationId: string) =>
  infiniteQueryOptions({
    queryKey: ['integrations', 'runs', integrationId],
    initialPageParam: firstPage as Cursor,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /integrations/:integrationId/runs', {
        params: { integrationId },
        query: { limit: 100, ...at(pageParam) },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const logQuery = (runId: string) =>
  queryOptions({
    queryKey: ['integrations', 'log', runId],
    queryFn: ({ signal }) =>
      api.call('GET /sync-runs/:runId/log', { params: { runId }, query: { limit: 500 }, signal }),
  });

export const itemsQuery = (filter: { runId?: string; state?: Item['state'] }) =>
  infiniteQueryOptions({
    queryKey: ['integrations', 'items', filter.runId ?? '', filter.state ?? ''],
    initialPageParam: firstPage as Cursor,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /sync-items', { query: { limit: 200, ...filter, ...at(pageParam) }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const sendersQuery = queryOptions({
  queryKey: ['integrations', 'senders'],
  queryFn: ({ signal }) => api.call('GET /sync-senders', { signal }),
});

/** Asks anew for all that pages of integrations show. */
export function useRenew(): () => void {
  const cache = useQueryClient();
  return () => void cache.invalidateQueries({ queryKey: ['integrations'] });
}

/** While mounted: each change of a run is shown as it happens. */
export function useLiveIntegrations(): void {
  const cache = useQueryClient();
  useEffect(
    () =>
      followEvents(api, '/integrations/events', {
        onEvent: (name) => {
          if (name === 'integrations') void cache.invalidateQueries({ queryKey: ['integrations'] });
        },
      }),
    [cache],
  );
}

/** All clients of the office, page after page, for choosing one. */
export function useClientChoices(): { value: string; label: string }[] {
  return useEveryClient().map(({ id, title }) => ({ value: id, label: title }));
}

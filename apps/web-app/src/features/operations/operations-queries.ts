/** What the operations page asks of the API, again and again while it is looked at. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { pathOf } from '../../api/client.ts';
import type { Answer, ItemOf } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';

export type Overview = Answer<'GET /operations'>;
export type Job = ItemOf<'GET /operations/jobs'>;
export type JobState = Job['state'];
export type RouteRow = ItemOf<'GET /operations/requests'>;
export type Statements = Answer<'GET /operations/statements'>;
export type Statement = Statements['items'][number];
export type Running = Statements['running'][number];
export type StatementOrder = 'total' | 'mean' | 'calls' | 'rows' | 'hits';

/** A page that is not looked at does not ask. Milliseconds. */
const AGAIN_MS = 5_000;
const live = { refetchInterval: AGAIN_MS, staleTime: 0, placeholderData: keepPreviousData } as const;
const first: string | undefined = undefined;

export const overviewQuery = queryOptions({
  queryKey: ['operations', 'overview'],
  queryFn: ({ signal }) => api.call('GET /operations', { signal }),
  ...live,
});

export const jobsQuery = (state: JobState) =>
  infiniteQueryOptions({
    queryKey: ['operations', 'jobs', state],
    initialPageParam: first as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /operations/jobs', { query: { state, limit: 100, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: AGAIN_MS,
    staleTime: 0,
  });

export const requestsQuery = queryOptions({
  queryKey: ['operations', 'requests'],
  queryFn: ({ signal }) => api.call('GET /operations/requests', { signal }),
  ...live,
});

export const statementsQuery = (order: StatementOrder) =>
  queryOptions({
    queryKey: ['operations', 'statements', order],
    queryFn: ({ signal }) => api.call('GET /operations/statements', { query: { order }, signal }),
    ...live,
  });

export type RulePack = ItemOf<'GET /operations/rule-packs'>;

export const rulePacksQuery = queryOptions({
  queryKey: ['operations', 'rule-packs'],
  queryFn: ({ signal }) => api.call('GET /operations/rule-packs', { signal }),
});

/** Sends the zips of a pack; it is compiled while one waits. `validFrom`: an ISO day, or the pack's own. */
export async function installRulePack(files: readonly File[], validFrom: string | null): Promise<RulePack> {
  const body = new FormData();
  for (const file of files) body.append('files', file);
  const query = validFrom === null ? {} : { validFrom };
  const response = await api.raw(pathOf('/operations/rule-packs', {}, query), {
    method: 'POST',
    body,
    headers: { 'idempotency-key': crypto.randomUUID() },
  });
  return (await response.json()) as RulePack;
}

export const actsQuery = queryOptions({
  queryKey: ['operations', 'acts'],
  queryFn: ({ signal }) => api.call('GET /operations/acts', { signal }),
  ...live,
});

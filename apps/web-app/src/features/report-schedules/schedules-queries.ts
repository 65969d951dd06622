/** What the pages of scheduled reports ask of the API. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Answer, ItemOf } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';

export type Schedule = ItemOf<'GET /report-schedules'>;
export type Run = ItemOf<'GET /report-runs'>;
export type RunDetail = Answer<'GET /report-runs/:reportRunId'>;
export type Choices = Answer<'GET /report-schedules/choices'>;

/** Schedules, or runs of a state. */
export const VIEWS = ['plans', 'all', 'open', 'failed', 'sent', 'skipped'] as const;
export type View = (typeof VIEWS)[number];
export const viewOf = (text: string | undefined): View => VIEWS.find((known) => known === text) ?? 'plans';

export const schedulesQuery = queryOptions({
  queryKey: ['report-schedules', 'list'],
  queryFn: ({ signal }) => api.call('GET /report-schedules', { signal }),
});

export const choicesQuery = queryOptions({
  queryKey: ['report-schedules', 'choices'],
  queryFn: ({ signal }) => api.call('GET /report-schedules/choices', { signal }),
});

const isOpen = ({ state }: Pick<Run, 'state'>) => state === 'queued' || state === 'running';
/** While something is under way it is asked again. */
const LOOK_AGAIN_MS = 3_000;

export const runsQuery = (view: Exclude<View, 'plans'>) =>
  infiniteQueryOptions({
    queryKey: ['report-schedules', 'runs', view],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /report-runs', {
        query: {
          limit: 100,
          ...(view === 'all' ? {} : { state: view }),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.items.some(isOpen) === true ? LOOK_AGAIN_MS : false,
  });

export const runQuery = (reportRunId: string) =>
  queryOptions({
    queryKey: ['report-schedules', 'run', reportRunId],
    queryFn: ({ signal }) => api.call('GET /report-runs/:reportRunId', { params: { reportRunId }, signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && isOpen(state.data) ? LOOK_AGAIN_MS : false),
  });

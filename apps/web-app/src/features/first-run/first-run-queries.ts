/** What the guided start and the first steps ask of the API. */
import { queryOptions } from '@tanstack/react-query';
import type { Answer } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';

export type FirstRun = Answer<'POST /first-run/look'>;
export type FirstSteps = Answer<'GET /office/first-steps'>;

/** Whether nobody works here yet. */
export const isFirstRunQuery = queryOptions({
  queryKey: ['first-run'],
  queryFn: ({ signal }) => api.call('GET /first-run', { signal }),
  staleTime: 60_000,
});

export const firstStepsQuery = queryOptions({
  queryKey: ['first-steps'],
  queryFn: ({ signal }) => api.call('GET /office/first-steps', { signal }),
  staleTime: 10_000,
});

/** What the page of months and years asks of the API; everything hangs below the client, so that its acts renew it. */
import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Answer } from '../../api/contracts.ts';
import { booksOf } from '../../api/queries.ts';
import { api } from '../../api/session.ts';

export type Month = Answer<'GET /clients/:clientId/years/:year'>['months'][number];
export type Check = Answer<'GET /clients/:clientId/periods/:month/checks'>['checks'][number];
export type CheckName = Check['name'];
export type Acknowledgeable = Exclude<CheckName, 'earlier-open' | 'drafts' | 'unnumbered'>;
export type ClosedMonth = Answer<'POST /clients/:clientId/periods/:month/close'>['results'][number];
export type YearEnd = Answer<'GET /clients/:clientId/years/:year/closing'>;
export type YearEndStep = YearEnd['steps'][number];

export const yearQuery = (clientId: string, year: number) =>
  queryOptions({
    queryKey: ['client', clientId, 'year', year],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/years/:year', { params: { clientId, year }, signal }),
    placeholderData: keepPreviousData,
  });

export const checksQuery = (clientId: string, month: string) =>
  queryOptions({
    queryKey: ['client', clientId, 'checks', month],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/periods/:month/checks', { params: { clientId, month }, signal }),
  });

export const exceptionsQuery = (clientId: string, month: string) =>
  queryOptions({
    queryKey: ['client', clientId, 'exceptions', month],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/periods/:month/exceptions', { params: { clientId, month }, signal }),
  });

export const yearEndQuery = (clientId: string, year: number) =>
  queryOptions({
    queryKey: ['client', clientId, 'year-end', year],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/years/:year/closing', { params: { clientId, year }, signal }),
    placeholderData: keepPreviousData,
  });

/** Everything of the client that a month or its vouchers may show is asked for again. */
export function useRenew(clientId: string): () => Promise<void> {
  const cache = useQueryClient();
  return useCallback(async () => {
    await Promise.all(booksOf(clientId).map((queryKey) => cache.invalidateQueries({ queryKey })));
  }, [cache, clientId]);
}

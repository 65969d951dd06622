/** What the page of a client's bank statements asks of the API. */
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import type { Answer, CallInput, ItemOf } from '../../api/contracts.ts';
import { followEvents } from '../../api/follow-events.ts';
import { api } from '../../api/session.ts';
import { useSparseRows } from '../../api/sparse-rows.ts';

export type BankAccount = ItemOf<'GET /clients/:clientId/bank-accounts'>;
export type BankStatement = ItemOf<'GET /bank-accounts/:bankAccountId/statements'>;
export type BankLine = ItemOf<'GET /bank-accounts/:bankAccountId/lines'>;
export type LineFilter = NonNullable<CallInput<'GET /bank-accounts/:bankAccountId/lines'>['query']>;
export type TakenFile = Answer<'POST /clients/:clientId/bank-statements'>['results'][number];

interface Place {
  readonly offset: number;
  readonly limit: number;
}

export const accountsQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['bank', clientId, 'accounts'],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/bank-accounts', { params: { clientId }, signal }),
  });

/** Lines and statements of an account, as long as the whole; what is in sight is loaded. */
export function useLines(clientId: string, bankAccountId: string, filter: LineFilter) {
  const params = useMemo(() => ({ bankAccountId }), [bankAccountId]);
  const key = useMemo(
    () => ['bank', clientId, bankAccountId, 'lines', filter],
    [clientId, bankAccountId, filter],
  );
  const page = useCallback(
    (place: Place, signal?: AbortSignal) =>
      api.call('GET /bank-accounts/:bankAccountId/lines', {
        params,
        query: { ...filter, ...place },
        ...(signal === undefined ? {} : { signal }),
      }),
    [params, filter],
  );
  const summary = async (signal: AbortSignal) => {
    const { total: count, sumIn, sumOut } = await page({ offset: 0, limit: 1 }, signal);
    return { count, sumIn, sumOut };
  };
  return useSparseRows({ key, summary, page });
}

export function useStatements(clientId: string, bankAccountId: string) {
  const params = useMemo(() => ({ bankAccountId }), [bankAccountId]);
  const key = useMemo(() => ['bank', clientId, bankAccountId, 'statements'], [clientId, bankAccountId]);
  const page = useCallback(
    (place: Place, signal?: AbortSignal) =>
      api.call('GET /bank-accounts/:bankAccountId/statements', {
        params,
        query: place,
        ...(signal === undefined ? {} : { signal }),
      }),
    [params],
  );
  const summary = async (signal: AbortSignal) => ({
    count: (await page({ offset: 0, limit: 1 }, signal)).total,
  });
  return useSparseRows({ key, summary, page });
}

/** Sends files; each has a result of its own. */
export async function sendStatements(clientId: string, files: readonly File[]): Promise<TakenFile[]> {
  const body = new FormData();
  for (const file of files) body.append('files', file);
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const response = await api.raw(`/clients/${clientId}/bank-statements`, { method: 'POST', body, headers });
  return ((await response.json()) as Answer<'POST /clients/:clientId/bank-statements'>).results;
}

/** Everything of the client's banks is asked for again. */
export function useRenewBank(clientId: string): () => Promise<void> {
  const cache = useQueryClient();
  return useCallback(() => cache.invalidateQueries({ queryKey: ['bank', clientId] }), [cache, clientId]);
}

/** While mounted: statements that others or a sync bring are seen. */
export function useLiveBank(clientId: string): void {
  const renew = useRenewBank(clientId);
  useEffect(
    () =>
      followEvents(api, `/clients/${clientId}/events`, {
        onOpen: () => undefined,
        onEvent: (name) => {
          if (name === 'bank-statements') void renew();
        },
      }),
    [clientId, renew],
  );
}

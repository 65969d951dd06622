/** What a voucher that is written asks about accounts: those that fit, those it names, and what stands on one. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/session.ts';

/** Choices that are shown, and asked for, at once. */
export const MOST_FOUND = 60;
/** Codes that one request asks about. */
export const MOST_CODES = 200;

/**
 * Leaf accounts that fit what is typed, of a chart that is not loaded as a whole; the best first. `under` narrows it to
 * beginnings of codes; without a text the first ones of those.
 */
export const accountSearchQuery = (clientId: string, q: string, under = '') =>
  queryOptions({
    queryKey: ['accounts', clientId, 'found', under, q],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/accounts', {
        params: { clientId },
        query: {
          leafOnly: 'true',
          limit: MOST_FOUND,
          ...(q === '' ? {} : { q: q.slice(0, 100) }),
          ...(under === '' ? {} : { under }),
        },
        signal,
      }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

/** Those of the codes that are leaf accounts of the chart. */
export const accountsByCodeQuery = (clientId: string, codes: readonly string[]) => {
  const asked = [...new Set(codes)].toSorted().slice(0, MOST_CODES).join(',');
  return queryOptions({
    queryKey: ['accounts', clientId, 'codes', asked],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/accounts', {
        params: { clientId },
        query: { leafOnly: 'true', limit: MOST_CODES, codes: asked },
        signal,
      }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
};

/** The code that an account opened below this one would get. */
export const nextAccountCodeQuery = (clientId: string, accountCode: string) =>
  queryOptions({
    queryKey: ['accounts', clientId, 'next', accountCode],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/accounts/:accountCode/next', {
        params: { clientId, accountCode },
        signal,
      }),
  });

/** What stands on an account of the books now. */
export const accountBalanceQuery = (clientId: string, accountCode: string) =>
  queryOptions({
    queryKey: ['account-lines', clientId, accountCode, 'balance'],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/accounts/:accountCode/lines/summary', {
        params: { clientId, accountCode },
        signal,
      }),
    staleTime: 30_000,
  });

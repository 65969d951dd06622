/** What a voucher that is written asks about accounts: those that fit, and what stands on one. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/session.ts';

/** Leaf accounts that fit what is typed, of a chart that is not loaded as a whole. */
export const accountSearchQuery = (clientId: string, q: string) =>
  queryOptions({
    queryKey: ['accounts', clientId, q],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/accounts', {
        params: { clientId },
        query: { leafOnly: 'true', limit: 40, q: q.slice(0, 100) },
        signal,
      }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
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

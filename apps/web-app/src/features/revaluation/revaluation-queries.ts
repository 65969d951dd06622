/** What the page of revaluation asks of the API. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Answer } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';

export type Revaluation = Answer<'GET /clients/:clientId/revaluations/:date'>;
export type Balance = Revaluation['items'][number];

export const keyOf = ({ code, currency }: Pick<Balance, 'code' | 'currency'>) => `${code} ${currency}`;

/** Below the client, so that postings and acts on its books renew it. */
export const revaluationQuery = (clientId: string, date: string) =>
  queryOptions({
    queryKey: ['client', clientId, 'revaluation', date],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/revaluations/:date', { params: { clientId, date }, signal }),
    placeholderData: keepPreviousData,
  });

/** What the chart's page asks of the API. */
import { queryOptions } from '@tanstack/react-query';
import type { Answer, ItemOf } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';

type Chart = Answer<'GET /clients/:clientId/chart'>;
export type ChartAccount = Chart['accounts'][number];
export type ChartChange = Answer<'POST /clients/:clientId/chart/merge'>;
export type ChartTemplate = ItemOf<'GET /chart-templates'>;
export type HistoryEvent = ItemOf<'GET /clients/:clientId/accounts/:accountCode/history'>;

export const chartQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['chart', clientId],
    queryFn: ({ signal }) => api.call('GET /clients/:clientId/chart', { params: { clientId }, signal }),
  });

export const historyQuery = (clientId: string, accountCode: string) =>
  queryOptions({
    queryKey: ['chart', clientId, 'history', accountCode],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/accounts/:accountCode/history', {
        params: { clientId, accountCode },
        signal,
      }),
  });

export const templatesQuery = queryOptions({
  queryKey: ['chart-templates'],
  queryFn: ({ signal }) => api.call('GET /chart-templates', { signal }),
});

/** What the pages of the statements ask the server for. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CallInput } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';

type BilancoAsked = CallInput<'GET /clients/:clientId/bilanco'>['query'];
type GelirAsked = CallInput<'GET /clients/:clientId/gelir-tablosu'>['query'];
type AccountsAsked = CallInput<'GET /clients/:clientId/statement-accounts'>['query'];
type AgingAsked = CallInput<'GET /clients/:clientId/yaslandirma'>['query'];

// Below the client's mizan: whatever makes that one stale, makes these so.
const keyOf = (clientId: string, what: string, asked: unknown) => ['mizan', clientId, what, asked];

export const bilancoQuery = (clientId: string, query: BilancoAsked) =>
  queryOptions({
    queryKey: keyOf(clientId, 'bilanco', query),
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/bilanco', { params: { clientId }, query, signal }),
    placeholderData: keepPreviousData,
  });

export const gelirTablosuQuery = (clientId: string, query: GelirAsked) =>
  queryOptions({
    queryKey: keyOf(clientId, 'gelir-tablosu', query),
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/gelir-tablosu', { params: { clientId }, query, signal }),
    placeholderData: keepPreviousData,
  });

export const statementAccountsQuery = (clientId: string, query: AccountsAsked) =>
  queryOptions({
    queryKey: keyOf(clientId, 'statement-accounts', query),
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/statement-accounts', { params: { clientId }, query, signal }),
  });

export const agingQuery = (clientId: string, query: AgingAsked) =>
  queryOptions({
    queryKey: keyOf(clientId, 'yaslandirma', query),
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/yaslandirma', { params: { clientId }, query, signal }),
    placeholderData: keepPreviousData,
  });

export const officeMizanQuery = (month: string) =>
  queryOptions({
    queryKey: ['mizan', 'office', month],
    queryFn: ({ signal }) => api.call('GET /office/mizan', { query: { month }, signal }),
    placeholderData: keepPreviousData,
  });

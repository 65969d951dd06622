/** What the pages ask of the API, with the keys under which answers are kept. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Answer, CallInput, ItemOf } from './contracts.ts';
import { api } from './session.ts';

export type Client = Answer<'GET /clients/:clientId'>;
export type DocumentItem = ItemOf<'GET /clients/:clientId/documents'>;
export type DocumentDetail = Answer<'GET /documents/:documentId'>;
export type DocumentsPage = Answer<'GET /clients/:clientId/documents'>;
export type Voucher = Answer<'GET /vouchers/:voucherId'>;
export type VoucherItem = ItemOf<'GET /clients/:clientId/vouchers'>;
export type Mizan = Answer<'GET /clients/:clientId/mizan'>;
export type JournalLine = ItemOf<'GET /clients/:clientId/yevmiye'>;
export type MainAccount = ItemOf<'GET /clients/:clientId/kebir'>;
export type AccountLine = ItemOf<'GET /clients/:clientId/accounts/:accountCode/lines'>;
export type BookLine = ItemOf<'GET /clients/:clientId/voucher-lines'>;

const PAGE_SIZE = 100;
const nextOf = (page: { nextCursor: string | null }) => page.nextCursor ?? undefined;
const firstPage: string | undefined = undefined;
type Cursor = string | undefined;
const at = (cursor: Cursor) => (cursor === undefined ? {} : { cursor });

/** Rows of every page that came so far. */
export function rowsOf<T>(data: { pages: readonly { items: readonly T[] }[] } | undefined): readonly T[] {
  if (data === undefined) return [];
  return data.pages.length === 1 ? (data.pages[0]?.items ?? []) : data.pages.flatMap((page) => page.items);
}

export type ClientOrder = NonNullable<NonNullable<CallInput<'GET /clients'>['query']>['order']>;

export const clientsQuery = (q: string, order: ClientOrder = 'title') =>
  infiniteQueryOptions({
    queryKey: ['clients', q, order],
    initialPageParam: firstPage as Cursor,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /clients', {
        query: { q: q === '' ? undefined : q, order, limit: PAGE_SIZE, ...at(pageParam) },
        signal,
      }),
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
  });

export const overviewQuery = (month: string) =>
  queryOptions({
    queryKey: ['overview', month],
    queryFn: ({ signal }) => api.call('GET /office/overview', { query: { month }, signal }),
    placeholderData: keepPreviousData,
  });

/** How many requests to clients are open, answered, late; of the whole office. */
export const requestCountsQuery = queryOptions({
  queryKey: ['requests', 'counts'],
  queryFn: ({ signal }) => api.call('GET /requests', { query: { limit: 1 }, signal }),
  staleTime: 60_000,
});

/** The office's letterhead, for what is printed. */
export const letterheadQuery = queryOptions({
  queryKey: ['letterhead'],
  queryFn: ({ signal }) => api.call('GET /office/letterhead', { signal }),
  staleTime: 60_000,
});

export const clientQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['client', clientId],
    queryFn: ({ signal }) => api.call('GET /clients/:clientId', { params: { clientId }, signal }),
  });

/** Its month is part of what is known of a client: both are asked for again together. */
export const clientMonthQuery = (clientId: string, month: string) =>
  queryOptions({
    queryKey: ['client', clientId, 'month', month],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/months/:month', { params: { clientId, month }, signal }),
    placeholderData: keepPreviousData,
  });

export const periodsQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['client', clientId, 'periods'],
    queryFn: ({ signal }) => api.call('GET /clients/:clientId/periods', { params: { clientId }, signal }),
    staleTime: 60_000,
  });

export type DocumentFilter = NonNullable<CallInput<'GET /clients/:clientId/documents'>['query']>;

export const documentsQuery = (clientId: string, filter: DocumentFilter) =>
  infiniteQueryOptions({
    queryKey: ['documents', clientId, filter],
    initialPageParam: firstPage as Cursor,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /clients/:clientId/documents', {
        params: { clientId },
        query: { limit: PAGE_SIZE, ...filter, ...at(pageParam) },
        signal,
      }),
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
  });

export const documentQuery = (documentId: string) =>
  queryOptions({
    queryKey: ['document', documentId],
    queryFn: ({ signal }) => api.call('GET /documents/:documentId', { params: { documentId }, signal }),
  });

export const voucherQuery = (voucherId: string) =>
  queryOptions({
    queryKey: ['voucher', voucherId],
    queryFn: ({ signal }) => api.call('GET /vouchers/:voucherId', { params: { voucherId }, signal }),
  });

/** More accounts than these are not loaded at once: what is typed is then looked for on the server. */
export const MOST_ACCOUNTS = 5000;

/** Leaf accounts of a client's chart, for typing ahead. */
export const accountsQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['accounts', clientId],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/accounts', {
        params: { clientId },
        query: { leafOnly: 'true', limit: MOST_ACCOUNTS },
        signal,
      }),
    staleTime: 60_000,
  });

export const mizanQuery = (clientId: string, from: string, to: string, level: number) =>
  queryOptions({
    queryKey: ['mizan', clientId, from, to, level],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/mizan', { params: { clientId }, query: { from, to, level }, signal }),
    placeholderData: keepPreviousData,
  });

/** After an act on documents or vouchers: everything of the client that may show it. */
export const booksOf = (clientId: string): readonly (readonly unknown[])[] => [
  ['documents', clientId],
  ['vouchers', clientId],
  ['mizan', clientId],
  ['account-lines', clientId],
  ['voucher-lines', clientId],
  ['accounts', clientId],
  ['client', clientId],
  ['clients'],
  ['overview'],
];

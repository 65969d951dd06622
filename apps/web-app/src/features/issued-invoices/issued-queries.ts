/** What the pages of issued invoices ask of the API. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Answer, ItemOf } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';
import { saveBlob } from '../documents/download-original.ts';

export type IssuedInvoice = Answer<'GET /issued-invoices/:issuedInvoiceId'>;
export type Preview = Answer<'GET /issued-invoices/:issuedInvoiceId/preview'>;
export type OfficialWord = Preview['official'];
export type ListedInvoice = ItemOf<'GET /clients/:clientId/issued-invoices'>;
export type Series = Answer<'GET /clients/:clientId/issued-invoices/new'>['series'];
export type Buyer = ItemOf<'GET /clients/:clientId/invoice-buyers'>;

export const listKey = (clientId: string) => ['issued-invoices', clientId] as const;

export type ListState = 'current' | ListedInvoice['state'];
const firstPage: string | undefined = undefined;

export const listQuery = (clientId: string, wish: { readonly state: ListState; readonly q: string }) =>
  infiniteQueryOptions({
    queryKey: [...listKey(clientId), wish],
    initialPageParam: firstPage as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /clients/:clientId/issued-invoices', {
        params: { clientId },
        query: { ...wish, limit: 100, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** What a new invoice begins with: nothing, a copy of an invoice, or the return of a document. Asked once. */
export const newQuery = (clientId: string, from: { readonly copyOf?: string; readonly returnOf?: string }) =>
  queryOptions({
    queryKey: ['issued-invoice-new', clientId, from],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/issued-invoices/new', { params: { clientId }, query: from, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const invoiceQuery = (id: string) =>
  queryOptions({
    queryKey: ['issued-invoice', id],
    queryFn: ({ signal }) =>
      api.call('GET /issued-invoices/:issuedInvoiceId', { params: { issuedInvoiceId: id }, signal }),
  });

export const buyersQuery = (clientId: string, q: string) =>
  queryOptions({
    queryKey: ['invoice-buyers', clientId, q],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/invoice-buyers', { params: { clientId }, query: { q }, signal }),
    placeholderData: keepPreviousData,
  });

/** Received invoices whose number or seller is typed, for a return; asked from the third letter on. */
export const receivedQuery = (clientId: string, q: string) =>
  queryOptions({
    queryKey: ['invoice-to-return', clientId, q],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/documents', {
        params: { clientId },
        query: { direction: 'alis', kind: 'invoice', q, limit: 10 },
        signal,
      }),
    enabled: q.length >= 3,
    placeholderData: keepPreviousData,
  });

/** The rate in force on the day of the invoice; asked only where the currency is another and whole. */
export const rateQuery = (currency: string, date: string) =>
  queryOptions({
    queryKey: ['exchange-rate', currency, date],
    queryFn: ({ signal }) => api.call('GET /exchange-rates', { query: { currency, date }, signal }),
    enabled: /^[A-Z]{3}$/.test(currency) && currency !== 'TRY' && /^\d{4}-\d{2}-\d{2}$/.test(date),
    retry: false,
    staleTime: 300_000,
  });

export async function downloadXml({ id, number }: { id: string; number: string | null }): Promise<void> {
  const response = await api.raw(`/issued-invoices/${encodeURIComponent(id)}/file`);
  saveBlob(new Blob([await response.arrayBuffer()], { type: 'application/octet-stream' }), `${number}.xml`);
}

/** What the page of rates asks of the API. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Answer } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';
import { monthRange } from '../../format/date.ts';

export type RateRow = Answer<'GET /exchange-rates/days'>['items'][number];
export type Uploaded = Answer<'POST /exchange-rates/files'>['results'][number];

export const QUOTES = ['forexBuying', 'forexSelling', 'banknoteBuying', 'banknoteSelling'] as const;

/** First and last day of "2026-11". */
export const daysOf = (month: string) => monthRange(Number(month.slice(0, 4)), Number(month.slice(5)));

/** Asked again while the worker fetches: every two seconds. */
export const ratesQuery = (month: string, currency: string | undefined, isFetching: boolean) =>
  queryOptions({
    queryKey: ['exchange-rates', month, currency ?? null],
    queryFn: ({ signal }) =>
      api.call('GET /exchange-rates/days', {
        query: { ...daysOf(month), ...(currency === undefined ? {} : { currency }) },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: isFetching ? 2_000 : false,
  });

/** Sends bulletin files; each has a result of its own. */
export async function uploadBulletins(files: readonly File[]): Promise<Uploaded[]> {
  const body = new FormData();
  for (const file of files) body.append('files', file);
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const response = await api.raw('/exchange-rates/files', { method: 'POST', body, headers });
  return ((await response.json()) as Answer<'POST /exchange-rates/files'>).results;
}

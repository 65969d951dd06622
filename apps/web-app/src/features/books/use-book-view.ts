/** Which book, period and account the address names, and how it is changed. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { clientQuery } from '../../api/queries.ts';
import { isoToday } from '../../format/date.ts';
import { daysOfAddress } from '../../shell/client-month/use-client-month.ts';
import { changedSearch } from '../statements/changed-search.ts';
import { fiscalYearOf, periodsOf } from './book-period.ts';

const HERE = '/office/mukellefler/$clientId/defterler/$kitap';
const ISO = /^\d{4}-\d{2}-\d{2}$/;
const BOOKS = ['yevmiye', 'kebir', 'muavin'] as const;

export interface Range {
  readonly from: string;
  readonly to: string;
}

/** Without days in the address: the client's month where one is chosen, else the whole of today's fiscal year. */
export function useBookView() {
  const navigate = useNavigate();
  const { clientId, kitap } = useParams({ from: HERE });
  const search = useSearch({ from: HERE });
  const startMonth = useQuery(clientQuery(clientId)).data?.fiscalYearStartMonth ?? 1;
  const { bas = '', son = '' } = daysOfAddress(search);
  const year = fiscalYearOf(ISO.test(son) ? son : isoToday(new Date()), startMonth);
  const periods = useMemo(() => periodsOf(year, startMonth), [year, startMonth]);
  const whole = periods[0];
  const from = ISO.test(bas) ? bas : (whole?.from ?? '');
  const to = ISO.test(son) ? son : (whole?.to ?? '');
  const range = useMemo<Range>(() => ({ from, to }), [from, to]);
  const account = search.hesap !== undefined && /^[1-9][\d.]{0,79}$/.test(search.hesap) ? search.hesap : null;
  const [priorFrom, priorTo] = [search.kbas ?? '', search.kson ?? ''];
  const prior = useMemo<Range | null>(
    () => (ISO.test(priorFrom) && ISO.test(priorTo) ? { from: priorFrom, to: priorTo } : null),
    [priorFrom, priorTo],
  );
  const go = useCallback(
    (change: Record<string, string>, book: string = kitap) =>
      void navigate({
        to: '/mukellefler/$clientId/defterler/$kitap',
        params: { clientId, kitap: book },
        search: changedSearch(search, change),
        replace: book === kitap,
      }),
    [navigate, clientId, kitap, search],
  );
  const book = BOOKS.find((known) => known === kitap) ?? 'yevmiye';
  const byMonth = book === 'muavin' && account !== null && search.gorunum === 'aylar';
  /** Under which the place in the book is remembered. */
  const placeKey = `defter.${clientId}.${book}.${account}.${from}.${to}`;
  return { placeKey, clientId, book, range, prior, byMonth, account, periods, year, startMonth, go };
}
export type BookView = ReturnType<typeof useBookView>;

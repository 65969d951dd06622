/** What the page of reports asks the server for. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Answer, CallInput, ItemOf } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';

export type ReportKind = ItemOf<'GET /report-kinds'>;
export type ReportView = Answer<'GET /office/report-kinds/:reportKind'>;
export type ReportPart = ReportView['parts'][number];
export type PartOf<Kind extends ReportPart['kind']> = Extract<ReportPart, { kind: Kind }>;

type Asked = CallInput<'GET /office/report-kinds/:reportKind'>['query'];

export const reportKindsQuery = queryOptions({
  queryKey: ['report-kinds'],
  queryFn: ({ signal }) => api.call('GET /report-kinds', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Null where something is missing that the report needs. */
export interface ReportAsked {
  readonly reportKind: string;
  /** Null for a report of the office. */
  readonly clientId: string | null;
  readonly query: Asked;
}

export const reportQuery = (asked: ReportAsked | null, language: string) =>
  queryOptions({
    queryKey: ['mizan', asked?.clientId ?? 'office', 'report', asked, language],
    queryFn: ({ signal }) => {
      if (asked === null) throw new Error('nothing is asked for');
      const { reportKind, clientId, query } = asked;
      return clientId === null
        ? api.call('GET /office/report-kinds/:reportKind', { params: { reportKind }, query, signal })
        : api.call('GET /clients/:clientId/report-kinds/:reportKind', {
            params: { clientId, reportKind },
            query,
            signal,
          });
    },
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  });

/** The same report as a file, below the API's prefix. */
export function pathOfFile({ reportKind, clientId, query }: ReportAsked, format: string): string {
  const base = clientId === null ? '/office' : `/clients/${clientId}`;
  const search = new URLSearchParams(
    Object.entries({ ...query, format }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  return `${base}/report-kinds/${reportKind}/export?${search}`;
}

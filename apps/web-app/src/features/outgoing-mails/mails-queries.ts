/** What the page of outgoing mail asks of the API. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CallInput, ItemOf } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';

export type OutgoingMail = ItemOf<'GET /outgoing-mails'>;
export type MailState = OutgoingMail['state'];
export const MAIL_STATES = [
  'all',
  'queued',
  'sent',
  'failed',
  'bounced',
  'held',
] as const satisfies readonly (MailState | 'all')[];
export type MailStateFilter = (typeof MAIL_STATES)[number];
export const MAIL_PURPOSES = ['report', 'digest', 'invitation', 'request'] as const;

/** While something is on its way, the list looks again by itself. */
const LOOK_AGAIN_MS = 5_000;
export const OUTGOING_MAILS = ['outgoing-mails'] as const;

export interface MailSearch {
  readonly durum?: string | undefined;
  readonly amac?: string | undefined;
  readonly ara?: string | undefined;
  readonly kaynak?: string | undefined;
  readonly mukellef?: string | undefined;
  readonly posta?: string | undefined;
}

export const stateOf = ({ durum }: MailSearch): MailStateFilter =>
  MAIL_STATES.find((known) => known === durum) ?? 'all';

type Query = NonNullable<CallInput<'GET /outgoing-mails'>['query']>;

function filterOf(search: MailSearch): Query {
  const state = stateOf(search);
  const purpose = MAIL_PURPOSES.find((known) => known === search.amac);
  const { ara, kaynak, mukellef } = search;
  return {
    ...(state === 'all' ? {} : { state }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(ara === undefined ? {} : { text: ara }),
    ...(kaynak === undefined ? {} : { source: kaynak }),
    ...(mukellef === undefined ? {} : { clientId: mukellef }),
  };
}

const firstPage: string | undefined = undefined;

export const mailsQuery = (search: MailSearch) => {
  const filter = filterOf(search);
  return infiniteQueryOptions({
    queryKey: [...OUTGOING_MAILS, filter],
    initialPageParam: firstPage as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /outgoing-mails', {
        query: { ...filter, limit: 100, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => {
      const counts = state.data?.pages[0]?.counts;
      return counts !== undefined && counts.queued + counts.sending > 0 ? LOOK_AGAIN_MS : false;
    },
  });
};

export const mailQuery = (mailId: string) =>
  queryOptions({
    queryKey: [...OUTGOING_MAILS, 'one', mailId],
    queryFn: ({ signal }) => api.call('GET /outgoing-mails/:mailId', { params: { mailId }, signal }),
  });

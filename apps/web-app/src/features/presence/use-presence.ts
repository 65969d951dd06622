/** Says where this tab is and hears where others are: a heartbeat while the page is open, a goodbye when it is left. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Answer } from '../../api/contracts.ts';
import { api, useCan, useMe } from '../../api/session.ts';

export type Present = Answer<'GET /clients/:clientId/presence'>['people'][number];

/** A third of the lease: two heartbeats may be lost before one seems gone. Milliseconds. */
const HEARTBEAT_MS = 10_000;
/** Who walks through the queue is only said to be where they stay. Milliseconds. */
const SETTLE_MS = 300;
/** One for each page load: two tabs of one person are two places. */
const TAB_ID = crypto.randomUUID();

const presenceQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['presence', clientId],
    queryFn: ({ signal }) => api.call('GET /clients/:clientId/presence', { params: { clientId }, signal }),
    staleTime: 5_000,
  });

/** People other than the reader at a client's queue (nobody where no client is named), each once a document; the live events of the client's documents keep it fresh. */
export function usePresence(
  ofClient: string | null,
  documentId: string | null,
  editing: boolean,
): readonly Present[] {
  const clientId = ofClient ?? '';
  const cache = useQueryClient();
  const userId = useMe()?.user.id;
  const enabled = useCan()('document:write') && ofClient !== null;
  const { data } = useQuery({ ...presenceQuery(clientId), enabled });
  useEffect(() => {
    if (!enabled) return;
    const beat = () => {
      const body = { tabId: TAB_ID, documentId, editing: editing && documentId !== null };
      api.call('PUT /clients/:clientId/presence', { params: { clientId }, body }).then(
        (answer) => cache.setQueryData(['presence', clientId], answer),
        // A heartbeat that is lost is made up by the next; the work does not depend on it.
        () => undefined,
      );
    };
    const onVisible = () => document.visibilityState === 'visible' && beat();
    const settle = setTimeout(beat, SETTLE_MS);
    const heart = setInterval(beat, HEARTBEAT_MS);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      clearTimeout(settle);
      clearInterval(heart);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [cache, clientId, documentId, editing, enabled]);
  useEffect(() => {
    if (!enabled) return;
    const leave = () => {
      const params = { clientId, tabId: TAB_ID };
      // Nobody answers a page that is closing; the lease ends by itself.
      api
        .call('DELETE /clients/:clientId/presence/:tabId', { params, keepalive: true })
        .catch(() => undefined);
    };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [clientId, enabled]);
  return useMemo(() => othersOf(data?.people ?? [], userId), [data, userId]);
}

/** Without the reader; of several tabs of one person at one document the one that edits (it comes first). */
export function othersOf(people: readonly Present[], userId: string | undefined): readonly Present[] {
  const seen = new Set<string>();
  return people.filter((person) => {
    const at = `${person.userId} ${person.documentId}`;
    if (person.userId === userId || seen.has(at)) return false;
    seen.add(at);
    return true;
  });
}

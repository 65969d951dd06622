/** Keeps the page of months fresh while others post, number, lock or close: what it shows is asked for again, at a calm pace. */
import { useEffect } from 'react';
import { followEvents } from '../../api/follow-events.ts';
import { api } from '../../api/session.ts';
import { useRenew } from './periods-queries.ts';

/** Milliseconds from the first of several changes to the one refresh that shows them. */
const REFRESH_PAUSE_MS = 600;
/** What may change a month: vouchers posted or reversed and months locked or closed, drafts, documents, an import. */
const TOPICS: ReadonlySet<string> = new Set(['books', 'vouchers', 'documents', 'voucher-imports']);

/** While mounted. When the stream opens, too, since something may have been missed before. */
export function useLiveBooks(clientId: string): void {
  const renew = useRenew(clientId);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refreshSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void renew();
      }, REFRESH_PAUSE_MS);
    };
    const stop = followEvents(api, `/clients/${clientId}/events`, {
      onOpen: refreshSoon,
      onEvent: (name) => {
        if (TOPICS.has(name)) refreshSoon();
      },
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [clientId, renew]);
}

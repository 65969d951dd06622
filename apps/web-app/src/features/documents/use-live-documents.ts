/** Follows the documents of a client live: counts at once, lists at a calm pace, a long list only when asked. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { followEvents } from '../../api/follow-events.ts';
import { api } from '../../api/session.ts';
import { type Baseline, type Counts, nextBaseline, type Progress, progressOf } from './reading-progress.ts';

export interface LiveCounts {
  readonly counts: Counts;
  readonly cleanCount: number;
  readonly notThisClientCount: number;
}

const REFRESH_PAUSE_MS = 1200;
/** Above this many loaded pages a list is not reloaded under the reader's eyes. */
const PAGES_RELOADED_ALONE = 3;

/** Of anything that is kept under the documents of a client: lists come in pages, counts and files do not. */
export function isLongList(data: unknown): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    'pages' in data &&
    Array.isArray(data.pages) &&
    data.pages.length > PAGES_RELOADED_ALONE
  );
}

const baselines = new Map<string, Baseline | null>();

function readEvent(data: string): LiveCounts | null {
  try {
    const event: unknown = JSON.parse(data);
    return typeof event === 'object' && event !== null && 'counts' in event ? (event as LiveCounts) : null;
  } catch {
    return null;
  }
}

/** The latest counts (from events, else from the list), the reading's progress, and whether a long list is stale. */
export function useLiveDocuments(clientId: string, fromList: LiveCounts | undefined) {
  const cache = useQueryClient();
  const [live, setLive] = useState<LiveCounts | null>(null);
  const [stale, setStale] = useState(false);
  const refresh = useCallback(() => {
    setStale(false);
    void cache.invalidateQueries({ queryKey: ['documents', clientId] });
    void cache.invalidateQueries({ queryKey: ['client', clientId] });
  }, [cache, clientId]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refreshSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        const kept = cache.getQueriesData({ queryKey: ['documents', clientId], type: 'active' });
        if (kept.some(([, data]) => isLongList(data))) setStale(true);
        else refresh();
      }, REFRESH_PAUSE_MS);
    };
    const stop = followEvents(api, `/clients/${clientId}/events`, {
      onOpen: refreshSoon,
      onEvent: (name, data) => {
        // A draft that another person changed: who reads or edits it sees that at once.
        if (name === 'vouchers') void cache.invalidateQueries({ queryKey: ['voucher'] });
        if (name === 'presence') void cache.invalidateQueries({ queryKey: ['presence', clientId] });
        const event = name === 'documents' ? readEvent(data) : null;
        if (event === null) return;
        setLive(event);
        refreshSoon();
      },
    });
    return () => {
      stop();
      clearTimeout(timer);
      setLive(null);
    };
  }, [cache, clientId, refresh]);

  const now = live ?? fromList;
  let progress: Progress | null = null;
  if (now !== undefined) {
    const baseline = nextBaseline(baselines.get(clientId) ?? null, now.counts);
    baselines.set(clientId, baseline);
    progress = progressOf(baseline, now.counts);
  }
  return { now, progress, stale, refresh };
}

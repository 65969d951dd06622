/** Which rule packs of GİB are installed: asked once for all pages that say so. */
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/session.ts';

/** A pack is installed a few times a year. Milliseconds. */
const STALE_MS = 300_000;

export const officialRulesQuery = queryOptions({
  queryKey: ['official-rules'],
  queryFn: ({ signal }) => api.call('GET /official-rules', { signal }),
  staleTime: STALE_MS,
});

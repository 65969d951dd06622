/** Which documents a chip of the page shows, and how the address names it. */
import type { DocumentFilter } from '../../api/queries.ts';
import type { LiveCounts } from './use-live-documents.ts';

export const STATE_FILTERS = [
  'all',
  'READY',
  'FAILED',
  'notThisClient',
  'reading',
  'POSTED',
  'SETTLED',
  'REJECTED',
  'UNPACKED',
] as const;
export type StateFilter = (typeof STATE_FILTERS)[number];

/** The filter that the address asks for; every document where it asks for none we know. */
export function stateFilterOf(text: string | undefined): StateFilter {
  return STATE_FILTERS.find((filter) => filter === text) ?? 'all';
}

export function queryOf(filter: StateFilter, q: string, month: string | undefined): DocumentFilter {
  const search = { ...(q === '' ? {} : { q }), ...(month === undefined ? {} : { month }) };
  if (filter === 'all') return search;
  if (filter === 'reading') return { ...search, state: 'PENDING,PROCESSING' };
  if (filter === 'notThisClient') return { ...search, notThisClient: 'true' };
  if (filter === 'READY') return { ...search, state: 'READY', notThisClient: 'false' };
  return { ...search, state: filter };
}

/** How many documents a chip stands for; undefined where that is not known yet. */
export function countOf(filter: StateFilter, live: LiveCounts | undefined): number | undefined {
  if (live === undefined) return undefined;
  const { counts } = live;
  const of = (state: keyof typeof counts) => counts[state] ?? 0;
  if (filter === 'all') return Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (filter === 'reading') return of('PENDING') + of('PROCESSING');
  if (filter === 'notThisClient') return live.notThisClientCount;
  if (filter === 'READY') return Math.max(0, of('READY') - live.notThisClientCount);
  return of(filter);
}

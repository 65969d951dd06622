/** What the office's overview shows of its clients: which ones, in which order; as the address says it. */
import { isMonth, monthOf } from '@muhasebi/accounting/donem/month.ts';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import type { Answer } from '../../api/contracts.ts';
import type { GridSort } from '../../ui/data-grid/grid-column.ts';

export type Overview = Answer<'GET /office/overview'>;
export type ClientMonth = Overview['clients'][number];

export const OFFICE_FILTERS = ['all', 'waiting', 'late', 'mine', 'unassigned'] as const;
export type OfficeFilter = (typeof OFFICE_FILTERS)[number];

/** The counts that are columns, in the order in which a month goes. */
export const STAGES = [
  'received',
  'reading',
  'failed',
  'notThisClient',
  'review',
  'drafts',
  'posted',
] as const;
export type Stage = (typeof STAGES)[number];

/** By what clients stand together. */
export const OFFICE_GROUPS = ['none', 'person', 'state'] as const;
export type OfficeGrouping = (typeof OFFICE_GROUPS)[number];

export interface OfficeView {
  readonly group: OfficeGrouping;
  /** Keys of the groups that are folded away. */
  readonly closed: readonly string[];
  readonly month: string;
  readonly filter: OfficeFilter;
  readonly q: string;
  readonly sort: GridSort | null;
}

/** Reads the address without trust; what it does not name or names wrongly is as on a first visit. */
export function officeViewOf(
  search: {
    donem?: string;
    suzgec?: string;
    ara?: string;
    sirala?: string;
    grup?: string;
    kapali?: string;
  },
  now: Date,
): OfficeView {
  const month = search.donem !== undefined && isMonth(search.donem) ? search.donem : monthOf(now);
  const filter = OFFICE_FILTERS.find((name) => name === search.suzgec) ?? 'all';
  const id = search.sirala?.replace(/^-/, '') ?? '';
  const isSortable = id === 'title' || STAGES.some((stage) => stage === id);
  const direction = search.sirala?.startsWith('-') === true ? 'descending' : 'ascending';
  return {
    month,
    filter,
    q: search.ara ?? '',
    sort: isSortable ? { id, direction } : null,
    group: OFFICE_GROUPS.find((name) => name === search.grup) ?? 'none',
    closed: search.kapali?.split(',') ?? [],
  };
}

/** The address of a view; what is as on a first visit is left out. */
export function searchOf(view: OfficeView, now: Date): Record<string, string> {
  const mark = view.sort?.direction === 'descending' ? '-' : '';
  return Object.fromEntries(
    Object.entries({
      donem: view.month === monthOf(now) ? '' : view.month,
      suzgec: view.filter === 'all' ? '' : view.filter,
      ara: view.q,
      sirala: view.sort === null ? '' : `${mark}${view.sort.id}`,
      grup: view.group === 'none' ? '' : view.group,
      kapali: view.closed.join(','),
    }).filter(([, value]) => value !== ''),
  );
}

/** All that waits for somebody at this client: to be read, looked at, moved or posted. */
export function waitingOf(row: ClientMonth): number {
  return row.reading + row.failed + row.notThisClient + row.review + row.drafts;
}

/** Whether a chip stands for this client. */
export function isShown(row: ClientMonth, filter: OfficeFilter, me: string | undefined): boolean {
  if (filter === 'waiting') return waitingOf(row) > 0;
  if (filter === 'late') return row.late;
  if (filter === 'mine') return me !== undefined && row.assignees.includes(me);
  if (filter === 'unassigned') return row.assignees.length === 0;
  return true;
}

/** First press on a count: the most first; on the name: A to Z; the second turns round, the third lets go. */
export function nextSort(sort: GridSort | null, id: string): GridSort | null {
  const first = id === 'title' ? 'ascending' : 'descending';
  if (sort?.id !== id) return { id, direction: first };
  if (sort.direction !== first) return null;
  return { id, direction: first === 'ascending' ? 'descending' : 'ascending' };
}

/** The clients of a view. Rows come by title; equals keep that order. */
export function rowsOfView(
  clients: readonly ClientMonth[],
  view: OfficeView,
  me: string | undefined,
): readonly ClientMonth[] {
  const wanted = searchKey(view.q.trim());
  const shown = clients.filter(
    (row) =>
      isShown(row, view.filter, me) &&
      (wanted === '' || searchKey(row.title).includes(wanted) || row.taxId.startsWith(wanted)),
  );
  const { sort } = view;
  if (sort === null) return shown;
  const turn = sort.direction === 'descending' ? -1 : 1;
  const stage = STAGES.find((name) => name === sort.id);
  if (stage === undefined) return turn === 1 ? shown : shown.toReversed();
  return shown.toSorted((a, b) => turn * (a[stage] - b[stage]));
}

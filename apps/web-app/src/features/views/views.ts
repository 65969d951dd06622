/** Saved views of a page: asked for once, applied to the address and the columns. */
import { queryOptions } from '@tanstack/react-query';
import type { Answer } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';
import type { GridLayout } from '../../ui/data-grid/grid-layout.ts';

export type SavedView = Answer<'GET /views'>['items'][number];

/** What of an address is of the moment and no part of a view: an open document, the columns of a link. */
const OF_THE_MOMENT = ['belge', 'sutun'];

export const viewsQuery = (page: string) =>
  queryOptions({
    queryKey: ['views', page],
    queryFn: ({ signal }) => api.call('GET /views', { query: { page }, signal }),
    staleTime: 60_000,
  });

/** The filters and order of an address, always in one order, so that equal views have equal texts. */
export function searchOfView(search: string): string {
  const params = new URLSearchParams(search);
  for (const name of OF_THE_MOMENT) params.delete(name);
  params.sort();
  return params.toString();
}

export function layoutOfView(view: SavedView): GridLayout {
  const { columnSizing = {}, columnVisibility = {}, columnOrder = [] } = view.layout;
  return { columnSizing, columnVisibility, columnOrder };
}

/** The view to show where the page was opened without a filter: one's own before the office's. */
export function defaultOf(views: readonly SavedView[]): SavedView | undefined {
  const defaults = views.filter((view) => view.isDefault);
  return defaults.find((view) => !view.office) ?? defaults[0];
}

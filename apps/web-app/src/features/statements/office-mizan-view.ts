/** Which clients the office's mizan shows, in which order; as the address says it. */
import { isMonth, monthOf } from '@muhasebi/accounting/donem/month.ts';
import { kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import type { Answer } from '../../api/contracts.ts';
import type { GridSort } from '../../ui/data-grid/grid-column.ts';

export type OfficeRow = Answer<'GET /office/mizan'>['clients'][number];

export const REVERSED = ['cashReversed', 'bankReversed', 'receivablesReversed', 'payablesReversed'] as const;
export type ReversedKey = (typeof REVERSED)[number];

/** Amount columns in their order. */
export const FIGURES = [
  'cash',
  'cashReversed',
  'bank',
  'bankReversed',
  'receivables',
  'receivablesReversed',
  'payables',
  'payablesReversed',
  'vatCollected',
  'vatDeductible',
  'vatCarriedBefore',
  'vatCarried',
  'vatExpected',
] as const;
export type FigureKey = (typeof FIGURES)[number];

export const FILTERS = ['all', 'wrong', 'cash', 'cari'] as const;
export type Filter = (typeof FILTERS)[number];

export interface OfficeMizanView {
  readonly month: string;
  readonly filter: Filter;
  readonly q: string;
  readonly sort: GridSort | null;
}

export const isReversed = (key: FigureKey): key is ReversedKey => REVERSED.some((each) => each === key);

/** The amount of a column, as the wire has it. */
export function amountOf(row: OfficeRow, key: FigureKey): string {
  return isReversed(key) ? row[key].amount : row[key];
}

/** Reads the address without trust. */
export function viewOf(
  search: { donem?: string; suzgec?: string; ara?: string; sirala?: string },
  now: Date,
): OfficeMizanView {
  const id = search.sirala?.replace(/^-/, '') ?? '';
  const isSortable = id === 'title' || FIGURES.some((key) => key === id);
  const direction = search.sirala?.startsWith('-') === true ? 'descending' : 'ascending';
  return {
    month: search.donem !== undefined && isMonth(search.donem) ? search.donem : monthOf(now),
    filter: FILTERS.find((name) => name === search.suzgec) ?? 'all',
    q: search.ara ?? '',
    sort: isSortable ? { id, direction } : null,
  };
}

/** The address of a view; what is as on a first visit is left out. */
export function searchOf(view: OfficeMizanView, now: Date): Record<string, string> {
  const mark = view.sort?.direction === 'descending' ? '-' : '';
  return Object.fromEntries(
    Object.entries({
      donem: view.month === monthOf(now) ? '' : view.month,
      suzgec: view.filter === 'all' ? '' : view.filter,
      ara: view.q,
      sirala: view.sort === null ? '' : `${mark}${view.sort.id}`,
    }).filter(([, value]) => value !== ''),
  );
}

export function isShown(row: OfficeRow, filter: Filter): boolean {
  const cash = row.cashReversed.count + row.bankReversed.count > 0;
  const cari = row.receivablesReversed.count + row.payablesReversed.count > 0;
  if (filter === 'cash') return cash;
  if (filter === 'cari') return cari;
  return filter === 'all' || cash || cari;
}

/** The clients of a view. Rows come by title; equals keep that order. */
export function rowsOfView(
  rows: readonly OfficeRow[],
  { filter, q, sort }: OfficeMizanView,
): readonly OfficeRow[] {
  const wanted = searchKey(q.trim());
  const shown = rows.filter(
    (row) =>
      isShown(row, filter) &&
      (wanted === '' || searchKey(row.title).includes(wanted) || row.taxId.startsWith(wanted)),
  );
  if (sort === null) return shown;
  const turn = sort.direction === 'descending' ? -1 : 1;
  const key = FIGURES.find((name) => name === sort.id);
  if (key === undefined) return turn === 1 ? shown : shown.toReversed();
  const amounts = new Map(shown.map((row) => [row, kurusFromDecimal(amountOf(row, key))]));
  return shown.toSorted((a, b) => {
    const [left = 0n, right = 0n] = [amounts.get(a), amounts.get(b)];
    return left === right ? 0 : left < right ? -turn : turn;
  });
}

/** The date range and level that the mizan's address asks for. */
import { isoToday, monthRange } from '../../format/date.ts';

export interface MizanView {
  readonly from: string;
  readonly to: string;
  readonly level: number;
  /** The period that it is compared with; null for none. */
  readonly prior: { readonly from: string; readonly to: string } | null;
}

export const ALL_LEVELS = 12;
const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** What the address says; else from the start of the year to the end of this month, at the level of main accounts. */
export function viewOf(
  search: {
    bas?: string | undefined;
    son?: string | undefined;
    duzey?: string;
    kbas?: string;
    kson?: string;
  },
  now: Date,
): MizanView {
  const today = isoToday(now);
  const year = Number(today.slice(0, 4));
  const from = search.bas !== undefined && ISO.test(search.bas) ? search.bas : `${year}-01-01`;
  const to =
    search.son !== undefined && ISO.test(search.son)
      ? search.son
      : monthRange(year, Number(today.slice(5, 7))).to;
  const level = [1, 2, 3, ALL_LEVELS].find((known) => String(known) === search.duzey) ?? 3;
  const { kbas = '', kson = '' } = search;
  const prior = ISO.test(kbas) && ISO.test(kson) ? { from: kbas, to: kson } : null;
  return { from, to, level, prior };
}

/** The month (1–12) that a range is exactly; 0 for a range from 1 January to the end of a month; null for any other. */
export function monthOfView(view: Pick<MizanView, 'from' | 'to'>): number | null {
  const year = Number(view.from.slice(0, 4));
  const month = Number(view.to.slice(5, 7));
  const range = monthRange(year, month);
  if (view.to !== range.to) return null;
  if (view.from === range.from) return month;
  return view.from === `${year}-01-01` ? 0 : null;
}

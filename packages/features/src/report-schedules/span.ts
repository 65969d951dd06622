/** The days of the books that a run is about, as seen from the day on which it is due. */
import { lastDayOf, weekdayOf } from '@muhasebi/accounting/takvim/is-gunu.ts';
import { addDays } from '@muhasebi/accounting/takvim/resmi-tatiller.ts';
import type { Span } from './contract.ts';

export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Both ends ISO days, both included. */
export function periodOf(span: Span, dueDay: string): Period {
  const monthStart = `${dueDay.slice(0, 7)}-01`;
  const before = addDays(monthStart, -1);
  if (span === 'previous-month') return { from: `${before.slice(0, 7)}-01`, to: before };
  if (span === 'year-to-previous-month') return { from: `${before.slice(0, 4)}-01-01`, to: before };
  if (span === 'this-month') return { from: monthStart, to: lastDayOf(dueDay.slice(0, 7)) };
  if (span === 'yesterday') return { from: addDays(dueDay, -1), to: addDays(dueDay, -1) };
  const monday = addDays(dueDay, 1 - weekdayOf(dueDay));
  return { from: addDays(monday, -7), to: addDays(monday, -1) };
}

/** "01.11.2026 – 30.11.2026", a whole month as "11.2026". */
export function periodText({ from, to }: Period): string {
  const day = (iso: string) => iso.split('-').reverse().join('.');
  if (from.endsWith('-01') && to === lastDayOf(from.slice(0, 7))) return day(from).slice(3);
  return from === to ? day(from) : `${day(from)} – ${day(to)}`;
}

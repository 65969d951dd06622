/** What a change of a dated status makes of its rows: pure, so that it is tried without a page. */
import type { Card } from './use-card.ts';

export type StatusSection = Card['statuses'][number];
export type StatusRow = StatusSection['rows'][number];
export type SentRow = Omit<StatusRow, 'id'> & { readonly id?: string };

const DAY_MS = 24 * 3_600_000;

/** The day before an ISO day. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
}

/**
 * From `from` on another value holds: what held then ends the day before, or gives way where it began that very day.
 * Rows that begin later stay, and the new one ends before the first of them.
 */
export function changedFrom(rows: readonly StatusRow[], value: string, from: string): SentRow[] {
  const later = rows.map((row) => row.validFrom).filter((day) => day > from);
  const next = later.sort()[0];
  const kept = rows
    .filter((row) => row.validFrom !== from)
    .map((row) =>
      row.validFrom < from && (row.validTo === null || row.validTo >= from)
        ? { ...row, validTo: dayBefore(from) }
        : row,
    );
  return [...kept, { value, validFrom: from, validTo: next === undefined ? null : dayBefore(next) }];
}

/** What holds on `last` ends with that day. */
export function endedOn(rows: readonly StatusRow[], last: string): SentRow[] {
  return rows.map((row) =>
    row.validFrom <= last && (row.validTo === null || row.validTo > last) ? { ...row, validTo: last } : row,
  );
}

/** "1.240 / 10.000 okundu, 3 okunamadı": how far the reading of what is on its way has come, from counts by state. */
import type { DocumentsPage } from '../../api/queries.ts';

export type Counts = DocumentsPage['counts'];

export interface Progress {
  /** Documents read since this reading began. */
  readonly done: number;
  readonly total: number;
  readonly failed: number;
}

/** What was finished before the reading that is now under way began. */
export interface Baseline {
  readonly finished: number;
  readonly failed: number;
}

const of = (counts: Counts, state: keyof Counts) => counts[state] ?? 0;

/** Documents that wait to be read or are being read. */
export function onTheWay(counts: Counts): number {
  return of(counts, 'PENDING') + of(counts, 'PROCESSING');
}

function baselineOf(counts: Counts): Baseline {
  return {
    finished: (['READY', 'SETTLED', 'POSTED', 'REJECTED', 'FAILED'] as const).reduce(
      (sum, state) => sum + of(counts, state),
      0,
    ),
    failed: of(counts, 'FAILED'),
  };
}

/** The baseline after new counts: kept while something is on its way, taken anew when it begins, dropped at the end. */
export function nextBaseline(known: Baseline | null, counts: Counts): Baseline | null {
  if (onTheWay(counts) === 0) return null;
  return known ?? baselineOf(counts);
}

/** Progress against the baseline; null when nothing is on its way. */
export function progressOf(baseline: Baseline | null, counts: Counts): Progress | null {
  if (baseline === null) return null;
  const now = baselineOf(counts);
  const done = Math.max(0, now.finished - baseline.finished);
  return { done, total: done + onTheWay(counts), failed: Math.max(0, now.failed - baseline.failed) };
}

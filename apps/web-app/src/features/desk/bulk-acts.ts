/** What can be done with the chosen documents, and which of them each act is about. */
import type { DocumentItem } from '../../api/queries.ts';
import type { ActRequest } from '../review/acts/act-queries.ts';
import type { Selection } from './selection.ts';

type State = DocumentItem['state'];
/** What an act asks of a chosen row. */
export type ChosenRow = Pick<DocumentItem, 'id' | 'state' | 'clean' | 'voucherVersion'>;
export type BulkKind = 'approve' | 'retry' | 'move' | 'reject';

/** In which states a document takes an act; an approval is about those that are clean. */
const STATES: Record<Exclude<BulkKind, 'approve'>, readonly State[]> = {
  retry: ['READY', 'SETTLED', 'FAILED'],
  move: ['READY', 'SETTLED', 'FAILED', 'REJECTED'],
  reject: ['READY', 'SETTLED', 'FAILED', 'UNPACKED'],
};

export interface Counted {
  readonly clean: number;
  readonly byState: Partial<Record<State, number>>;
}

/** How many of the chosen documents an act is about. */
export function countOfAct(kind: BulkKind, { clean, byState }: Counted): number {
  if (kind === 'approve') return clean;
  return STATES[kind].reduce((sum, state) => sum + (byState[state] ?? 0), 0);
}

/** The chosen documents that an act is about, by name or by the filter; null where there is none. */
export function targetOf(
  kind: BulkKind,
  chosen: readonly ChosenRow[] | Selection,
): Pick<ActRequest, 'documentIds' | 'selection' | 'voucherVersions'> | null {
  if (isList(chosen)) {
    const fit = chosen.filter((row) => (kind === 'approve' ? row.clean : STATES[kind].includes(row.state)));
    if (fit.length === 0) return null;
    const documentIds = fit.map((row) => row.id);
    if (kind !== 'approve') return { documentIds };
    // What was seen: a draft that changed meanwhile is not approved unseen.
    return {
      documentIds,
      voucherVersions: Object.fromEntries(fit.map((row) => [row.id, row.voucherVersion ?? 0])),
    };
  }
  if (kind === 'approve') return { selection: { ...chosen, clean: true } };
  const states = STATES[kind].filter((state) => chosen.states?.includes(state) ?? true);
  return states.length === 0 ? null : { selection: { ...chosen, states } };
}

const isList = (chosen: readonly ChosenRow[] | Selection): chosen is readonly ChosenRow[] =>
  Array.isArray(chosen);

/** The same counts for documents chosen by name, which the page knows itself. */
export function countRows(rows: readonly ChosenRow[]): Counted & { documents: number; files: number } {
  const byState: Partial<Record<State, number>> = {};
  for (const row of rows) byState[row.state] = (byState[row.state] ?? 0) + 1;
  return {
    documents: rows.length,
    files: rows.length,
    clean: rows.filter((row) => row.clean).length,
    byState,
  };
}

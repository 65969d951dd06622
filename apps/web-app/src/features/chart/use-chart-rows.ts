/** The rows of a chart, which branches are folded, and the row that the keyboard is on; remembered while one is about. */
import { parentCode } from '@muhasebi/accounting/hesap-plani/account-code.ts';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useMe } from '../../api/session.ts';
import { ROW_HEIGHTS, useDensity } from '../../theme/density.ts';
import { placeOfActive, recallPlace, rememberPlace } from '../../ui/data-grid/use-active-row.ts';
import type { ChartAccount } from './chart-query.ts';
import { type ChartRow, type Folds, isFolded, rowsOfChart, type ShownChart } from './chart-tree.ts';

const NONE: readonly ChartAccount[] = [];
const remembered = new Map<string, Folds>();

export function useChartRows(accounts: readonly ChartAccount[] = NONE, clientId: string) {
  const rows = useMemo(() => rowsOfChart(accounts), [accounts]);
  const byCode = useMemo(() => new Map(rows.map((row) => [row.code, row])), [rows]);
  const longestCode = useMemo(
    () => rows.reduce((longest, { code }) => Math.max(longest, code.length), 0),
    [rows],
  );
  const [folds, keepFolds] = useState<Folds>(() => remembered.get(clientId) ?? new Map());
  const setFolds = useCallback(
    (next: Folds) => {
      remembered.set(clientId, next);
      keepFolds(next);
    },
    [clientId],
  );
  const folded = useCallback((code: string) => isFolded(code, folds), [folds]);
  const toggle = useCallback(
    (code: string) => setFolds(new Map(folds).set(code, !isFolded(code, folds))),
    [folds, setFolds],
  );
  return {
    rows,
    byCode,
    longestCode,
    folds,
    setFolds,
    folded,
    toggle,
    /** Folds an open branch; from a folded one left leads to the account above. */
    close: (row: ChartRow, isFoldedNow: (code: string) => boolean): string | null => {
      if (!row.hasBelow || isFoldedNow(row.code)) return parentCode(row.code);
      toggle(row.code);
      return row.code;
    },
  };
}

/** Under which the grid remembers where the reader is. */
export const placeOfChart = (clientId: string): string => `chart.${clientId}`;

/** The row that the grid's keyboard is on. */
export function activeRow(clientId: string, rows: readonly ChartRow[]): ChartRow | undefined {
  const { activeId, index } = recallPlace(placeOfChart(clientId));
  return rows[placeOfActive(rows, ({ code }) => code, { id: activeId, index })];
}

/** A search puts the keyboard on what was most likely meant, a little below the top; told before the grid is drawn for it. */
export function useSearchedPlace(clientId: string, text: string, { rows, best }: ShownChart): void {
  const height = ROW_HEIGHTS[useDensity(useMe()?.user.id)];
  const seen = useRef('');
  if (seen.current === text || (best === null && text !== '')) return;
  seen.current = text;
  if (best === null) return;
  const index = rows.indexOf(best);
  rememberPlace(placeOfChart(clientId), {
    activeId: best.code,
    index,
    offset: Math.max(0, (index - 6) * height),
  });
}

export type ChartRows = ReturnType<typeof useChartRows>;

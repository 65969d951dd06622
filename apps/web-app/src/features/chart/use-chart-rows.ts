/** The rows of a chart, which branches are folded, and the row that the keyboard is on; remembered while one is about. */
import { parentCode } from '@muhasebi/accounting/hesap-plani/account-code.ts';
import { useCallback, useMemo, useState } from 'react';
import { recallPlace } from '../../ui/data-grid/use-active-row.ts';
import type { ChartAccount } from './chart-query.ts';
import { type ChartRow, type Folds, isFolded, rowsOfChart } from './chart-tree.ts';

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
  const [active, setActive] = useState<string | null>(null);
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
  const onActive = useCallback((row: ChartRow) => setActive(row.code), []);
  return {
    rows,
    byCode,
    longestCode,
    folds,
    setFolds,
    folded,
    toggle,
    onActive,
    /** The row that keys act on: the one last gone to, in sight or not; else where the grid stands when it is opened. */
    activeOf: (shown: readonly ChartRow[]): ChartRow | undefined =>
      byCode.get(active ?? recallPlace(`chart.${clientId}`).activeId ?? '') ?? shown[0],
    /** Folds an open branch; from a folded one left leads to the account above. */
    close: (row: ChartRow, isFoldedNow: (code: string) => boolean): string | null => {
      if (!row.hasBelow || isFoldedNow(row.code)) return parentCode(row.code);
      toggle(row.code);
      return row.code;
    },
  };
}

export type ChartRows = ReturnType<typeof useChartRows>;

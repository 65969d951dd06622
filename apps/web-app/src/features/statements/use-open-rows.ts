/** Which rows of a statement are opened, and the leaf accounts below them. */
import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { statementAccountsQuery } from './statement-queries.ts';
import {
  type LeafRow,
  leafRows,
  type ShownRow,
  type StatementRow,
  sideOf,
  withLeaves,
} from './statement-rows.ts';

/** From a day on, or a balance up to `to` where `from` is absent. */
export interface AccountRange {
  readonly from?: string;
  readonly to: string;
}

export function useOpenRows(
  clientId: string,
  rows: readonly StatementRow[],
  rangesOf: (row: StatementRow) => readonly AccountRange[],
): {
  readonly shown: readonly ShownRow[];
  readonly open: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
} {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (id: string) =>
      setOpen((now) =>
        now.has(id) ? new Set([...now].filter((each) => each !== id)) : new Set([...now, id]),
      ),
    [],
  );
  const asked = useMemo(
    () =>
      rows.filter((row) => open.has(row.id)).flatMap((row) => rangesOf(row).map((range) => ({ row, range }))),
    [rows, open, rangesOf],
  );
  const answers = useQueries({
    queries: asked.map(({ row, range }) =>
      statementAccountsQuery(clientId, { codes: row.codes.join(','), ...range }),
    ),
  });
  const leaves = new Map<string, LeafRow[]>();
  for (const row of rows) {
    const columns = asked.flatMap((each, at) => (each.row === row ? [answers[at]?.data?.items ?? []] : []));
    if (columns.length > 0) leaves.set(row.id, leafRows(row.id, columns, sideOf(rows, row)));
  }
  return { shown: withLeaves(rows, leaves), open, toggle };
}

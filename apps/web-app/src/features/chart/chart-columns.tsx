/** Columns of the chart: the code with its branch, the name with its place in the tree, state and balance. */

import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isZeroText } from '../../format/amount.ts';
import branch from '../../ui/branch.module.css';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Icon } from '../../ui/icon.tsx';
import { Tag } from '../../ui/small.tsx';
import { BalanceSide } from './balance-side.tsx';
import classes from './chart.module.css';
import type { ChartRow } from './chart-tree.ts';
import { NameField } from './name-field.tsx';

export interface BranchCells {
  readonly folded: (code: string) => boolean;
  readonly toggle: (code: string) => void;
}

export interface ChartCells extends BranchCells {
  readonly clientId: string;
  /** The account whose name is being written; null for none. */
  readonly renaming: string | null;
  readonly onRename: (row: ChartRow, name: string | null) => void;
}

/** The code, before it what folds and unfolds its branch. */
export function Code({ row, folded, toggle }: BranchCells & { row: ChartRow }) {
  const { t } = useTranslation();
  const isFolded = folded(row.code);
  return (
    <span className={classes.code}>
      {row.hasBelow ? (
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={!isFolded}
          aria-label={t(isFolded ? 'chart.unfold' : 'chart.fold', { code: row.code })}
          className={branch.branch}
          onClick={() => toggle(row.code)}
        >
          <Icon name={isFolded ? 'right' : 'down'} size={12} />
        </button>
      ) : (
        <span className={branch.branch} />
      )}
      {row.code}
    </span>
  );
}

/** "Kapalı" and "Öneri"; an open account says nothing. */
export function AccountState({ status }: Pick<ChartRow, 'status'>) {
  const { t } = useTranslation();
  if (status === 'open') return null;
  return <Tag tone={status === 'proposed' ? 'wait' : 'plain'}>{t(`chart.status.${status}`)}</Tag>;
}

/** The balance leads to the lines that it is made of. */
function Balance({ row, clientId }: { row: ChartRow; clientId: string }) {
  if (isZeroText(row.balance)) return <BalanceSide value={row.balance} />;
  return (
    <Link
      to="/mukellefler/$clientId/mizan/$accountCode"
      params={{ clientId, accountCode: row.code }}
      tabIndex={-1}
      className={classes.figure}
    >
      <BalanceSide value={row.balance} />
    </Link>
  );
}

export function useChartColumns(cells: ChartCells, longestCode: number): GridColumn<ChartRow>[] {
  const { t } = useTranslation();
  const { clientId, folded, toggle, renaming, onRename } = cells;
  return useMemo(() => {
    return [
      {
        id: 'code',
        header: t('chart.column.code'),
        width: 52 + Math.max(8, longestCode) * 8,
        fixed: true,
        cell: (row) => <Code folded={folded} toggle={toggle} row={row} />,
        copy: (row) => row.code,
      },
      {
        id: 'name',
        header: t('chart.column.name'),
        width: 220,
        grow: true,
        fixed: true,
        cell: (row) =>
          row.code === renaming ? (
            <NameField
              label={t('chart.newName', { code: row.code })}
              name={row.name}
              onDone={(name) => onRename(row, name)}
            />
          ) : (
            <span title={row.name} style={{ paddingLeft: Math.max(0, row.depth - 2) * 12 }}>
              {row.name}
            </span>
          ),
        copy: (row) => row.name,
      },
      {
        id: 'taxId',
        header: t('chart.column.taxId'),
        width: 110,
        cell: (row) => row.counterpartyTaxId ?? '',
        copy: (row) => row.counterpartyTaxId,
      },
      {
        id: 'status',
        header: t('chart.column.status'),
        width: 90,
        cell: (row) => <AccountState status={row.status} />,
        copy: (row) => t(`chart.status.${row.status}`),
      },
      {
        id: 'balance',
        header: t('chart.column.balance'),
        width: 170,
        align: 'end',
        cell: (row) => <Balance row={row} clientId={clientId} />,
        copy: (row) => ({ number: row.balance }),
      },
    ];
  }, [t, longestCode, clientId, folded, toggle, renaming, onRename]);
}

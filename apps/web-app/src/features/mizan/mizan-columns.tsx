/** Columns of the mizan: the code with its branch, the name, eight amounts as wide as their figures. */

import type { Compared } from '@muhasebi/accounting/mizan/compare-balances.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mizan } from '../../api/queries.ts';
import branch from '../../ui/branch.module.css';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Icon } from '../../ui/icon.tsx';
import { Amount } from '../../ui/small.tsx';
import { changeColumns } from './change-columns.tsx';
import classes from './mizan.module.css';
import { AMOUNTS, type AmountKey } from './mizan-table.ts';

type Row = Mizan['rows'][number];

/** "Dönem borç" and the like, by amount. */
export function useAmountNames(): Record<AmountKey, string> {
  const { t } = useTranslation();
  return useMemo(() => {
    const name = (part: 'opening' | 'period' | 'cumulative' | 'balance', side: 'debitOf' | 'creditOf') =>
      t(`ledger.mizan.${side}`, { name: t(`ledger.mizan.column.${part}`) });
    return {
      openingDebit: name('opening', 'debitOf'),
      openingCredit: name('opening', 'creditOf'),
      periodDebit: name('period', 'debitOf'),
      periodCredit: name('period', 'creditOf'),
      cumulativeDebit: name('cumulative', 'debitOf'),
      cumulativeCredit: name('cumulative', 'creditOf'),
      balanceDebit: name('balance', 'debitOf'),
      balanceCredit: name('balance', 'creditOf'),
    };
  }, [t]);
}

/** Pixels that the header and the longest figure of a column need; figures of totals are bold. */
function amountWidth(key: AmountKey, header: string, mizan: Mizan | undefined): number {
  const figures = mizan === undefined ? [] : [mizan.totals, ...mizan.rows].map((row) => row[key].length);
  const longest = Math.max(0, ...figures);
  // The wire has no group marks: one more for every three digits.
  const shown = longest + Math.floor(Math.max(0, longest - 4) / 3);
  const last = key === 'balanceCredit' ? 12 : 0;
  return Math.ceil(Math.max(header.length * 7, shown * 7.4)) + 18 + last;
}

/** Beside another period these come first, since it is they that are compared. */
const BALANCE: readonly AmountKey[] = ['balanceDebit', 'balanceCredit'];

interface Branches {
  /** Codes that have others below them. */
  readonly branches: ReadonlySet<string>;
  readonly closed: ReadonlySet<string>;
  readonly toggle: (code: string) => void;
}

function Code({ row, branches, closed, toggle }: Branches & { row: Row }) {
  const { t } = useTranslation();
  const isOpen = !closed.has(row.code);
  return (
    <span className={classes.code}>
      {branches.has(row.code) ? (
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={isOpen}
          aria-label={t(isOpen ? 'ledger.mizan.foldAccount' : 'ledger.mizan.unfoldAccount', {
            code: row.code,
          })}
          className={branch.branch}
          onClick={() => toggle(row.code)}
        >
          <Icon name={isOpen ? 'down' : 'right'} size={12} />
        </button>
      ) : (
        <span className={branch.branch} />
      )}
      {row.code}
    </span>
  );
}

/** What codes and figures do not need is left to the names. */
export function useMizanColumns(
  names: Record<AmountKey, string>,
  mizan: Mizan | undefined,
  { branches, closed, toggle }: Branches,
  compared: Compared<Row> | null,
  isComparing: boolean,
): GridColumn<Row>[] {
  const { t } = useTranslation();
  const longestCode = Math.max(3, ...(mizan?.rows ?? []).map((row) => row.code.length));
  return useMemo(() => {
    const figure = (key: AmountKey): GridColumn<Row> => ({
      id: key,
      header: names[key],
      width: amountWidth(key, names[key], mizan),
      align: 'end',
      cell: (row) => <Amount value={row[key]} />,
      copy: (row) => ({ number: row[key] }),
    });
    return [
      {
        id: 'code',
        header: t('ledger.mizan.column.code'),
        width: 52 + longestCode * 8,
        fixed: true,
        cell: (row) => <Code row={row} branches={branches} closed={closed} toggle={toggle} />,
        copy: (row) => row.code,
      },
      {
        id: 'name',
        header: t('ledger.mizan.column.name'),
        width: 150,
        grow: true,
        cell: (row) => (
          <span title={row.name} style={{ paddingLeft: Math.max(0, row.level - 3) * 12 }}>
            {row.name}
          </span>
        ),
        copy: (row) => row.name,
      },
      ...(isComparing ? [...BALANCE.map(figure), ...changeColumns(t, compared?.changeOf ?? null)] : []),
      ...AMOUNTS.filter((key) => !isComparing || !BALANCE.includes(key)).map(figure),
    ];
  }, [t, names, longestCode, mizan, branches, closed, toggle, compared, isComparing]);
}

/** Columns of a balance beside that of another period: what it was, the difference in kuruş and in per cent. */
import type { Change } from '@muhasebi/accounting/mizan/compare-balances.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Amount } from '../../ui/small.tsx';
import { BalanceSide } from './balance-side.tsx';

/** They have their place, empty, while the other period is still being read: null. */
export function changeColumns<Row>(t: TFunction, changeOf: ((row: Row) => Change) | null): GridColumn<Row>[] {
  const column = (
    id: 'prior' | 'change' | 'percent',
    width: number,
    of: (change: Change) => bigint | null,
  ): GridColumn<Row> => {
    const textOf = (row: Row) => {
      const value = changeOf === null ? null : of(changeOf(row));
      return value === null ? null : kurusToDecimal(value);
    };
    return {
      id,
      header: t(`ledger.mizan.column.${id}`),
      width,
      align: 'end',
      cell: (row) => {
        if (changeOf === null) return null;
        const value = textOf(row);
        return value === null || id === 'percent' ? (
          <Amount value={value} zero="number" />
        ) : (
          <BalanceSide value={value} />
        );
      },
      copy: (row) => {
        const number = textOf(row);
        return number === null ? null : { number };
      },
    };
  };
  return [
    column('prior', 130, ({ priorKurus }) => priorKurus),
    column('change', 124, ({ differenceKurus }) => differenceKurus),
    column('percent', 92, ({ percentHundredths }) => percentHundredths),
  ];
}

/** The same in one line of a phone's card; nothing while the other period is not here. */
export function ChangeLine({ change }: { change: Change | undefined }) {
  const { t } = useTranslation();
  if (change === undefined) return null;
  const { priorKurus, differenceKurus, percentHundredths } = change;
  return (
    <span className="faint cut">
      {t('ledger.mizan.column.prior')} <BalanceSide value={kurusToDecimal(priorKurus)} /> ·{' '}
      {t('ledger.mizan.column.change')} <BalanceSide value={kurusToDecimal(differenceKurus)} />
      {percentHundredths !== null && (
        <>
          {' '}
          · % <Amount value={kurusToDecimal(percentHundredths)} zero="number" />
        </>
      )}
    </span>
  );
}

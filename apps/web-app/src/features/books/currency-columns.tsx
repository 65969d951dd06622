/** Columns of the currencies of an account: what a line moved in its currency, and what the account stands at with it. */
import type { TFunction } from 'i18next';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Amount } from '../../ui/small.tsx';
import { BalanceSide } from '../mizan/balance-side.tsx';
import type { ShownLine } from './book-lines.tsx';

/** Those of the line's own currency alone; a minus where it is a credit. */
export function currencyColumns(t: TFunction, currencies: readonly string[]): GridColumn<ShownLine>[] {
  return currencies.flatMap((currency) => {
    const moved = ({ fx, debit }: ShownLine) => {
      if (fx?.currency !== currency) return null;
      return /^0(\.0+)?$/.test(debit) ? `-${fx.amount}` : fx.amount;
    };
    const balance = (line: ShownLine) =>
      line.fx?.currency === currency && 'fxBalance' in line ? line.fxBalance : null;
    const numberOf = (value: string | null) => (value === null ? null : { number: value });
    return [
      {
        id: `fx${currency}`,
        header: currency,
        width: 110,
        align: 'end' as const,
        cell: (line: ShownLine) => {
          const value = moved(line);
          return value === null ? null : <Amount value={value} />;
        },
        copy: (line: ShownLine) => numberOf(moved(line)),
      },
      {
        id: `fx${currency}Balance`,
        header: t('bookTools.column.fxBalance', { currency }),
        width: 130,
        align: 'end' as const,
        cell: (line: ShownLine) => {
          const value = balance(line);
          return value === null ? null : <BalanceSide value={value} />;
        },
        copy: (line: ShownLine) => numberOf(balance(line)),
      },
    ];
  });
}

/** A column of figures of a book: debit and credit as they are, everything else with the side that it stands on. */
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Amount } from '../../ui/small.tsx';
import { BalanceSide } from '../mizan/balance-side.tsx';

export function figureColumn<Id extends string>(
  id: Id,
  header: string,
  width: number,
): GridColumn<Readonly<Record<Id, string>>> {
  return {
    id,
    header,
    width,
    align: 'end',
    cell: (row) =>
      id === 'debit' || id === 'credit' ? <Amount value={row[id]} /> : <BalanceSide value={row[id]} />,
    copy: (row) => ({ number: row[id] }),
  };
}

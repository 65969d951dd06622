/** Columns and phone card of a statement of account. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemOf } from '../../api/contracts.ts';
import { isZeroText } from '../../format/amount.ts';
import { type Format, useFormat } from '../../format/use-format.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Amount } from '../../ui/small.tsx';
import { BalanceSide } from '../mizan/balance-side.tsx';

export type EkstreLine = ItemOf<'GET /clients/:clientId/cari-ekstre'>;
export const idOfLine = (line: EkstreLine) => `${line.voucherId}.${line.lineNo}`;

/** "10,00 USD", a minus where it is a credit; empty where the line is in lira alone. */
function fxText({ fx, debit }: EkstreLine, amount: (text: string) => string): string {
  return fx === null ? '' : `${amount(isZeroText(debit) ? `-${fx.amount}` : fx.amount)} ${fx.currency}`;
}

type Id =
  | 'date'
  | 'no'
  | 'account'
  | 'description'
  | 'document'
  | 'due'
  | 'debit'
  | 'credit'
  | 'balance'
  | 'fx';

/** A column of plain text. */
const plain = (
  id: Id,
  width: number,
  of: (line: EkstreLine) => string,
  over: Partial<GridColumn<EkstreLine>> = {},
): Omit<GridColumn<EkstreLine>, 'header'> & { readonly id: Id } => ({
  width,
  cell: (line) => (
    <span className="cut" title={of(line)}>
      {of(line)}
    </span>
  ),
  copy: of,
  ...over,
  id,
});

function columnsOf(clientId: string, format: Format) {
  const amount = (id: 'debit' | 'credit') =>
    plain(id, 114, (line) => line[id], {
      align: 'end',
      cell: (line) => <Amount value={line[id]} />,
      copy: (line) => ({ number: line[id] }),
    });
  return [
    plain('date', 108, (line) => format.date(line.date), { fixed: true }),
    plain('no', 66, (line) => format.count(line.fisNo), { align: 'end' }),
    plain('account', 112, (line) => line.accountCode),
    plain('description', 160, (line) => line.description, { grow: true }),
    plain('document', 166, (line) => line.documentNo ?? '', {
      cell: (line) =>
        line.documentId === null ? null : (
          <Link
            to="/mukellefler/$clientId/belgeler"
            params={{ clientId }}
            search={{ belge: line.documentId }}
            className="cut"
          >
            {line.documentNo}
          </Link>
        ),
    }),
    plain('due', 108, (line) => (line.dueDate === null ? '' : format.date(line.dueDate))),
    amount('debit'),
    amount('credit'),
    plain('balance', 136, (line) => line.balance, {
      align: 'end',
      cell: (line) => <BalanceSide value={line.balance} />,
      copy: (line) => ({ number: line.balance }),
    }),
    plain('fx', 132, (line) => fxText(line, format.amount), { align: 'end' }),
  ];
}

export function useEkstreColumns(clientId: string): GridColumn<EkstreLine>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () =>
      columnsOf(clientId, format).map((column) => ({
        ...column,
        header: t(`statements.cari.column.${column.id}`),
      })),
    [t, format, clientId],
  );
}

export function EkstreCard({ line }: { line: EkstreLine }) {
  const format = useFormat();
  const isDebit = !isZeroText(line.debit);
  return (
    <>
      <div style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
        <span className="cut">
          {format.date(line.date)} {line.description}
        </span>
        <Amount value={isDebit ? line.debit : `-${line.credit}`} />
      </div>
      <div className="faint" style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
        <span className="cut">{line.documentNo ?? line.accountCode}</span>
        <BalanceSide value={line.balance} />
      </div>
    </>
  );
}

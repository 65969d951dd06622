/** Columns and phone card of a statement of account. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemOf } from '../../api/contracts.ts';
import { isZeroText } from '../../format/amount.ts';
import { useFormat } from '../../format/use-format.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Amount } from '../../ui/small.tsx';
import { BalanceSide } from '../mizan/balance-side.tsx';

export type EkstreLine = ItemOf<'GET /clients/:clientId/cari-ekstre'>;
export const idOfLine = (line: EkstreLine) => `${line.voucherId}.${line.lineNo}`;

/** "10,00 USD"; empty where the line is in lira alone. */
function fxText(line: EkstreLine, amount: (text: string) => string): string {
  return line.fx === null ? '' : `${amount(line.fx.amount)} ${line.fx.currency}`;
}

export function useEkstreColumns(clientId: string): GridColumn<EkstreLine>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const amount = (id: 'debit' | 'credit'): GridColumn<EkstreLine> => ({
      id,
      header: t(`statements.cari.column.${id}`),
      width: 130,
      align: 'end',
      cell: (line) => <Amount value={line[id]} />,
      copy: (line) => ({ number: line[id] }),
    });
    const text = (
      id: 'account' | 'description',
      width: number,
      of: (line: EkstreLine) => string,
    ): GridColumn<EkstreLine> => ({
      id,
      header: t(`statements.cari.column.${id}`),
      width,
      grow: id === 'description',
      cell: (line) => (
        <span className="cut" title={of(line)}>
          {of(line)}
        </span>
      ),
      copy: of,
    });
    return [
      {
        id: 'date',
        header: t('statements.cari.column.date'),
        width: 96,
        fixed: true,
        cell: (line) => format.date(line.date),
        copy: (line) => format.date(line.date),
      },
      {
        id: 'no',
        header: t('statements.cari.column.no'),
        width: 70,
        align: 'end',
        cell: (line) => format.count(line.fisNo),
        copy: (line) => String(line.fisNo),
      },
      text('account', 120, (line) => line.accountCode),
      text('description', 200, (line) => line.description),
      {
        id: 'document',
        header: t('statements.cari.column.document'),
        width: 160,
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
        copy: (line) => line.documentNo ?? '',
      },
      {
        id: 'due',
        header: t('statements.cari.column.due'),
        width: 96,
        cell: (line) => (line.dueDate === null ? null : format.date(line.dueDate)),
        copy: (line) => (line.dueDate === null ? '' : format.date(line.dueDate)),
      },
      amount('debit'),
      amount('credit'),
      {
        id: 'balance',
        header: t('statements.cari.column.balance'),
        width: 150,
        align: 'end',
        cell: (line) => <BalanceSide value={line.balance} />,
        copy: (line) => ({ number: line.balance }),
      },
      {
        id: 'fx',
        header: t('statements.cari.column.fx'),
        width: 120,
        align: 'end',
        cell: (line) => fxText(line, format.amount),
        copy: (line) => fxText(line, format.amount),
      },
    ];
  }, [t, format, clientId]);
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

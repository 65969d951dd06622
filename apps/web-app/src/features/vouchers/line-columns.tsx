/** Columns and phone card of posted lines, for all the books and for one account. */
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { BookLine } from '../../api/queries.ts';
import { type Format, useFormat } from '../../format/use-format.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Amount } from '../../ui/small.tsx';

export const idOfLine = (line: BookLine) => `${line.voucherId}.${line.lineNo}`;

function amountColumn(id: 'debit' | 'credit', header: string): GridColumn<BookLine> {
  return {
    id,
    header,
    width: 116,
    align: 'end',
    sortable: true,
    cell: (line) => <Amount value={line[id]} />,
    copy: (line) => ({ number: line[id] }),
  };
}

function wordColumns(t: TFunction): GridColumn<BookLine>[] {
  return [
    {
      id: 'account',
      header: t('ledger.account.column.account'),
      width: 108,
      sortable: true,
      cell: (line) => line.accountCode,
      copy: (line) => line.accountCode,
    },
    {
      id: 'name',
      header: t('ledger.mizan.column.name'),
      width: 150,
      grow: true,
      cell: (line) => <span title={line.accountName}>{line.accountName}</span>,
      copy: (line) => line.accountName,
    },
    {
      id: 'description',
      header: t('ledger.account.column.description'),
      width: 150,
      grow: true,
      cell: (line) => <span title={line.description}>{line.description}</span>,
      copy: (line) => line.description,
    },
  ];
}

export function lineColumns(t: TFunction, format: Format, clientId: string): GridColumn<BookLine>[] {
  return [
    {
      id: 'date',
      header: t('ledger.account.column.date'),
      width: 104,
      fixed: true,
      sortable: true,
      cell: (line) => format.date(line.date),
      copy: (line) => format.date(line.date),
    },
    {
      id: 'no',
      header: t('ledger.account.column.no'),
      width: 64,
      align: 'end',
      cell: (line) => format.count(line.fisNo),
      copy: (line) => ({ number: String(line.fisNo) }),
    },
    {
      id: 'type',
      header: t('ledger.vouchers.column.type'),
      width: 76,
      cell: (line) => t(`ledger.vouchers.type.${line.type}`),
      copy: (line) => t(`ledger.vouchers.type.${line.type}`),
    },
    ...wordColumns(t),
    {
      id: 'document',
      header: t('ledger.account.column.document'),
      width: 160,
      cell: (line) =>
        line.documentId !== null && (
          <Link
            to="/mukellefler/$clientId/belgeler"
            params={{ clientId }}
            search={{ belge: line.documentId }}
            tabIndex={-1}
          >
            {line.documentNo ?? t('ledger.voucher.document')}
          </Link>
        ),
      copy: (line) => line.documentNo,
    },
    amountColumn('debit', t('ledger.account.column.debit')),
    amountColumn('credit', t('ledger.account.column.credit')),
  ];
}

export function LineCard({ line }: { line: BookLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const debit = line.debit !== '0' && line.debit !== '0.00';
  return (
    <>
      <div style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
        <span className="cut">{line.description}</span>
        <span style={{ whiteSpace: 'nowrap' }}>
          <Amount value={debit ? line.debit : line.credit} />{' '}
          <span className="faint">
            {debit ? t('ledger.mizan.column.debit') : t('ledger.mizan.column.credit')}
          </span>
        </span>
      </div>
      <span className="faint cut">
        {format.date(line.date)} · {line.fisNo} · {line.accountCode} {line.accountName}
      </span>
    </>
  );
}

/** Columns and phone card of the list of vouchers. */
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { VoucherItem } from '../../api/queries.ts';
import { type Format, useFormat } from '../../format/use-format.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Amount, StateWord, Tag } from '../../ui/small.tsx';
import type { Marks } from '../desk/marks.ts';
import classes from './vouchers.module.css';

export function VoucherStatus({ voucher }: { voucher: VoucherItem }) {
  const { t } = useTranslation();
  return (
    <span className={classes.status}>
      {voucher.status === 'posted' ? (
        <StateWord icon="check" tone="done">
          {t('ledger.vouchers.posted')}
        </StateWord>
      ) : (
        <StateWord icon="edit" tone="wait">
          {t('ledger.vouchers.draft')}
        </StateWord>
      )}
      {voucher.reversedBy !== null && <Tag>{t('ledger.vouchers.reversed')}</Tag>}
      {voucher.reversalOf !== null && <Tag>{t('ledger.vouchers.reversal')}</Tag>}
    </span>
  );
}

function NoDescription() {
  const { t } = useTranslation();
  return <span className="faint">{t('ledger.vouchers.noDescription')}</span>;
}

function amountColumn(
  id: string,
  header: string,
  amount: (voucher: VoucherItem) => string,
): GridColumn<VoucherItem> {
  return {
    id,
    header,
    width: 116,
    align: 'end',
    cell: (v) => <Amount value={amount(v)} />,
    copy: (v) => ({ number: amount(v) }),
  };
}

/** The box by which a voucher is chosen with the pointer or a finger; X does the same by key. */
function VoucherMark({ voucher, marks }: { voucher: VoucherItem; marks: Marks }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the key is X
    <label className={classes.mark} onClick={(event) => event.stopPropagation()}>
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={t('ledger.bulk.mark', { name: voucher.description || format.date(voucher.date) })}
        checked={marks.isMarked(voucher.id)}
        onChange={() => marks.toggle(voucher.id)}
      />
    </label>
  );
}

/** The day, and beside it the box. */
function dateColumn(t: TFunction, format: Format, marks: Marks | null): GridColumn<VoucherItem> {
  return {
    id: 'date',
    header: t('ledger.vouchers.column.date'),
    width: marks === null ? 112 : 136,
    sortable: true,
    cell: (v) => (
      <span className={classes.date}>
        {marks !== null && <VoucherMark voucher={v} marks={marks} />}
        {format.date(v.date)}
      </span>
    ),
    copy: (v) => format.date(v.date),
  };
}

function documentColumn(t: TFunction, clientId: string): GridColumn<VoucherItem> {
  return {
    id: 'document',
    header: t('ledger.vouchers.column.document'),
    width: 168,
    copy: (v) => v.documentNo,
    cell: (v) =>
      v.documentId !== null && (
        <Link
          to="/mukellefler/$clientId/belgeler"
          params={{ clientId }}
          search={{ belge: v.documentId }}
          tabIndex={-1}
        >
          {v.documentNo ?? t('ledger.voucher.document')}
        </Link>
      ),
  };
}

/** With `marks`, each row can be chosen. */
export function voucherColumns(
  t: TFunction,
  format: Format,
  clientId: string,
  marks: Marks | null,
): GridColumn<VoucherItem>[] {
  return [
    dateColumn(t, format, marks),
    {
      id: 'no',
      header: t('ledger.vouchers.column.no'),
      width: 64,
      align: 'end',
      fixed: true,
      sortable: true,
      copy: (v) => (v.fisNo === null ? null : { number: String(v.fisNo) }),
      cell: (v) => (v.fisNo === null ? <span className="faint">–</span> : format.count(v.fisNo)),
    },
    {
      id: 'type',
      header: t('ledger.vouchers.column.type'),
      width: 76,
      sortable: true,
      cell: (v) => t(`ledger.vouchers.type.${v.type}`),
      copy: (v) => t(`ledger.vouchers.type.${v.type}`),
    },
    {
      id: 'description',
      header: t('ledger.vouchers.column.description'),
      width: 220,
      grow: true,
      sortable: true,
      cell: (v) => <span title={v.description}>{v.description || <NoDescription />}</span>,
      copy: (v) => v.description,
    },
    documentColumn(t, clientId),
    amountColumn('debit', t('ledger.vouchers.column.debit'), (v) => v.totalDebit),
    amountColumn('credit', t('ledger.vouchers.column.credit'), (v) => v.totalCredit),
    {
      id: 'status',
      header: t('ledger.vouchers.column.status'),
      width: 222,
      cell: (v) => <VoucherStatus voucher={v} />,
      copy: (v) => t(`ledger.vouchers.${v.status}`),
    },
  ];
}

/** With `marks`, the card can be chosen. */
export function VoucherCard({ voucher, marks }: { voucher: VoucherItem; marks: Marks | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.card}>
      {marks !== null && <VoucherMark voucher={voucher} marks={marks} />}
      <div className={classes.about}>
        <div className={classes.line}>
          <span className="cut">{voucher.description || <NoDescription />}</span>
          <Amount value={voucher.totalDebit} />
        </div>
        <div className={classes.cardFacts}>
          <VoucherStatus voucher={voucher} />
          <span className="faint cut">
            {format.date(voucher.date)} · {t(`ledger.vouchers.type.${voucher.type}`)} {voucher.fisNo ?? ''}
          </span>
        </div>
      </div>
    </div>
  );
}

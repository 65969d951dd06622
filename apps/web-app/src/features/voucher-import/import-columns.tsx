/** Columns of the grids of imports: imports of a client, rows of a file, vouchers of a file. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '../../format/use-format.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Amount, Count, StateWord, type Tone } from '../../ui/small.tsx';
import type { Import, ImportItem, ImportRow, ImportVoucher } from './import-queries.ts';
import classes from './voucher-import.module.css';

const vouchersOf = ({ counts }: ImportItem) =>
  counts.written + counts.posted + (counts.written + counts.posted === 0 ? counts.good : 0);

export function importColumns(t: TFunction, format: Format): GridColumn<ImportItem>[] {
  return [
    {
      id: 'file',
      header: t('voucherImport.column.file'),
      width: 200,
      grow: true,
      fixed: true,
      cell: ({ fileName }) => <span title={fileName}>{fileName}</span>,
      copy: ({ fileName }) => fileName,
    },
    {
      id: 'state',
      header: t('voucherImport.column.state'),
      width: 170,
      cell: ({ state }) => t(`voucherImport.state.${state}`),
      copy: ({ state }) => t(`voucherImport.state.${state}`),
    },
    {
      id: 'vouchers',
      header: t('voucherImport.column.vouchers'),
      width: 80,
      align: 'end',
      cell: (row) => <Count value={vouchersOf(row)} />,
      copy: (row) => ({ number: String(vouchersOf(row)) }),
    },
    {
      id: 'total',
      header: t('voucherImport.column.total'),
      width: 130,
      align: 'end',
      cell: ({ total }) => <Amount value={total} />,
      copy: ({ total }) => ({ number: total }),
    },
    {
      id: 'at',
      header: t('voucherImport.column.at'),
      width: 140,
      cell: ({ createdAt }) => format.moment(createdAt),
      copy: ({ createdAt }) => format.moment(createdAt),
    },
    {
      id: 'by',
      header: t('voucherImport.column.by'),
      width: 140,
      cell: ({ createdByName }) => createdByName ?? '–',
      copy: ({ createdByName }) => createdByName,
    },
  ];
}

export function ImportCard({ row }: { row: ImportItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <span className="cut">{row.fileName}</span>
      <span className="faint cut">
        {t(`voucherImport.state.${row.state}`)} · {format.moment(row.createdAt)}
      </span>
    </>
  );
}

const TONES: Readonly<Record<ImportRow['state'], Tone>> = {
  good: 'done',
  warned: 'wait',
  faulty: 'wrong',
  skipped: 'plain',
};
const ICONS = { good: 'check', warned: 'warn', faulty: 'wrong', skipped: 'info' } as const;

function toneOf(row: ImportRow): ImportRow['state'] {
  return row.state !== 'skipped' && !row.voucherIsGood ? 'faulty' : row.state;
}

/** What is wrong with the row and what to do now. */
export function notesOf({ notes }: ImportRow, format: Format): string {
  return notes
    .map(
      ({ message, messageEn, next, nextEn }) =>
        `${format.pick(message, messageEn)} ${format.pick(next, nextEn)}`,
    )
    .join(' ');
}

/** Where the row stands, what is wrong with it, and its cells as the file has them. */
export function rowColumns(t: TFunction, format: Format, current: Import): GridColumn<ImportRow>[] {
  return [
    {
      id: 'row',
      header: t('voucherImport.column.row'),
      width: 84,
      fixed: true,
      cell: (row) => (
        <StateWord icon={ICONS[toneOf(row)]} tone={TONES[toneOf(row)]}>
          {format.count(row.rowNo)}
        </StateWord>
      ),
      copy: (row) => ({ number: String(row.rowNo) }),
    },
    {
      id: 'notes',
      header: t('voucherImport.column.notes'),
      width: 360,
      grow: true,
      fixed: true,
      cell: (row) => <span title={notesOf(row, format)}>{notesOf(row, format)}</span>,
      copy: (row) => notesOf(row, format),
    },
    ...current.headers.map((header, at) => ({
      id: `c${at}`,
      header: header === '' ? String(at + 1) : header,
      width: 110,
      cell: (row: ImportRow) => (
        <span
          className={
            row.notes.some(({ column, severity }) => column === at && severity === 'error')
              ? classes.bad
              : undefined
          }
          title={row.cells[at]}
        >
          {row.cells[at] ?? ''}
        </span>
      ),
      copy: (row: ImportRow) => row.cells[at] ?? '',
    })),
  ];
}

export function RowCard({ row }: { row: ImportRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <StateWord icon={ICONS[toneOf(row)]} tone={TONES[toneOf(row)]}>
        {t('voucherImport.rowNo', { n: format.count(row.rowNo) })} {row.cells.filter(Boolean).join(' · ')}
      </StateWord>
      <span className="faint cut">{notesOf(row, format)}</span>
    </>
  );
}

export function voucherResultColumns(t: TFunction, format: Format): GridColumn<ImportVoucher>[] {
  const result = (voucher: ImportVoucher) => {
    const word = t(`voucherImport.result.states.${voucher.state}`);
    const number = voucher.fisNo === null ? '' : ` · ${format.count(voucher.fisNo)}`;
    const why = voucher.refusal;
    return `${word}${number}${why === null ? '' : ` · ${format.pick(why.message, why.messageEn)} ${format.pick(why.next, why.nextEn)}`}`;
  };
  return [
    {
      id: 'label',
      header: t('voucherImport.column.label'),
      width: 130,
      fixed: true,
      cell: ({ label }) => <span title={label}>{label}</span>,
      copy: ({ label }) => label,
    },
    {
      id: 'date',
      header: t('voucherImport.column.date'),
      width: 104,
      cell: ({ date }) => (date === null ? '–' : format.date(date)),
      copy: ({ date }) => (date === null ? '' : format.date(date)),
    },
    {
      id: 'rows',
      header: t('voucherImport.column.rows'),
      width: 96,
      cell: ({ firstRow, lastRow }) => `${firstRow}–${lastRow}`,
      copy: ({ firstRow, lastRow }) => `${firstRow}–${lastRow}`,
    },
    {
      id: 'result',
      header: t('voucherImport.column.result'),
      width: 300,
      grow: true,
      fixed: true,
      cell: (voucher) => <span title={result(voucher)}>{result(voucher)}</span>,
      copy: result,
    },
    {
      id: 'total',
      header: t('voucherImport.column.total'),
      width: 130,
      align: 'end',
      cell: ({ debit }) => <Amount value={debit} />,
      copy: ({ debit }) => ({ number: debit }),
    },
  ];
}

export function VoucherResultCard({ voucher }: { voucher: ImportVoucher }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <span className="cut">
        {voucher.label} · {t(`voucherImport.result.states.${voucher.state}`)}
      </span>
      <span className="faint cut">
        {voucher.date === null ? '' : format.date(voucher.date)} · {format.amount(voucher.debit)}
      </span>
    </>
  );
}

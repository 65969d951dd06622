/** Columns of the page of rates: the day, the money, four quotes, and where they come from. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { QUOTES, type RateRow } from './rates-queries.ts';

function Quote({ value }: { value: string | null }) {
  const format = useFormat();
  if (value === null) return <span className="soft">–</span>;
  return <span style={{ fontVariantNumeric: 'tabular-nums' }}>{format.rate(value)}</span>;
}

/** Where a rate comes from, in words: TCMB, or why and by whom the office entered it. */
export function useSourceWord(): (row: RateRow) => string {
  const { t } = useTranslation();
  return useMemo(
    () => (row) => {
      if (row.source === 'tcmb') return t('rates.source.tcmb');
      const reason = row.reason ?? '';
      const told = row.changedByName === null ? reason : t('rates.by', { reason, name: row.changedByName });
      return t(`rates.source.${row.source}`, { reason: told });
    },
    [t],
  );
}

export function useRateColumns(): GridColumn<RateRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const source = useSourceWord();
  return useMemo(
    () => [
      {
        id: 'date',
        header: t('rates.column.date'),
        width: 112,
        fixed: true,
        cell: (row) => format.date(row.date),
        copy: (row) => format.date(row.date),
      },
      {
        id: 'currency',
        header: t('rates.column.currency'),
        width: 76,
        cell: (row) => row.currency,
        copy: (row) => row.currency,
      },
      {
        id: 'unit',
        header: t('rates.column.unit'),
        width: 64,
        align: 'end',
        cell: (row) => row.unit,
        copy: (row) => ({ number: String(row.unit) }),
      },
      ...QUOTES.map(
        (id): GridColumn<RateRow> => ({
          id,
          header: t(`rates.column.${id}`),
          width: 116,
          align: 'end',
          cell: (row) => <Quote value={row[id]} />,
          copy: (row) => (row[id] === null ? null : { number: row[id] }),
        }),
      ),
      {
        id: 'source',
        header: t('rates.column.source'),
        width: 160,
        grow: true,
        cell: (row) => <span className="cut">{source(row)}</span>,
        copy: source,
      },
    ],
    [t, format, source],
  );
}

export function RateCard({ row }: { row: RateRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const source = useSourceWord();
  return (
    <div>
      <div style={{ display: 'flex', justifyContent: 'space-between', gap: 12 }}>
        <strong style={{ fontWeight: 600 }}>
          {row.unit === 1 ? '' : `${row.unit} `}
          {row.currency}
        </strong>
        <span>
          {t('rates.column.forexBuying')} <Quote value={row.forexBuying} />
        </span>
      </div>
      <div className="soft cut">
        {format.date(row.date)} · {source(row)}
      </div>
    </div>
  );
}

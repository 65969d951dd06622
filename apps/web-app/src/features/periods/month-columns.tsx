/** Columns and phone card of the months of a year: status, what stands in it, its yevmiye numbers, who closed it. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Amount, Count, StateWord, Tag } from '../../ui/small.tsx';
import type { Month } from './periods-queries.ts';

export function MonthStatus({ month }: { month: Month }) {
  const { t } = useTranslation();
  const { status, exceptions } = month;
  return (
    <>
      <StateWord icon={status === 'open' ? 'unlock' : 'lock'} tone={status === 'closed' ? 'done' : 'plain'}>
        {t(`month.status.${status}`)}
      </StateWord>{' '}
      {exceptions > 0 && <Tag tone="wait">{t('periods.exceptionsRun', { n: exceptions })}</Tag>}
    </>
  );
}

/** "1–45", how many are missing, or whose posting took them back. */
export function Numbers({ month }: { month: Month }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { vouchers, numbered, firstNo, lastNo, takenBack } = month;
  if (numbered > 0 && firstNo !== null && lastNo !== null)
    return <>{firstNo === lastNo ? String(firstNo) : `${firstNo}–${lastNo}`}</>;
  if (takenBack !== null)
    return (
      <span title={`${takenBack.byName ?? ''} ${format.moment(takenBack.at)}`.trim()}>
        <Tag tone="wait">{t('periods.takenBack')}</Tag>
      </span>
    );
  return vouchers === 0 ? null : (
    <span className="soft">{t('periods.unnumbered', { n: format.count(vouchers - numbered) })}</span>
  );
}

export function useMonthColumns(): GridColumn<Month>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useMonthName();
  return useMemo(
    () => [
      {
        id: 'month',
        header: t('periods.column.month'),
        width: 140,
        fixed: true,
        cell: (m) => name(m.month),
        copy: (m) => m.month,
      },
      {
        id: 'status',
        header: t('periods.column.status'),
        width: 170,
        cell: (m) => <MonthStatus month={m} />,
        copy: (m) => t(`month.status.${m.status}`),
      },
      {
        id: 'vouchers',
        header: t('periods.column.vouchers'),
        width: 80,
        align: 'end',
        cell: (m) => <Count value={m.vouchers} />,
        copy: (m) => ({ number: String(m.vouchers) }),
      },
      {
        id: 'drafts',
        header: t('periods.column.drafts'),
        width: 80,
        align: 'end',
        cell: (m) => <Count value={m.drafts} tone="wait" />,
        copy: (m) => ({ number: String(m.drafts) }),
      },
      {
        id: 'numbers',
        header: t('periods.column.numbers'),
        width: 160,
        cell: (m) => <Numbers month={m} />,
        copy: (m) => (m.firstNo === null ? '' : `${m.firstNo}–${m.lastNo ?? ''}`),
      },
      {
        id: 'debit',
        header: t('periods.column.debit'),
        width: 150,
        align: 'end',
        cell: (m) => <Amount value={m.debit} />,
        copy: (m) => ({ number: m.debit }),
      },
      {
        id: 'closed',
        header: t('periods.column.closed'),
        width: 200,
        grow: true,
        cell: (m) =>
          m.closedAt === null ? null : (
            <span className="soft">
              {format.moment(m.closedAt)} {m.closedByName ?? ''}
            </span>
          ),
        copy: (m) => m.closedAt,
      },
    ],
    [t, format, name],
  );
}

export function MonthCard({ month }: { month: Month }) {
  const { t } = useTranslation();
  const name = useMonthName();
  return (
    <>
      <span style={{ display: 'flex', gap: 8, justifyContent: 'space-between' }}>
        <strong>{name(month.month)}</strong>
        <span>
          <MonthStatus month={month} />
        </span>
      </span>
      <span className="cut faint">
        {t('periods.card', { n: month.vouchers, drafts: month.drafts })} <Numbers month={month} />
      </span>
    </>
  );
}

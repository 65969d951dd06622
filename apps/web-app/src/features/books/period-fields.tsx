/** Chooses the period of the books: a fiscal year, one of its quarters or months, or any days. */
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { DateField } from '../../ui/date-field.tsx';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { type BookPeriod, periodsOf } from './book-period.ts';
import type { BookView } from './use-book-view.ts';

const YEARS_BACK = 5;

export function PeriodFields({ range, periods, year, startMonth, go }: BookView) {
  const { t } = useTranslation();
  const format = useFormat();
  const chosen = periods.find(({ from, to }) => from === range.from && to === range.to);
  const label = ({ kind, nth, from }: BookPeriod) =>
    kind === 'month' ? format.date(from).slice(3) : t(`books.period.${kind}`, { nth, year });
  const years = Array.from({ length: YEARS_BACK + 2 }, (_, at) => new Date().getFullYear() + 1 - at);
  const show = (next: BookPeriod | undefined) => next !== undefined && go({ bas: next.from, son: next.to });
  const other = { value: '', label: t('books.period.range') };
  return (
    <>
      <PlainSelect
        label={t('books.period.fiscalYear')}
        value={String(year)}
        width={84}
        choices={[...new Set([...years, year])].map((each) => ({ value: String(each), label: String(each) }))}
        onChange={(value) =>
          show(periodsOf(Number(value), startMonth).find(({ id }) => id === (chosen?.id ?? 'yil')))
        }
      />
      <PlainSelect
        label={t('books.period.label')}
        value={chosen?.id ?? ''}
        width={132}
        choices={[
          ...(chosen === undefined ? [other] : []),
          ...periods.map((period) => ({ value: period.id, label: label(period) })),
        ]}
        onChange={(value) => show(periods.find(({ id }) => id === value))}
      />
      <DateField
        hideLabel
        label={t('books.period.from')}
        value={range.from}
        onChange={(iso) => iso !== '' && go({ bas: iso, son: range.to })}
      />
      <DateField
        hideLabel
        label={t('books.period.to')}
        value={range.to}
        onChange={(iso) => iso !== '' && go({ bas: range.from, son: iso })}
      />
    </>
  );
}

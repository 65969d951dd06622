/** Under the date of a voucher: into which month it goes, and whether that month takes entries. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/session.ts';
import { useMonthName } from '../../../format/use-month-name.ts';
import { StateWord } from '../../../ui/small.tsx';

export const periodQuery = (clientId: string, month: string) =>
  queryOptions({
    queryKey: ['period', clientId, month],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/periods/:month', { params: { clientId, month }, signal }),
  });

/** `date` is ISO, or null where none can be read. */
export function PeriodNote({ clientId, date }: { clientId: string; date: string | null }) {
  const { t } = useTranslation();
  const monthName = useMonthName();
  const month = date?.slice(0, 7) ?? null;
  const query = useQuery({ ...periodQuery(clientId, month ?? ''), enabled: month !== null });
  if (month === null || query.data === undefined) return null;
  const { status } = query.data;
  const takesEntries = status === 'open' || status === 'opens';
  return (
    <span role="status">
      <StateWord icon={takesEntries ? 'check' : 'wrong'} tone={takesEntries ? 'done' : 'wrong'}>
        {t(`edit.period.${status}`, { month: monthName(month) })}
      </StateWord>
    </span>
  );
}

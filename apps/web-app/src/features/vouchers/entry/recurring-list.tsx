/** The recurring vouchers of a client: when each comes next, what kept it from coming, and how it is ended. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/session.ts';
import { useFormat } from '../../../format/use-format.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { QuietButton } from '../../../ui/quiet-button.tsx';
import { Amount } from '../../../ui/small.tsx';
import classes from './desk.module.css';

export function RecurringList({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const queryKey = ['recurring-vouchers', clientId];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/recurring-vouchers', { params: { clientId }, signal }),
  });
  const end = useMutation({
    mutationFn: (recurringId: string) =>
      api.call('DELETE /recurring-vouchers/:recurringId', { params: { recurringId } }),
    onSuccess: () => cache.invalidateQueries({ queryKey }),
  });
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const going = (query.data?.items ?? []).filter(({ ended }) => !ended);
  if (query.isSuccess && going.length === 0) return <p className="faint">{t('entry.desk.noRecurring')}</p>;
  return (
    <ul className={classes.list}>
      {going.map((item) => (
        <li key={item.id}>
          <span className={classes.about}>
            {item.name} · <Amount value={item.sum} /> · {t(`entry.desk.everyOne.${item.every}`)} ·{' '}
            {t('entry.desk.next', { date: format.date(item.nextDue) })}
            {item.fault !== null && (
              <span role="alert" className={classes.fault}>
                {format.pick(item.fault.tr, item.fault.en)}
              </span>
            )}
          </span>
          <QuietButton
            label={t('entry.desk.end', { name: item.name })}
            text={t('entry.desk.endShort')}
            onClick={() => end.mutate(item.id)}
          />
        </li>
      ))}
    </ul>
  );
}

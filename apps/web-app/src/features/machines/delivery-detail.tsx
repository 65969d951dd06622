/** One delivery: the body that is sent, each attempt with its answer, and sending it again. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote, showDone, showProblem } from '../../ui/problem-note.tsx';
import classes from './machines.module.css';
import { deliveryQuery } from './machines-queries.ts';

export function DeliveryDetail({ deliveryId }: { deliveryId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const query = useQuery(deliveryQuery(deliveryId));
  const again = useMutation({
    mutationFn: () => api.call('POST /webhook-deliveries/:deliveryId/redeliver', { params: { deliveryId } }),
    onSuccess: () => {
      showDone(t('machines.redelivered'));
      void cache.invalidateQueries({ queryKey: ['machines'] });
    },
    onError: showProblem,
  });
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return null;
  const { body, tried, eventId, state } = query.data;
  return (
    <>
      <div className="faint">{t('machines.eventId', { id: eventId })}</div>
      <pre className={classes.body}>{body}</pre>
      {tried.map(({ attempt, at, status, fault, durationMs, answer }) => (
        <div key={attempt}>
          <div className="soft">
            {t('machines.tryLine', {
              no: format.count(attempt),
              at: format.moment(at),
              what: String(status ?? fault ?? ''),
              ms: format.count(durationMs),
            })}
          </div>
          {answer !== null && answer !== '' && <pre className={classes.body}>{answer}</pre>}
        </div>
      ))}
      {state !== 'waiting' && (
        <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
          {t('machines.redeliver')}
        </Button>
      )}
    </>
  );
}

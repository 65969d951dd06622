/** The open sessions of the person, each of which can be ended. */
import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote, showDone, showProblem } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/small.tsx';
import { deviceName } from './device-name.ts';
import classes from './security.module.css';

export function Sessions() {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const query = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => api.call('GET /me/sessions', { signal }),
  });
  const end = useMutation({
    mutationFn: (sessionId: string) => api.call('DELETE /me/sessions/:sessionId', { params: { sessionId } }),
    onSuccess: () => {
      showDone(t('account.security.ended'));
      void cache.invalidateQueries({ queryKey: ['sessions'] });
    },
    onError: showProblem,
  });
  const endOthers = useMutation({
    mutationFn: () => api.call('POST /me/sessions/end-others', {}),
    onSuccess: ({ ended }) => {
      showDone(t('admin.sessions.endedOthers', { n: format.count(ended) }));
      void cache.invalidateQueries({ queryKey: ['sessions'] });
    },
    onError: showProblem,
  });
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton height={80} />;
  const hasOthers = query.data.items.some((session) => !session.current);
  return (
    <>
      {hasOthers && (
        <div>
          <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {t('admin.sessions.endOthers')}
          </Button>
        </div>
      )}
      <ul className={classes.sessions}>
        {query.data.items.map((session) => (
          <li key={session.id}>
            <div>
              <strong>{deviceName(session.userAgent) ?? t('account.security.unknownDevice')}</strong>{' '}
              {session.current && <Tag tone="done">{t('account.security.current')}</Tag>}
              <div className="soft">
                {session.address} · {t('account.security.lastUsed')} {format.moment(session.lastUsedAt)} ·{' '}
                {t('account.security.started')} {format.moment(session.createdAt)}
              </div>
            </div>
            {!session.current && (
              <Button variant="default" onClick={() => end.mutate(session.id)}>
                {t('account.security.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

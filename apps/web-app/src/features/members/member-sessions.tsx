/** A member's open sessions in this office, ended one by one or all; and a lost second factor, taken away. */
import { Button, Skeleton, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useMe } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote, showDone, showProblem } from '../../ui/problem-note.tsx';
import { deviceName } from '../security/device-name.ts';
import type { Member } from './member-type.ts';
import classes from './members.module.css';

function ResetFactor({ member }: { member: Member }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [asked, setAsked] = useState(false);
  const reset = useMutation({
    mutationFn: () =>
      api.call('POST /members/:userId/second-factor/reset', { params: { userId: member.userId } }),
    onSuccess: () => {
      showDone(t('admin.sessions.reset', { name: member.name }));
      void cache.invalidateQueries({ queryKey: ['members'] });
      setAsked(false);
    },
  });
  return (
    <Stack gap="xs" align="flex-start">
      <p className="soft">{t('admin.sessions.resetHint')}</p>
      {reset.isError && <ProblemNote error={reset.error} />}
      {asked ? (
        <Button color="red.9" loading={reset.isPending} onClick={() => reset.mutate()}>
          {t('admin.sessions.resetConfirm', { name: member.name })}
        </Button>
      ) : (
        <Button variant="default" onClick={() => setAsked(true)}>
          {t('admin.sessions.resetFactor')}
        </Button>
      )}
    </Stack>
  );
}

export function MemberSessions({ member }: { member: Member }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const me = useMe();
  const params = { userId: member.userId };
  const queryKey = ['member-sessions', member.userId];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.call('GET /members/:userId/sessions', { params, signal }),
  });
  const end = useMutation({
    mutationFn: (sessionId: string | undefined) =>
      api.call('POST /members/:userId/sessions/end', {
        params,
        body: sessionId === undefined ? {} : { sessionId },
      }),
    onSuccess: ({ ended }) => {
      showDone(t('admin.sessions.ended', { n: format.count(ended) }));
      void cache.invalidateQueries({ queryKey });
    },
    onError: showProblem,
  });
  if (query.isError) return <ProblemNote error={query.error} />;
  if (query.data === undefined) return <Skeleton height={60} />;
  const sessions = query.data.items;
  return (
    <Stack gap="sm">
      {sessions.length === 0 && <p className="soft">{t('admin.sessions.none')}</p>}
      <ul className={classes.list} aria-label={t('admin.sessions.ofMember', { name: member.name })}>
        {sessions.map((session) => (
          <li key={session.id}>
            <div>
              <strong>{deviceName(session.userAgent) ?? t('account.security.unknownDevice')}</strong>
              <div className="soft">
                {session.address} · {t('account.security.lastUsed')} {format.moment(session.lastUsedAt)}
              </div>
            </div>
            <Button variant="default" onClick={() => end.mutate(session.id)}>
              {t('account.security.end')}
            </Button>
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button variant="default" onClick={() => end.mutate(undefined)} style={{ alignSelf: 'flex-start' }}>
          {t('admin.sessions.endAll')}
        </Button>
      )}
      {member.secondFactor && member.userId !== me?.user.id && <ResetFactor member={member} />}
    </Stack>
  );
}

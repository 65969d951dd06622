/** Who may post into the locked month though it is locked: given with a reason and an end, ended early. */
import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { ProblemNote, showDone, showProblem } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/small.tsx';
import classes from './periods.module.css';
import { exceptionsQuery, useRenew } from './periods-queries.ts';

/** How long an exception may be given for; hours. */
const SPANS = [4, 24, 72, 168] as const;

interface Of {
  readonly clientId: string;
  readonly month: string;
}

function Grant({ clientId, month, people }: Of & { people: readonly { userId: string; name: string }[] }) {
  const { t } = useTranslation();
  const renew = useRenew(clientId);
  const [userId, setUserId] = useState(people[0]?.userId ?? '');
  const [reason, setReason] = useState('');
  const [hours, setHours] = useState<number>(24);
  const grant = useMutation({
    mutationFn: () =>
      api.call('POST /clients/:clientId/periods/:month/exceptions', {
        params: { clientId, month },
        body: { userId, reason: reason.trim(), hours },
      }),
    onSuccess: async ({ name }) => {
      setReason('');
      await renew();
      showDone(t('periods.exceptionGiven', { name: name ?? '' }));
    },
  });
  return (
    <form
      className={classes.grant}
      onSubmit={(event) => {
        event.preventDefault();
        grant.mutate();
      }}
    >
      {grant.isError && <ProblemNote error={grant.error} />}
      <Group gap="xs">
        <PlainSelect
          label={t('periods.exceptionPerson')}
          value={userId}
          width={180}
          choices={people.map((person) => ({ value: person.userId, label: person.name }))}
          onChange={setUserId}
        />
        <PlainSelect
          label={t('periods.exceptionSpan')}
          value={String(hours)}
          width={110}
          choices={SPANS.map((span) => ({ value: String(span), label: t(`periods.span.h${span}`) }))}
          onChange={(value) => setHours(Number(value))}
        />
      </Group>
      <Group gap="xs" align="end">
        <TextInput
          style={{ flex: 1 }}
          label={t('periods.reason')}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" disabled={reason.trim().length < 3 || userId === ''} loading={grant.isPending}>
          {t('periods.exceptionGive')}
        </Button>
      </Group>
    </form>
  );
}

export function Exceptions({ clientId, month, isLocked }: Of & { isLocked: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useCan()('period:close');
  const renew = useRenew(clientId);
  const query = useQuery(exceptionsQuery(clientId, month));
  const end = useMutation({
    mutationFn: (exceptionId: string) =>
      api.call('POST /clients/:clientId/period-exceptions/:exceptionId/end', {
        params: { clientId, exceptionId },
      }),
    onSuccess: renew,
    onError: showProblem,
  });
  const { items = [], people = [] } = query.data ?? {};
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending || (items.length === 0 && !isLocked)) return null;
  return (
    <section aria-label={t('periods.exceptions')}>
      <h2>{t('periods.exceptions')}</h2>
      {items.length === 0 && <p className="soft">{t('periods.noException')}</p>}
      <ul className={classes.exceptions}>
        {items.map((item) => (
          <li key={item.id}>
            <Group gap="xs">
              <strong>{item.name}</strong>
              <Tag tone={item.isRunning ? 'wait' : 'plain'}>
                {item.isRunning
                  ? t('periods.exceptionUntil', { at: format.moment(item.endsAt) })
                  : t('periods.exceptionEnded', { at: format.moment(item.endedAt ?? item.endsAt) })}
              </Tag>
              {item.isRunning && may && (
                <Button size="compact-xs" variant="default" onClick={() => end.mutate(item.id)}>
                  {t('periods.exceptionEnd')}
                </Button>
              )}
            </Group>
            <p>{item.reason}</p>
            <span className="faint">
              {t('periods.exceptionBy', {
                name: item.grantedByName ?? '',
                at: format.moment(item.grantedAt),
              })}
            </span>
          </li>
        ))}
      </ul>
      {isLocked && may && people.length > 0 && <Grant clientId={clientId} month={month} people={people} />}
    </section>
  );
}

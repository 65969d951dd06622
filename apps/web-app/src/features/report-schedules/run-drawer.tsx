/** One run: what was due, what became of each recipient and why; its file, and a second try. */
import { Button, Drawer, Group, Skeleton, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote, showDone, showProblem } from '../../ui/problem-note.tsx';
import { saveBlob } from '../documents/download-original.ts';
import { PersonState, RunState, usePeriodWords } from './schedule-words.tsx';
import classes from './schedules.module.css';
import { type RunDetail, runQuery } from './schedules-queries.ts';

interface RunDrawerProps {
  readonly runId: string;
  readonly onPlan: (scheduleId: string) => void;
  readonly onClose: () => void;
}

export function RunDrawer({ runId, onPlan, onClose }: RunDrawerProps) {
  const { t } = useTranslation();
  const query = useQuery(runQuery(runId));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(560px, 100vw)"
      title={query.data?.client?.title ?? query.data?.scheduleName ?? t('reportSchedules.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={220} />}
      {query.data !== undefined && <Detail run={query.data} onPlan={onPlan} />}
    </Drawer>
  );
}

function Facts({ run }: { run: RunDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const periodWords = usePeriodWords();
  return (
    <>
      <Group gap="md">
        <RunState run={run} />
        <span>{run.scheduleName}</span>
        <span className="faint">{format.moment(run.dueAt)}</span>
      </Group>
      <p className={classes.fact}>{periodWords(run.period)}</p>
      {run.byHand && <p className={classes.fact}>{t('reportSchedules.run.byHand')}</p>}
      {run.missed > 0 && (
        <p className={classes.fact}>{t('reportSchedules.run.missed', { n: format.count(run.missed) })}</p>
      )}
      {run.summary !== null && <p className={classes.fact}>{format.pick(run.summary.tr, run.summary.en)}</p>}
      {run.reason !== null && (
        <p className={classes.reason}>
          <strong>{t('reportSchedules.run.reason')}:</strong> {format.pick(run.reason.tr, run.reason.en)}
        </p>
      )}
    </>
  );
}

function People({ run }: { run: RunDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (run.people.length === 0) return <p className="faint">{t('reportSchedules.run.nobody')}</p>;
  return (
    <ul className={classes.people} aria-label={t('reportSchedules.run.people')}>
      {run.people.map((person) => (
        <li key={person.id} data-retried={person.retried || undefined}>
          <span className={classes.person}>
            <PersonState person={person} />
            <span className="cut">
              {person.name === null ? person.address : `${person.name} · ${person.address}`}
            </span>
          </span>
          {person.reason !== null && (
            <span className="faint">
              {format.pick(person.reason.tr, person.reason.en)}
              {person.retried && ` · ${t('reportSchedules.run.retried')}`}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function useActs(run: RunDetail) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const retry = useMutation({
    mutationFn: () => api.call('POST /report-runs/:reportRunId/retry', { params: { reportRunId: run.id } }),
    onSuccess: () => {
      showDone(t('reportSchedules.run.retryDone'));
      void cache.invalidateQueries({ queryKey: ['report-schedules'] });
    },
    onError: showProblem,
  });
  const download = useMutation({
    mutationFn: async () => {
      const response = await api.raw(`/report-runs/${encodeURIComponent(run.id)}/file`);
      saveBlob(await response.blob(), run.fileName ?? run.id);
    },
    onError: showProblem,
  });
  return { retry, download };
}

function Detail({ run, onPlan }: { run: RunDetail; onPlan: (scheduleId: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { retry, download } = useActs(run);
  const mayRetry = can('report:publish') && (run.state === 'failed' || run.recipients.failed > 0);
  return (
    <Stack gap="sm">
      <Facts run={run} />
      <h2 className={classes.head}>{t('reportSchedules.run.people')}</h2>
      <People run={run} />
      <Group>
        {mayRetry && (
          <Button loading={retry.isPending} onClick={() => retry.mutate()}>
            {t('reportSchedules.run.retry')}
          </Button>
        )}
        {run.expiresAt !== null && (
          <Button
            variant="default"
            leftSection={<Icon name="download" size={14} />}
            loading={download.isPending}
            onClick={() => download.mutate()}
          >
            {t('reportSchedules.run.download')}
          </Button>
        )}
        <Button variant="subtle" onClick={() => onPlan(run.scheduleId)}>
          {t('reportSchedules.run.plan')}
        </Button>
      </Group>
      {run.expiresAt !== null && (
        <p className="faint">{t('reportSchedules.run.until', { at: format.moment(run.expiresAt) })}</p>
      )}
    </Stack>
  );
}

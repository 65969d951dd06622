/** One job: why it failed, what it is about, and what an operator may do with it. */
import { Button, Drawer } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { showDone, showProblem } from '../../ui/problem-note.tsx';
import { StateWord } from '../../ui/small.tsx';
import classes from './operations.module.css';
import type { Job } from './operations-queries.ts';

type Act = 'retry' | 'cancel' | 'remove';

const LOOKS = {
  waiting: { icon: 'clock', tone: 'plain' },
  running: { icon: 'review', tone: 'plain' },
  stuck: { icon: 'warn', tone: 'wait' },
  failed: { icon: 'wrong', tone: 'wrong' },
} as const;

function useJobAct(onClose: () => void) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ jobId, act }: { jobId: string; act: Act }) =>
      api.call(`POST /operations/jobs/:jobId/${act}`, { params: { jobId } }),
    onSuccess: ({ outcome }, { act }) => {
      if (outcome === 'done') showDone(t(`operations.job.done.${act}`));
      else if (outcome === 'running') showDone(t('operations.job.runningNow'));
      else showDone(t(outcome === 'gone' ? 'operations.job.gone' : 'operations.job.unchanged'));
      onClose();
      void cache.invalidateQueries({ queryKey: ['operations'] });
    },
    onError: showProblem,
  });
}

function Why({ job }: { job: Job }) {
  const { t } = useTranslation();
  if (job.state === 'failed') return <p className="soft">{t('operations.job.whyFailed')}</p>;
  if (job.state !== 'stuck') return null;
  return (
    <p className="soft">
      {job.heldBy === null ? t('operations.job.whyStuckDue') : t('operations.job.whyStuckHeld')}
    </p>
  );
}

function Acts({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t } = useTranslation();
  const act = useJobAct(onClose);
  const run = (name: Act) => () => act.mutate({ jobId: job.id, act: name });
  if (job.state === 'running') return <p className="soft">{t('operations.job.runningNow')}</p>;
  const isHeld = job.heldBy !== null;
  const again =
    job.state === 'failed'
      ? 'operations.job.retry'
      : isHeld
        ? 'operations.job.free'
        : 'operations.job.runNow';
  return (
    <>
      <div className={classes.buttons}>
        <Button data-autofocus loading={act.isPending} onClick={run('retry')}>
          {t(again)}
        </Button>
        {job.state === 'failed' ? (
          <Button variant="default" disabled={act.isPending} onClick={run('remove')}>
            {t('operations.job.remove')}
          </Button>
        ) : (
          <Button variant="default" disabled={act.isPending} onClick={run('cancel')}>
            {t('operations.job.cancel')}
          </Button>
        )}
      </div>
      {job.state !== 'failed' && job.kind.startsWith('document-intake.') && (
        <p className="faint">{t('operations.job.cancelHint')}</p>
      )}
    </>
  );
}

export function JobDrawer({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = [
    [t('operations.job.kind'), job.kind],
    [t('operations.job.attempts'), `${job.attempts}/${job.maxAttempts}`],
    [t('operations.job.created'), format.moment(job.createdAt)],
    [t('operations.job.due'), format.moment(job.dueAt)],
    ...(job.heldSince === null ? [] : [[t('operations.job.heldSince'), format.moment(job.heldSince)]]),
    ...(job.heldBy === null ? [] : [[t('operations.job.heldBy'), job.heldBy]]),
  ];
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={460}
      title={t('operations.job.title', { id: job.id })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={classes.drawer}>
        <StateWord {...LOOKS[job.state]}>{t(`operations.job.${job.state}`)}</StateWord>
        <Why job={job} />
        <Acts job={job} onClose={onClose} />
        <h2>{t('operations.job.error')}</h2>
        <pre className={classes.text}>{job.lastError ?? t('operations.job.noError')}</pre>
        <dl className={classes.facts}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <h2>{t('operations.job.about')}</h2>
        <dl className={classes.facts}>
          {job.payload.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className="faint">{t('operations.job.hidden')}</p>
      </div>
    </Drawer>
  );
}

/** Approving all that are clean (or chosen): names count and sum first, then shows the server's progress, which may be left. */
import { Button, Group, Modal, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentItem } from '../../../api/queries.ts';
import { api } from '../../../api/session.ts';
import { useFormat } from '../../../format/use-format.ts';
import { ProblemNote, showDone } from '../../../ui/problem-note.tsx';
import classes from '../review.module.css';
import type { Acts } from '../use-acts.ts';
import { type Act, countQuery, isGoing, type Target } from './act-queries.ts';
import { RefusedList } from './refused-list.tsx';

interface ManyDialogProps {
  readonly title: string;
  readonly target: Target;
  /** What of it is loaded: it leaves the queue at once. */
  readonly taken: readonly DocumentItem[];
  readonly many: Acts['many'];
  readonly onClose: () => void;
}

interface Run {
  readonly act: Act | null;
  readonly error: unknown;
}

function Running({ act }: { act: Act }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { total, waiting, done, refused } = act.counts;
  const posted = format.count(done);
  const ended = !isGoing(act);
  return (
    <>
      <p role="status">
        {!ended &&
          t('review.cleanRunning', { done: format.count(total - waiting), total: format.count(total) })}
        {act.state === 'done' && t('review.cleanDone', { posted, refused: format.count(refused) })}
        {act.state === 'stopped' && t('acts.many.stopped', { posted, left: format.count(waiting) })}
      </p>
      <Progress
        value={((total - waiting) / Math.max(1, total)) * 100}
        aria-label={t('acts.history.progress')}
      />
      {!ended && <p className={classes.hint}>{t('acts.many.away')}</p>}
      {ended && refused > 0 && <RefusedList actId={act.id} />}
    </>
  );
}

export function ManyDialog({ title, target, taken, many, onClose }: ManyDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [asked] = useState(target);
  const counted = useQuery(countQuery(asked));
  const [run, setRun] = useState<Run | null>(null);
  const open = useRef(true);
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);
  const go = useRef<HTMLButtonElement>(null);
  const act = run?.act ?? null;
  const settled = run !== null && (run.error !== null || (act !== null && !isGoing(act)));
  const count = counted.data?.count ?? 0;
  const n = format.count(count);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the act that comes next takes the focus, so that Enter goes on
  useLayoutEffect(() => go.current?.focus(), [count, settled]);
  const start = async () => {
    setRun({ act: null, error: null });
    try {
      const ended = await many({ kind: 'approve', ...asked }, taken, (now) =>
        setRun({ act: now, error: null }),
      );
      const { done, refused } = ended.counts;
      if (!open.current)
        showDone(t('review.cleanDone', { posted: format.count(done), refused: format.count(refused) }));
    } catch (error) {
      setRun({ act: null, error });
    }
  };
  const stop = () => {
    if (act !== null) void api.call('POST /work-acts/:actId/stop', { params: { actId: act.id } });
  };
  const leave = () => {
    if (act !== null && isGoing(act)) showDone(t('acts.inBackground', { n: format.count(act.counts.total) }));
    onClose();
  };
  return (
    <Modal
      opened
      onClose={leave}
      title={run === null && count > 0 ? t('review.cleanTitle', { n }) : title}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={classes.many}>
        {counted.isError && <ProblemNote error={counted.error} onRetry={() => void counted.refetch()} />}
        {counted.isPending && <p role="status">{t('review.cleanCounting', { n: '…' })}</p>}
        {counted.isSuccess && run === null && (
          <p>
            {count === 0
              ? t('review.cleanNone')
              : t('review.cleanBody', { n, sum: `${format.amount(counted.data.sumKurus)} TL` })}
          </p>
        )}
        {counted.isSuccess && run === null && count > 0 && (
          <p className={classes.hint}>{t('acts.many.undoHint')}</p>
        )}
        {run !== null && run.error !== null && <ProblemNote error={run.error} />}
        {act !== null && <Running act={act} />}
        <Group justify="flex-end" gap="xs">
          {run === null && (
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
          )}
          {run === null && count > 0 && (
            <Button ref={go} data-autofocus onClick={() => void start()}>
              {t('review.cleanConfirm', { n })}
            </Button>
          )}
          {act !== null && isGoing(act) && (
            <>
              <Button variant="default" onClick={stop}>
                {t('review.stop')}
              </Button>
              <Button onClick={leave}>{t('acts.many.background')}</Button>
            </>
          )}
          {settled && (
            <Button ref={go} data-autofocus onClick={onClose}>
              {t('shell.close')}
            </Button>
          )}
        </Group>
      </div>
    </Modal>
  );
}

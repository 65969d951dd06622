/** The run of one act over many documents: how many are done, which could not be and why, stopped or taken back from here. */
import { Button, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { booksOf } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote, showProblem } from '../../ui/problem-note.tsx';
import { type Act, type ActRequest, actQuery, isGoing } from '../review/acts/act-queries.ts';
import { askAct, askUndo } from '../review/acts/ask-act.ts';
import { RefusedList } from '../review/acts/refused-list.tsx';
import classes from './desk.module.css';

interface ActRunProps {
  /** Null: of several clients. */
  readonly clientId: string | null;
  /** Its id was chosen here: asked twice it is one act. */
  readonly body: ActRequest;
  readonly onClose: () => void;
}

function useRun(clientId: string | null, body: ActRequest) {
  const cache = useQueryClient();
  const [id, setId] = useState<string | null>(null);
  const follow = (act: Act) => {
    cache.setQueryData(actQuery(act.id).queryKey, act);
    setId(act.id);
  };
  const ask = useMutation({ mutationFn: () => askAct(body), onSuccess: follow });
  const started = useRef(false);
  const { mutate } = ask;
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    mutate();
  }, [mutate]);
  const act = useQuery({ ...actQuery(id ?? ''), enabled: id !== null }).data;
  const ended = act !== undefined && !isGoing(act);
  const done = act?.counts.done;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lists are read anew when another act ended
  useEffect(() => {
    if (!ended) return;
    for (const queryKey of [...listsOf(clientId), ['tray'], ['tray-count']])
      void cache.invalidateQueries({ queryKey });
  }, [ended, done, id, cache, clientId]);
  return { act, ended, ask, follow };
}

/** The lists that may show another thing now; of every client where it is not one client's. */
const listsOf = (clientId: string | null): readonly (readonly unknown[])[] =>
  clientId === null ? booksOf('').map(([name]) => [name]) : booksOf(clientId);

export function ActRun({ clientId, body, onClose }: ActRunProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { act, ended, ask, follow } = useRun(clientId, body);
  const [showWhy, setShowWhy] = useState(false);
  const undo = useMutation({
    mutationFn: (actId: string) => askUndo(actId),
    onSuccess: follow,
    onError: showProblem,
  });
  const stop = useMutation({
    mutationFn: (actId: string) => api.call('POST /work-acts/:actId/stop', { params: { actId } }),
    onError: showProblem,
  });
  const close = (
    <Button variant="subtle" onClick={onClose}>
      {t('desk.bulk.close')}
    </Button>
  );
  if (ask.isError) {
    return (
      <section className={classes.bulk} aria-label={t('desk.bulk.title')}>
        <ProblemNote error={ask.error} onRetry={() => ask.mutate()} />
        {close}
      </section>
    );
  }
  const counts = act?.counts ?? { total: 0, done: 0, refused: 0, waiting: 0, undone: 0 };
  const settled = counts.total - counts.waiting;
  return (
    <section className={classes.bulk} aria-label={t('desk.bulk.title')} data-noprint>
      <strong role="status">
        {ended
          ? t('desk.bulk.done', { done: format.count(counts.done) })
          : t('desk.bulk.going', { done: format.count(settled), total: format.count(counts.total) })}
        {counts.refused > 0 && (
          <span className="wrong"> · {t('desk.bulk.refused', { n: format.count(counts.refused) })}</span>
        )}
      </strong>
      {!ended && (
        <Progress
          w={200}
          size="sm"
          animated
          value={(settled / Math.max(1, counts.total)) * 100}
          aria-label={t('desk.bulk.title')}
        />
      )}
      {counts.refused > 0 && (
        <Button variant="default" aria-expanded={showWhy} onClick={() => setShowWhy(!showWhy)}>
          {t('desk.bulk.why')}
        </Button>
      )}
      {!ended && act !== undefined && (
        <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate(act.id)}>
          {t('desk.bulk.stop')}
        </Button>
      )}
      {ended && act?.undoable === true && (
        <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate(act.id)}>
          {t('desk.bulk.undo')}
        </Button>
      )}
      {ended && close}
      {showWhy && act !== undefined && <RefusedList actId={act.id} />}
    </section>
  );
}

/** The workbench: the document as on paper beside its proposed voucher, one after another, from the keyboard. */
import { Skeleton } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentItem } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { MissingRules } from '../official-rules/lazy-rules.tsx';
import { usePresence } from '../presence/use-presence.ts';
import { useAskedForClean } from './asks-for-clean.ts';
import { useResumedEdit, useUnsavedEdit } from './edit/use-unsaved-edit.ts';
import classes from './review.module.css';
import { ReviewBar } from './review-bar.tsx';
import { ReviewOverlays } from './review-overlays.tsx';
import { ReviewPanes } from './review-panes.tsx';
import { sitting, useSitting } from './review-session.ts';
import { TakenNote } from './taken-note.tsx';
import { type QueuePlace, useActs } from './use-acts.ts';
import type { Queue, QueueFilter } from './use-queue.ts';
import { type Mode, useReviewKeys } from './use-review-keys.ts';

interface WorkbenchProps {
  readonly title: string;
  readonly place: QueuePlace;
  /** What the queue is narrowed to; all that is clean is approved by it. */
  readonly filter: QueueFilter;
  readonly queue: Queue;
  /** Order and filter of a queue over several clients. */
  readonly tools?: ReactNode;
  readonly empty: ReactNode;
  readonly onLeave: () => void;
}

export function Workbench({ title, place, filter, queue, tools, empty, onLeave }: WorkbenchProps) {
  const { t } = useTranslation();
  const { refusals } = useSitting(place.key);
  const [mode, setMode] = useState<Mode>('read');
  const [opened, setOpened] = useState<string | null>(null);
  const { open, current, index, items, taken, chosen } = queue;
  const mayPost = useCan()('voucher:post');
  const acts = useActs(place, open);
  const region = useRef<HTMLElement>(null);
  // What is edited stays in sight though another person took it: saving then says so.
  const shown = current ?? (mode === 'edit' ? taken : null);
  const people = usePresence(shown?.clientId ?? place.clientId, shown?.id ?? null, mode === 'edit');
  const unsaved = useUnsavedEdit(shown?.voucherId ?? null, mode);
  const read = useCallback(() => {
    setMode('read');
    region.current?.focus({ preventScroll: true });
  }, []);
  /** What comes after the documents that leave the queue: the next one, or the one before them. */
  const moveOn = (leaving: ReadonlySet<string>) => {
    const stays = (item: DocumentItem) => !leaving.has(item.id);
    const next = items.slice(index).find(stays) ?? items.slice(0, index).reverse().find(stays);
    if (next !== undefined) open(next.id);
    read();
  };
  const approve = () => {
    if (current === null || current.voucherId === null || !mayPost) return;
    // What was written and not saved is not passed over.
    if (unsaved && mode === 'read') return setMode('edit');
    void acts.approve(current);
    moveOn(new Set([current.id]));
  };
  const undo = async () => {
    const large = await acts.undo();
    if (large === null) return;
    setOpened(large.id);
    setMode('history');
  };
  const select = () => current !== null && sitting.toggle(place.key, current.id);
  useReviewKeys({
    queue,
    mode,
    hasSelection: chosen.length > 0,
    setMode,
    approve,
    undo: () => void undo(),
    leave: chosen.length > 0 ? () => sitting.chooseNone(place.key) : onLeave,
    select,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document is read, not edited
  useEffect(() => {
    setMode((now) => (now === 'edit' ? 'read' : now));
  }, [shown?.id]);
  useResumedEdit(shown?.voucherId ?? null, unsaved, () => setMode('edit'));
  useAskedForClean(!queue.loading, () => mayPost && setMode('approve-clean'));
  useEffect(() => {
    document.title = `${title} · ${t('shell.appName')}`;
    region.current?.focus({ preventScroll: true });
  }, [t, title]);
  return (
    <section ref={region} className={classes.page} aria-label={title} tabIndex={-1}>
      <ReviewBar
        title={title}
        place={place}
        queue={queue}
        people={people}
        reading={mode !== 'edit'}
        onApprove={approve}
        onMode={setMode}
        onSelect={select}
        onUndo={() => void undo()}
      />
      {tools !== undefined && <div className={classes.tools}>{tools}</div>}
      {queue.error !== null && <ProblemNote error={queue.error} onRetry={queue.reload} />}
      {queue.loading && <Skeleton className={classes.skeleton ?? ''} height="100%" />}
      {taken !== null && shown === null && (
        <TakenNote document={taken} onNext={() => queue.goTo(Math.max(0, index))} />
      )}
      {!queue.loading && current === null && taken === null && queue.error === null && empty}
      {shown !== null && (
        <ReviewPanes
          key={shown.id}
          item={shown}
          people={people}
          unsaved={unsaved}
          editing={mode === 'edit'}
          refusal={refusals.get(shown.id) ?? null}
          onEdited={(approveNow) => {
            read();
            if (approveNow) approve();
          }}
        />
      )}
      <MissingRules />
      <ReviewOverlays
        mode={mode}
        place={place}
        filter={filter}
        queue={queue}
        acts={acts}
        opened={opened}
        onClose={() => {
          setOpened(null);
          read();
        }}
        onMoveOn={moveOn}
      />
    </section>
  );
}

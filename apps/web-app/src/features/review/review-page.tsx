/** Reviewing: the document as on paper beside its proposed voucher, one after another, from the keyboard. */
import { Skeleton } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentItem } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useLiveDocuments } from '../documents/use-live-documents.ts';
import { usePresence } from '../presence/use-presence.ts';
import { useResumedEdit, useUnsavedEdit } from './edit/use-unsaved-edit.ts';
import classes from './review.module.css';
import { ReviewBar } from './review-bar.tsx';
import { ReviewPanes } from './review-panes.tsx';
import { sitting, useSitting } from './review-session.ts';
import { TakenNote } from './taken-note.tsx';
import { useActs } from './use-acts.ts';
import { type Queue, useQueue } from './use-queue.ts';

// What lies over the page is loaded when it is first opened.
const RejectDialog = lazy(() =>
  import('../documents/reject-dialog.tsx').then((part) => ({ default: part.RejectDialog })),
);
const ApproveMany = lazy(() => import('./approve-many.tsx').then((part) => ({ default: part.ApproveMany })));

type Mode = 'read' | 'edit' | 'reject' | 'approve-clean' | 'approve-selected';

interface KeysOptions {
  readonly queue: Queue;
  readonly mode: Mode;
  readonly setMode: (mode: Mode) => void;
  readonly approve: () => void;
  readonly undo: () => void;
  readonly leave: () => void;
  readonly select: () => void;
}

function useReviewKeys({ queue, mode, setMode, approve, undo, leave, select }: KeysOptions) {
  const { t } = useTranslation();
  const edit = () => queue.current !== null && queue.current.voucherId !== null && setMode('edit');
  const reading = [
    { key: 'j', label: t('review.next'), run: () => queue.goTo(queue.index + 1) },
    { key: 'k', label: t('review.previous'), run: () => queue.goTo(queue.index - 1) },
    { key: 'Enter', label: t('review.approve'), run: approve },
    { key: 'e', label: t('review.edit'), run: edit },
    { key: 'r', label: t('review.reject'), run: () => setMode('reject') },
    { key: 'x', label: t('review.select'), run: select },
    { key: 'a', label: t('review.approveAllClean'), run: () => setMode('approve-clean') },
    { key: 'u', label: t('review.undo'), run: undo },
    { key: 'Escape', label: t('review.leave'), run: leave },
  ];
  useKeys(mode === 'read' ? reading : []);
}

function EmptyQueue({ clientId, onUndo }: { clientId: string; onUndo: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const leave = () => void navigate({ to: '/mukellefler/$clientId/belgeler', params: { clientId } });
  useKeys([
    { key: 'u', label: t('review.undo'), run: onUndo },
    { key: 'Escape', label: t('review.leave'), run: leave },
  ]);
  return (
    <Empty icon="check" title={t('review.empty')} next={t('review.emptyNext')}>
      <Link to="/mukellefler/$clientId/belgeler" params={{ clientId }}>
        {t('review.toDocuments')}
      </Link>
      <Link to="/mukellefler/$clientId/mizan" params={{ clientId }}>
        {t('review.toMizan')}
      </Link>
    </Empty>
  );
}

export function ReviewPage() {
  const { t } = useTranslation();
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId/inceleme' });
  const navigate = useNavigate();
  const queue = useQueue(clientId);
  // What is read meanwhile (or comes back by undo) joins the queue by itself.
  useLiveDocuments(clientId, undefined);
  const { selected, refusals } = useSitting(clientId);
  const [mode, setMode] = useState<Mode>('read');
  const { open } = queue;
  const mayPost = useCan()('voucher:post');
  const acts = useActs(clientId, open);
  const region = useRef<HTMLElement>(null);
  const { current, index, items, taken } = queue;
  // What is edited stays in sight though another person took it: saving then says so.
  const shown = current ?? (mode === 'edit' ? taken : null);
  const people = usePresence(clientId, shown?.id ?? null, mode === 'edit');
  const unsaved = useUnsavedEdit(shown?.voucherId ?? null, mode);
  const read = useCallback(() => {
    setMode('read');
    region.current?.focus({ preventScroll: true });
  }, []);
  /** What comes after this document leaves the queue: the next one, or the one before the last. */
  const moveOn = () => {
    const next: DocumentItem | undefined = items[index + 1] ?? items[index - 1];
    if (next !== undefined) open(next.id);
    read();
  };
  const approve = () => {
    if (current === null || current.voucherId === null || !mayPost) return;
    // What was written and not saved is not passed over.
    if (unsaved && mode === 'read') return setMode('edit');
    void acts.approve(current);
    moveOn();
  };
  const leave = () =>
    void navigate({
      to: '/mukellefler/$clientId/belgeler',
      params: { clientId },
      search: { durum: 'READY' },
    });
  const select = () => current !== null && sitting.toggle(clientId, current.id);
  useReviewKeys({
    queue,
    mode: current === null ? 'edit' : mode,
    setMode,
    approve,
    undo: () => void acts.undo(),
    leave,
    select,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document is read, not edited
  useEffect(() => {
    setMode((now) => (now === 'edit' ? 'read' : now));
  }, [shown?.id]);
  useResumedEdit(shown?.voucherId ?? null, unsaved, () => setMode('edit'));
  useEffect(() => {
    document.title = `${t('review.title')} · ${t('shell.appName')}`;
    region.current?.focus({ preventScroll: true });
  }, [t]);
  return (
    <section ref={region} className={classes.page} aria-label={t('review.title')} tabIndex={-1}>
      <ReviewBar
        queue={queue}
        people={people}
        selected={selected}
        reading={mode !== 'edit'}
        onApprove={approve}
        onEdit={() => setMode('edit')}
        onReject={() => setMode('reject')}
        onSelect={select}
        onUndo={() => void acts.undo()}
        onApproveClean={() => setMode('approve-clean')}
        onApproveSelected={() => setMode('approve-selected')}
      />
      {queue.error !== null && <ProblemNote error={queue.error} onRetry={queue.reload} />}
      {queue.loading && <Skeleton className={classes.skeleton ?? ''} height="100%" />}
      {taken !== null && shown === null && (
        <TakenNote document={taken} onNext={() => queue.goTo(Math.max(0, index))} />
      )}
      {!queue.loading && current === null && taken === null && queue.error === null && (
        <EmptyQueue clientId={clientId} onUndo={() => void acts.undo()} />
      )}
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
      <Suspense fallback={null}>
        {mode === 'reject' && current !== null && (
          <RejectDialog
            opened
            name={current.documentNo ?? current.fileName}
            onClose={read}
            onReject={(reason) => {
              void acts.reject(current, reason);
              moveOn();
            }}
          />
        )}
        {(mode === 'approve-clean' || mode === 'approve-selected') && (
          <ApproveMany
            clientId={clientId}
            only={mode === 'approve-selected' ? items.filter((item) => selected.has(item.id)) : null}
            onClose={read}
          />
        )}
      </Suspense>
    </section>
  );
}

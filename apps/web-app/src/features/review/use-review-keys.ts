/** The keys of the workbench. */
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../keyboard/use-keys.ts';
import type { Queue } from './use-queue.ts';

export type Mode =
  | 'read'
  | 'edit'
  | 'reject'
  | 'move'
  | 'like'
  | 'history'
  | 'approve-clean'
  | 'approve-selected';

interface KeysOptions {
  readonly queue: Queue;
  readonly mode: Mode;
  readonly hasSelection: boolean;
  readonly setMode: (mode: Mode) => void;
  readonly approve: () => void;
  readonly undo: () => void;
  readonly leave: () => void;
  readonly select: () => void;
}

/** None while something lies over the page; without a document only what needs none. */
export function useReviewKeys(options: KeysOptions): void {
  const { queue, mode, hasSelection, setMode, approve, undo, leave, select } = options;
  const { t } = useTranslation();
  const edit = () => queue.current !== null && queue.current.voucherId !== null && setMode('edit');
  const always = [
    { key: 'u', label: t('review.undo'), run: undo },
    { key: 'h', label: t('acts.history.open'), run: () => setMode('history') },
    { key: 'Escape', label: t('review.leave'), run: leave },
  ];
  const reading = [
    { key: 'j', label: t('review.next'), run: () => queue.goTo(queue.index + 1) },
    { key: 'k', label: t('review.previous'), run: () => queue.goTo(queue.index - 1) },
    {
      key: 'Enter',
      label: t(hasSelection ? 'review.approveSelected' : 'review.approve'),
      run: hasSelection ? () => setMode('approve-selected') : approve,
    },
    { key: 'e', label: t('review.edit'), run: edit },
    { key: 'r', label: t('review.reject'), run: () => setMode('reject') },
    { key: 'm', label: t('documents.move.title'), run: () => setMode('move') },
    { key: 'x', label: t('review.select'), run: select },
    { key: 'a', label: t('review.approveAllClean'), run: () => setMode('approve-clean') },
    { key: 'l', label: t('acts.like.key'), run: () => setMode('like') },
    ...always,
  ];
  const empty = queue.taken === null ? always : [];
  useKeys(mode !== 'read' ? [] : queue.current === null ? empty : reading);
}

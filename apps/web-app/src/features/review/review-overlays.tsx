/** What lies over the workbench, loaded when it is first opened: rejecting, moving, many at once, all alike, the history. */

import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentItem } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { withTexts } from '../../i18n/page-texts.ts';
import { sitting } from './review-session.ts';
import type { Acts, QueuePlace } from './use-acts.ts';
import { narrowedTo, type Queue, type QueueFilter } from './use-queue.ts';
import type { Mode } from './use-review-keys.ts';

const RejectDialog = lazy(() =>
  withTexts(['documents'], import('../documents/reject-dialog.tsx')).then((part) => ({
    default: part.RejectDialog,
  })),
);
const ManyDialog = lazy(() =>
  import('./acts/many-dialog.tsx').then((part) => ({ default: part.ManyDialog })),
);
const MoveDialog = lazy(() =>
  withTexts(['documents'], import('../documents/move-dialog.tsx')).then((part) => ({
    default: part.MoveDialog,
  })),
);
const LikeDialog = lazy(() =>
  import('./acts/like-dialog.tsx').then((part) => ({ default: part.LikeDialog })),
);
const HistoryPanel = lazy(() =>
  import('./acts/history-panel.tsx').then((part) => ({ default: part.HistoryPanel })),
);

interface OverlaysProps {
  readonly mode: Mode;
  readonly place: QueuePlace;
  readonly filter: QueueFilter;
  readonly queue: Queue;
  readonly acts: Acts;
  /** The act that the history opens with. */
  readonly opened: string | null;
  readonly onClose: () => void;
  /** These documents leave the queue: the next one is opened. */
  readonly onMoveOn: (leaving: ReadonlySet<string>) => void;
}

const idsOf = (documents: readonly DocumentItem[]) => documents.map(({ id }) => id);

/** The chosen documents, or the open one; how they are called together. */
function useMeant({ chosen, current }: Queue) {
  const { t } = useTranslation();
  const format = useFormat();
  const meant = chosen.length > 0 ? chosen : current === null ? [] : [current];
  const [only] = meant;
  const name =
    meant.length === 1 && only !== undefined
      ? (only.documentNo ?? only.fileName)
      : t('acts.documents', { n: format.count(meant.length) });
  return { meant, name };
}

function Many({ mode, place, filter, queue, acts, onClose }: OverlaysProps) {
  const { t } = useTranslation();
  const ofChosen = mode === 'approve-selected';
  const selection = { clean: true, kind: 'invoice', ...narrowedTo(place, filter) } as const;
  return (
    <ManyDialog
      title={t(ofChosen ? 'review.approveSelected' : 'review.approveAllClean')}
      target={ofChosen ? { documentIds: idsOf(queue.chosen) } : { selection }}
      taken={ofChosen ? queue.chosen : queue.items.filter((item) => item.clean)}
      many={acts.many}
      onClose={onClose}
    />
  );
}

export function ReviewOverlays(props: OverlaysProps) {
  const { mode, place, queue, acts, opened, onClose, onMoveOn } = props;
  const cache = useQueryClient();
  const { meant, name } = useMeant(queue);
  const [first] = meant;
  const ofOneClient = meant.every(({ clientId }) => clientId === first?.clientId);
  /** What was taken back waits again: the lists are asked, and nothing is hidden any more. */
  const undone = () => {
    void cache.invalidateQueries({ queryKey: ['documents'] }).then(() => sitting.allBack(place.key));
  };
  const actOn = (act: (documents: readonly DocumentItem[]) => Promise<void>) => {
    void act(meant);
    onMoveOn(new Set(idsOf(meant)));
  };
  return (
    <Suspense fallback={null}>
      {mode === 'reject' && first !== undefined && (
        <RejectDialog
          opened
          name={name}
          onClose={onClose}
          onReject={(reason) => actOn((documents) => acts.reject(documents, reason))}
        />
      )}
      {mode === 'move' && first !== undefined && (
        <MoveDialog
          name={name}
          fromClientId={ofOneClient ? first.clientId : null}
          onClose={onClose}
          onMove={(client) => actOn((documents) => acts.move(documents, client.id))}
        />
      )}
      {mode === 'like' && queue.current !== null && <LikeDialog document={queue.current} onClose={onClose} />}
      {(mode === 'approve-clean' || mode === 'approve-selected') && <Many {...props} />}
      {mode === 'history' && (
        <HistoryPanel clientId={place.clientId} first={opened} onClose={onClose} onUndone={undone} />
      )}
    </Suspense>
  );
}

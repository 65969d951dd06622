/** The bar of the review page: where in the queue, and the acts with their keys. */
import { ActionIcon, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { KeyCap, Tag } from '../../ui/small.tsx';
import { DocumentTags } from '../documents/document-state.tsx';
import { PresenceInQueue } from '../presence/presence-marks.tsx';
import type { Present } from '../presence/use-presence.ts';
import classes from './review.module.css';
import type { Queue } from './use-queue.ts';

interface BarProps {
  readonly queue: Queue;
  /** Others at this client's queue. */
  readonly people: readonly Present[];
  readonly selected: ReadonlySet<string>;
  /** False while the voucher is edited: its own acts are used then. */
  readonly reading: boolean;
  readonly onApprove: () => void;
  readonly onEdit: () => void;
  readonly onReject: () => void;
  readonly onSelect: () => void;
  readonly onUndo: () => void;
  readonly onApproveClean: () => void;
  readonly onApproveSelected: () => void;
}

function Walk({ queue }: { queue: Queue }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className={classes.walk}>
      <ActionIcon
        title={`${t('review.previous')} (K)`}
        aria-label={t('review.previous')}
        disabled={queue.index <= 0}
        onClick={() => queue.goTo(queue.index - 1)}
      >
        <Icon name="left" />
      </ActionIcon>
      <span data-testid="queue-position" aria-label={t('review.queue')} role="status">
        {t('review.position', { at: format.count(queue.index + 1), total: format.count(queue.total) })}
      </span>
      <ActionIcon
        title={`${t('review.next')} (J)`}
        aria-label={t('review.next')}
        disabled={queue.index >= queue.items.length - 1}
        onClick={() => queue.goTo(queue.index + 1)}
      >
        <Icon name="right" />
      </ActionIcon>
    </span>
  );
}

export function ReviewBar(props: BarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { queue, selected, reading } = props;
  const { current } = queue;
  const mayPost = useCan()('voucher:post');
  return (
    <div className={classes.bar}>
      <h1>{t('review.title')}</h1>
      {current !== null && (
        <>
          <Walk queue={queue} />
          <label className={classes.pick}>
            <input
              type="checkbox"
              aria-label={`${t('review.select')}: ${current.documentNo ?? current.fileName}`}
              checked={selected.has(current.id)}
              onChange={props.onSelect}
            />
            {current.documentNo ?? current.fileName}
          </label>
          <span className={classes.tags}>
            {current.direction !== null && <Tag>{t(`documents.direction.${current.direction}`)}</Tag>}
            <DocumentTags document={current} />
          </span>
        </>
      )}
      <PresenceInQueue
        people={props.people}
        numberOf={(documentId) => {
          const item = queue.items.find((each) => each.id === documentId);
          return item === undefined ? null : (item.documentNo ?? item.fileName);
        }}
      />
      <span className={classes.grow} />
      {/* All at once, when it is known which there are: none of them moves under the pointer. */}
      {!queue.loading && (
        <div className={classes.acts}>
          <ActionIcon
            title={`${t('review.undo')} (U)`}
            size="lg"
            aria-label={t('review.undo')}
            onClick={props.onUndo}
          >
            <Icon name="undo" />
          </ActionIcon>
          {selected.size > 0 && mayPost && (
            <Button variant="default" onClick={props.onApproveSelected}>
              {t('review.approveSelected')} ({format.count(selected.size)})
            </Button>
          )}
          {selected.size === 0 && queue.cleanCount > 0 && reading && mayPost && (
            <Button variant="default" onClick={props.onApproveClean}>
              {t('review.approveClean', { n: format.count(queue.cleanCount) })}
              <KeyCap>A</KeyCap>
            </Button>
          )}
          {current !== null && reading && (
            <>
              <Button variant="default" onClick={props.onReject}>
                {t('review.reject')}
                <KeyCap>R</KeyCap>
              </Button>
              <Button variant="default" onClick={props.onEdit} disabled={current.voucherId === null}>
                {t('review.edit')}
                <KeyCap>E</KeyCap>
              </Button>
              <Button onClick={props.onApprove} disabled={current.voucherId === null || !mayPost}>
                {t('review.approve')}
                <KeyCap>Enter</KeyCap>
              </Button>
            </>
          )}
        </div>
      )}
    </div>
  );
}

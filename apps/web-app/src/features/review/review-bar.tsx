/** The bar of the review page: where in the queue, and the acts with their keys. */
import { ActionIcon, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ALL_MONTHS } from '../../shell/client-month/use-client-month.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { KeyCap, Tag } from '../../ui/small.tsx';
import { DocumentTags } from '../documents/document-state.tsx';
import { PresenceInQueue } from '../presence/presence-marks.tsx';
import type { Present } from '../presence/use-presence.ts';
import { goingQuery } from './acts/act-queries.ts';
import classes from './review.module.css';
import type { QueuePlace } from './use-acts.ts';
import type { Queue } from './use-queue.ts';
import type { Mode } from './use-review-keys.ts';

interface BarProps {
  readonly title: string;
  readonly place: QueuePlace;
  readonly queue: Queue;
  /** Others at this client's queue. */
  readonly people: readonly Present[];
  /** False while the voucher is edited: its own acts are used then. */
  readonly reading: boolean;
  readonly onApprove: () => void;
  readonly onMode: (mode: Mode) => void;
  readonly onSelect: () => void;
  readonly onUndo: () => void;
}

/** What the worker does right now, by whomever: pressing it opens the history. */
function Going({ place, onOpen }: { place: QueuePlace; onOpen: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const going = useQuery(goingQuery(place.clientId)).data?.items[0];
  if (going === undefined) return null;
  const { total, waiting } = going.counts;
  return (
    <Button variant="subtle" onClick={onOpen} leftSection={<Icon name="clock" />}>
      {t(`acts.kind.${going.kind}`)}{' '}
      {t('acts.many.running', { done: format.count(total - waiting), total: format.count(total) })}
    </Button>
  );
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

interface IconActProps {
  readonly icon: IconName;
  readonly label: string;
  readonly keyName: string;
  readonly onClick: () => void;
}

function IconAct({ icon, label, keyName, onClick }: IconActProps) {
  return (
    <ActionIcon title={`${label} (${keyName})`} size="lg" aria-label={label} onClick={onClick}>
      <Icon name={icon} />
    </ActionIcon>
  );
}

/** Whose the document is, where the queue is of several clients. */
function OfClient({ queue }: { queue: Queue }) {
  const { current } = queue;
  const title = current === null ? null : queue.titleOf(current.id);
  if (current === null || title === null) return null;
  return (
    <Link
      to="/mukellefler/$clientId/inceleme"
      params={{ clientId: current.clientId }}
      search={{ belge: current.id, donem: current.issueDate?.slice(0, 7) ?? ALL_MONTHS }}
      className={classes.client}
      data-testid="queue-client"
    >
      {title}
    </Link>
  );
}

function ActButtons(props: BarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayPost = useCan()('voucher:post');
  const { queue, reading, onMode } = props;
  const { current, chosen } = queue;
  return (
    <div className={classes.acts}>
      <Going place={props.place} onOpen={() => onMode('history')} />
      <IconAct icon="history" label={t('acts.history.open')} keyName="H" onClick={() => onMode('history')} />
      <IconAct icon="undo" label={t('review.undo')} keyName="U" onClick={props.onUndo} />
      {current !== null && reading && (
        <>
          <IconAct icon="copy" label={t('acts.like.key')} keyName="L" onClick={() => onMode('like')} />
          <IconAct icon="move" label={t('documents.move.title')} keyName="M" onClick={() => onMode('move')} />
        </>
      )}
      {chosen.length > 0 && mayPost && (
        <Button variant="default" onClick={() => onMode('approve-selected')}>
          {t('review.approveSelected')} ({format.count(chosen.length)})
        </Button>
      )}
      {chosen.length === 0 && queue.cleanCount > 0 && reading && mayPost && (
        <Button variant="default" onClick={() => onMode('approve-clean')}>
          {t('review.approveClean', { n: format.count(queue.cleanCount) })}
          <KeyCap>A</KeyCap>
        </Button>
      )}
      {current !== null && reading && (
        <>
          <Button variant="default" onClick={() => onMode('reject')}>
            {t('review.reject')}
            <KeyCap>R</KeyCap>
          </Button>
          <Button variant="default" onClick={() => onMode('edit')} disabled={current.voucherId === null}>
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
  );
}

export function ReviewBar(props: BarProps) {
  const { t } = useTranslation();
  const { queue } = props;
  const { current, chosen } = queue;
  return (
    <div className={classes.bar}>
      <h1>{props.title}</h1>
      {current !== null && (
        <>
          <Walk queue={queue} />
          <OfClient queue={queue} />
          <label className={classes.pick}>
            <input
              type="checkbox"
              aria-label={`${t('review.select')}: ${current.documentNo ?? current.fileName}`}
              checked={chosen.includes(current)}
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
      {!queue.loading && <ActButtons {...props} />}
    </div>
  );
}

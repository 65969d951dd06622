/** The list of what a person was told: the newest first, unread ones marked, each leading to where it helps. */
import { Button, Drawer } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { notify } from '../../ui/notices.tsx';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote, showProblem } from '../../ui/problem-note.tsx';
import { NOTIFICATIONS, type Notification, notificationsQuery } from './notification-queries.ts';
import classes from './notifications.module.css';
import { Preferences } from './preferences.tsx';
import { ICONS, useSentence } from './use-sentence.ts';

/** Arrow keys walk the buttons of the list, as in any menu. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
  event.preventDefault();
}

function useMark() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { ids?: string[]; read?: boolean }) => api.call('POST /notifications/read', { body }),
    onSettled: () => cache.invalidateQueries({ queryKey: NOTIFICATIONS }),
    onError: showProblem,
  });
}

function Entry({ item, onOpen }: { item: Notification; onOpen: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sentence = useSentence();
  const unread = item.readAt === null;
  return (
    <li>
      <button type="button" className={classes.entry} data-unread={unread || undefined} onClick={onOpen}>
        <Icon name={ICONS[item.kind]} />
        <span className={classes.words}>
          {item.client !== null && <strong className="cut">{item.client.title}</strong>}
          <span>{sentence(item)}</span>
          <span className="faint">
            {format.moment(item.createdAt)}
            {unread && <span className={classes.unreadWord}> · {t('notifications.unread')}</span>}
          </span>
        </span>
      </button>
    </li>
  );
}

export function NotificationsPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [choosing, setChoosing] = useState(false);
  const query = useInfiniteQuery(notificationsQuery);
  const mark = useMark();
  const items = rowsOf(query.data);
  const list = useRef<HTMLUListElement>(null);
  const arrived = items.length > 0;
  // The list comes after the panel: the first entry is then at hand for Enter and the arrows.
  useEffect(() => {
    if (arrived) list.current?.querySelector('button')?.focus();
  }, [arrived]);
  const unread = query.data?.pages[0]?.unread ?? 0;
  const open = (item: Notification) => {
    if (item.readAt === null) mark.mutate({ ids: [item.id] });
    onClose();
    if (item.link !== null) void navigate({ href: item.link });
  };
  const markAll = async () => {
    const { changed } = await mark.mutateAsync({});
    if (changed.length === 0) return;
    notify({
      tone: 'done',
      message: (
        <div>
          {t('notifications.allRead', { n: format.count(changed.length) })}{' '}
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => mark.mutate({ ids: changed, read: false })}
          >
            {t('shell.undo')}
          </Button>
        </div>
      ),
    });
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={420}
      padding="sm"
      title={t('shell.nav.bell.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={classes.acts}>
        <Button
          size="compact-sm"
          variant="default"
          disabled={unread === 0}
          onClick={() => void markAll().catch(() => undefined)}
        >
          {t('notifications.markAll')}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={choosing}
          onClick={() => setChoosing(!choosing)}
        >
          {t('notifications.choose')}
        </Button>
      </div>
      {choosing && <Preferences />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {items.length > 0 && (
        <ul ref={list} className={classes.list} onKeyDown={walk}>
          {items.map((item) => (
            <Entry key={item.id} item={item} onOpen={() => open(item)} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button
          fullWidth
          variant="subtle"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('notifications.more')}
        </Button>
      )}
      {query.isSuccess && items.length === 0 && (
        <Empty icon="bell" title={t('notifications.empty')} next={t('notifications.emptyNext')} />
      )}
    </Drawer>
  );
}

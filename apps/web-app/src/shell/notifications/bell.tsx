/** The bell of the header: how much is unread, live; pressing it opens the list. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import shell from '../shell.module.css';
import { NOTIFICATIONS, unreadQuery } from './notification-queries.ts';
import classes from './notifications.module.css';

const MOST_SHOWN = 99;

export function Bell({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const officeId = useMe()?.office?.id;
  const unread = useQuery({ ...unreadQuery, enabled: officeId !== undefined }).data ?? 0;
  useEffect(() => {
    if (officeId === undefined) return;
    let left = false;
    let leave = () => {};
    const follow = async () => {
      // The bell is drawn first; it hears of what is new from a moment later on.
      const { followNotifications } = await import('./follow-notifications.ts');
      if (!left)
        leave = followNotifications(
          officeId,
          () => void cache.invalidateQueries({ queryKey: NOTIFICATIONS }),
        );
    };
    follow().catch(() => {
      // Without it the count is that of the last look.
    });
    return () => {
      left = true;
      leave();
    };
  }, [cache, officeId]);
  if (officeId === undefined) return null;
  return (
    <button
      type="button"
      className={`${shell.iconButton} ${classes.bell}`}
      aria-label={t('shell.nav.bell.count', { n: format.count(unread) })}
      title={t('shell.nav.bell.title')}
      onClick={onOpen}
    >
      <Icon name="bell" size={18} />
      {unread > 0 && (
        <span className={classes.badge} aria-hidden>
          {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
        </span>
      )}
    </button>
  );
}

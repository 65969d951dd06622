/** Passing notices at the corner of the page: what was done, and what was refused until it is closed. */
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';
import classes from './notices.module.css';

interface Notice {
  readonly id: number;
  readonly tone: 'done' | 'wrong';
  readonly title?: string;
  readonly message: ReactNode;
  /** What takes it back; the notice stays longer while it can be. */
  readonly undo?: { readonly label: string; readonly run: () => void };
}

const SHOWN_AT_ONCE = 4;
const DONE_STAYS_MS = 4000;
const UNDO_STAYS_MS = 10_000;

let notices: readonly Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

/** Shows a notice: "done" leaves by itself, "wrong" stays until it is closed. */
export function notify(notice: Omit<Notice, 'id'>): void {
  lastId += 1;
  change([...notices, { ...notice, id: lastId }]);
}

function close(id: number): void {
  change(notices.filter((notice) => notice.id !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function NoticeBox({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);
  const passes = notice.tone === 'done' && !held;
  useEffect(() => {
    if (!passes) return;
    const stays = notice.undo === undefined ? DONE_STAYS_MS : UNDO_STAYS_MS;
    const timer = setTimeout(() => close(notice.id), stays);
    return () => clearTimeout(timer);
  }, [passes, notice.id, notice.undo]);
  return (
    <div
      role={notice.tone === 'wrong' ? 'alert' : 'status'}
      className={classes.notice}
      data-tone={notice.tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      <Icon name={notice.tone === 'wrong' ? 'wrong' : 'check'} />
      <div className={classes.text}>
        {notice.title !== undefined && <strong>{notice.title}</strong>}
        {typeof notice.message === 'string' ? <div>{notice.message}</div> : notice.message}
      </div>
      {notice.undo !== undefined && (
        <button
          type="button"
          className={classes.undo}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
          onClick={() => {
            close(notice.id);
            notice.undo?.run();
          }}
        >
          {notice.undo.label}
        </button>
      )}
      <button
        type="button"
        className={classes.close}
        aria-label={t('shell.close')}
        onClick={() => close(notice.id)}
      >
        <Icon name="cross" size={14} />
      </button>
    </div>
  );
}

/** The corner itself; the oldest notices come first, later ones wait. */
export function Notices() {
  const { t } = useTranslation();
  const all = useSyncExternalStore(subscribe, () => notices);
  const waiting = all.length - SHOWN_AT_ONCE;
  return createPortal(
    <div className={classes.corner} data-noprint>
      {all.slice(0, SHOWN_AT_ONCE).map((notice) => (
        <NoticeBox key={notice.id} notice={notice} />
      ))}
      {waiting > 0 && (
        <div role="status" className={classes.more}>
          {t('shell.moreNotices', { n: waiting })}
        </div>
      )}
    </div>,
    document.body,
  );
}

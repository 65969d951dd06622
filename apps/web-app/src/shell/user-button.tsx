/** The button with the person's initials, which opens their menu. */
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/session.ts';
import classes from './shell.module.css';

const loadMenu = () => import('./user-menu.tsx').then((part) => ({ default: part.UserMenu }));
const UserMenu = lazy(loadMenu);

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return [words[0]?.[0], words.length > 1 ? words.at(-1)?.[0] : undefined].join('').toLocaleUpperCase('tr');
}

export function UserButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // A press outside closes the menu before this button hears of it: the press must not open it again.
  const wasOpen = useRef(false);
  const me = useMe();
  if (me === undefined) return null;
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div className={classes.userPlace}>
      <button
        ref={button}
        type="button"
        className={classes.userButton}
        aria-label={`${initials(me.user.name)} · ${t('shell.user.menu')}: ${me.user.name}`}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={() => void loadMenu()}
        onPointerDown={() => {
          wasOpen.current = open;
        }}
        onClick={() => {
          setOpen(!wasOpen.current);
          wasOpen.current = false;
        }}
      >
        {initials(me.user.name)}
      </button>
      <Suspense fallback={null}>{open && <UserMenu onClose={close} />}</Suspense>
    </div>
  );
}

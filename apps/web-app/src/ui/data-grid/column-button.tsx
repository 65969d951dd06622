/** The button that opens the menu of columns. */
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../icon.tsx';
import classes from './data-grid.module.css';
import type { ColumnModel } from './grid-column.ts';

const loadMenu = () => import('./column-menu.tsx').then((part) => ({ default: part.ColumnMenu }));
const ColumnMenu = lazy(loadMenu);

export function ColumnButton<T>({ model }: { model: ColumnModel<T> }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // A press outside closes the menu before this button hears of it: the press must not open it again.
  const wasOpen = useRef(false);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div className={classes.columnPlace}>
      <button
        ref={button}
        type="button"
        aria-label={t('shell.grid.columns')}
        aria-haspopup="dialog"
        aria-expanded={open}
        className={classes.columnMenu}
        onPointerEnter={() => void loadMenu()}
        onPointerDown={() => {
          wasOpen.current = open;
        }}
        onClick={() => {
          setOpen(!wasOpen.current);
          wasOpen.current = false;
        }}
      >
        <Icon name="columns" />
      </button>
      <Suspense fallback={null}>
        {open && <ColumnMenu model={model as ColumnModel<unknown>} onClose={close} />}
      </Suspense>
    </div>
  );
}

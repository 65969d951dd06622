/** The button that opens the menu of columns. */
import { lazy, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../icon.tsx';
import classes from './data-grid.module.css';
import type { ColumnModel } from './grid-column.ts';
import { MenuButton } from './menu-button.tsx';

const loadMenu = () => import('./column-menu.tsx').then((part) => ({ default: part.ColumnMenu }));
const ColumnMenu = lazy(loadMenu);

export function ColumnButton<T>({ model }: { model: ColumnModel<T> }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const close = () => {
    setOpen(false);
    place.current?.querySelector('button')?.focus();
  };
  return (
    <div ref={place} className={classes.columnPlace}>
      <MenuButton
        label={t('shell.grid.columns')}
        className={classes.columnMenu}
        open={open}
        onToggle={setOpen}
        load={loadMenu}
        menu={<ColumnMenu model={model as ColumnModel<unknown>} onClose={close} />}
      >
        <Icon name="columns" />
      </MenuButton>
    </div>
  );
}

/** The menu in which columns are shown, hidden and moved; loaded when it is first opened. */
import { ActionIcon, Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DropMenu } from '../drop-menu.tsx';
import { Icon } from '../icon.tsx';
import classes from './data-grid.module.css';
import type { ColumnModel } from './grid-column.ts';

export function ColumnMenu<T>({ model, onClose }: { model: ColumnModel<T>; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <DropMenu label={t('shell.grid.columns')} onClose={onClose}>
      {model.all.map((column) => (
        <div key={column.id} className={classes.columnChoice}>
          <Checkbox
            size="xs"
            label={column.header}
            checked={model.visible.includes(column)}
            disabled={column.fixed === true}
            onChange={(event) => model.show(column.id, event.currentTarget.checked)}
          />
          <span>
            <ActionIcon
              size="sm"
              aria-label={t('shell.grid.left', { name: column.header })}
              onClick={() => model.move(column.id, -1)}
            >
              <Icon name="up" />
            </ActionIcon>
            <ActionIcon
              size="sm"
              aria-label={t('shell.grid.right', { name: column.header })}
              onClick={() => model.move(column.id, 1)}
            >
              <Icon name="down" />
            </ActionIcon>
          </span>
        </div>
      ))}
      <button type="button" className={classes.reset} onClick={model.reset}>
        {t('shell.grid.reset')}
      </button>
    </DropMenu>
  );
}

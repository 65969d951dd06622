/** The menu in which columns are shown, hidden and moved. */
import { ActionIcon, Checkbox, Popover } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../icon.tsx';
import classes from './data-grid.module.css';
import type { GridColumn, GridTable } from './grid-column.ts';

function moved(order: string[], id: string, by: -1 | 1): string[] {
  const from = order.indexOf(id);
  const to = Math.max(0, Math.min(order.length - 1, from + by));
  const next = order.filter((other) => other !== id);
  next.splice(to, 0, id);
  return next;
}

export function ColumnMenu<T>({ table, columns }: { table: GridTable; columns: readonly GridColumn<T>[] }) {
  const { t } = useTranslation();
  const order = table.getAllLeafColumns().map((column) => column.id);
  const nameOf = (id: string) => columns.find((column) => column.id === id)?.header ?? id;
  return (
    <Popover position="bottom-end" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon size="sm" aria-label={t('shell.grid.columns')} className={classes.columnMenu}>
          <Icon name="columns" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t('shell.grid.columns')}>
        {table.getAllLeafColumns().map((column) => (
          <div key={column.id} className={classes.columnChoice}>
            <Checkbox
              size="xs"
              label={nameOf(column.id)}
              checked={column.getIsVisible()}
              disabled={!column.getCanHide()}
              onChange={(event) => column.toggleVisibility(event.currentTarget.checked)}
            />
            <span>
              <ActionIcon
                size="sm"
                aria-label={t('shell.grid.left', { name: nameOf(column.id) })}
                onClick={() => table.setColumnOrder(moved(order, column.id, -1))}
              >
                <Icon name="up" />
              </ActionIcon>
              <ActionIcon
                size="sm"
                aria-label={t('shell.grid.right', { name: nameOf(column.id) })}
                onClick={() => table.setColumnOrder(moved(order, column.id, 1))}
              >
                <Icon name="down" />
              </ActionIcon>
            </span>
          </div>
        ))}
        <button
          type="button"
          className={classes.reset}
          onClick={() => {
            table.resetColumnVisibility(true);
            table.resetColumnOrder(true);
            table.resetColumnSizing(true);
          }}
        >
          {t('shell.grid.reset')}
        </button>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The pinned first and last rows of a grid: names with resize handles, and totals. */
// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are positioned boxes, no table can hold them
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row (aria-activedescendant)
import type { PointerEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../icon.tsx';
import classes from './data-grid.module.css';
import type { ColumnModel, GridColumn, GridSort } from './grid-column.ts';

/** Follows the pointer from the press to its end; double press gives the column its own width back. */
function resizing<T>(model: ColumnModel<T>, id: string) {
  return (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const width = handle.parentElement?.getBoundingClientRect().width ?? 0;
    const startX = event.clientX;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const drag = (move: globalThis.PointerEvent) => model.resize(id, width + move.clientX - startX);
    handle.addEventListener('pointermove', drag);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', drag), {
      once: true,
    });
  };
}

/** How the reader sorts a grid; a second press on a name turns the order round. */
export interface Sorting {
  readonly sort: GridSort | null;
  readonly onSort: (id: string) => void;
}

interface HeadCellProps<T> {
  readonly model: ColumnModel<T>;
  readonly column: GridColumn<T>;
  readonly sorting: Sorting | undefined;
}

function HeadName<T>({ column, sorting }: Omit<HeadCellProps<T>, 'model'>) {
  const name = (
    <span className="cut" title={column.header}>
      {column.header}
    </span>
  );
  if (sorting === undefined || column.sortable !== true) return name;
  const sorted = sorting.sort?.id === column.id ? sorting.sort.direction : null;
  return (
    <button type="button" className={classes.sort} onClick={() => sorting.onSort(column.id)}>
      {name}
      {sorted !== null && <Icon name={sorted === 'ascending' ? 'up' : 'down'} size={12} />}
    </button>
  );
}

function HeadCell<T>({ model, column, sorting }: HeadCellProps<T>) {
  const { t } = useTranslation();
  const startResize = resizing(model, column.id);
  const sorted = sorting?.sort?.id === column.id ? sorting.sort.direction : undefined;
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      aria-sort={sorted}
      className={classes.headCell}
      data-align={column.align}
    >
      <HeadName column={column} sorting={sorting} />
      <span
        aria-hidden
        title={t('shell.grid.resize', { name: column.header })}
        className={classes.resize}
        onPointerDown={startResize}
        onDoubleClick={() => model.resize(column.id, null)}
      />
    </div>
  );
}

export function GridHeader<T>({ model, sorting }: Omit<HeadCellProps<T>, 'column'>) {
  return (
    <div role="rowgroup" className={classes.head}>
      <div
        role="row"
        aria-rowindex={1}
        className={classes.headRow}
        style={{ gridTemplateColumns: model.template }}
      >
        {model.visible.map((column) => (
          <HeadCell key={column.id} model={model} column={column} sorting={sorting} />
        ))}
      </div>
    </div>
  );
}

interface FooterProps<T> {
  readonly columns: readonly GridColumn<T>[];
  readonly template: string;
  readonly cells: Readonly<Record<string, ReactNode>>;
}

export function GridFooter<T>({ columns, template, cells }: FooterProps<T>) {
  return (
    <div role="rowgroup" className={classes.foot}>
      <div role="row" className={classes.footRow} style={{ gridTemplateColumns: template }}>
        {columns.map((column) => (
          <div
            key={column.id}
            role="gridcell"
            tabIndex={-1}
            className={classes.cell}
            data-align={column.align}
          >
            {cells[column.id]}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The pinned first and last rows of a grid: names that sort, move, widen and hide by pointer and keys; and totals. */
// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are positioned boxes, no table can hold them
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row (aria-activedescendant)
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../icon.tsx';
import classes from './data-grid.module.css';
import type { Sorting } from './data-grid-props.ts';
import type { ColumnModel, GridColumn } from './grid-column.ts';

/** Pixels that a key widens or narrows a column by. */
const STEP = 16;

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

interface HeadCellProps<T> {
  readonly model: ColumnModel<T>;
  readonly column: GridColumn<T>;
  readonly sorting: Sorting | undefined;
  /** The one name of the row that Tab comes to; arrows go on from it. */
  readonly reachable: boolean;
  readonly onReach: (id: string) => void;
}

/** The name to the left or right of this one takes the focus. */
function goBeside(from: HTMLElement, way: 'previousElementSibling' | 'nextElementSibling'): void {
  from.closest('[role="columnheader"]')?.[way]?.querySelector<HTMLElement>('button')?.focus();
}

/** What a key does to a column; false where it does nothing. */
function actOnColumn<T>(event: KeyboardEvent<HTMLElement>, model: ColumnModel<T>, column: GridColumn<T>) {
  const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
  const at = event.currentTarget;
  if (step !== 0 && event.altKey) {
    model.moveShown(column.id, step);
    // The name moved along; it keeps the focus once it is drawn there.
    requestAnimationFrame(() => at.focus());
  } else if (step !== 0 && event.shiftKey)
    model.resize(
      column.id,
      (at.closest('[role="columnheader"]')?.getBoundingClientRect().width ?? 0) + step * STEP,
    );
  else if (step !== 0) goBeside(at, step === -1 ? 'previousElementSibling' : 'nextElementSibling');
  else if (event.key === 'Delete' && column.fixed !== true) {
    goBeside(at, model.visible.at(-1)?.id === column.id ? 'previousElementSibling' : 'nextElementSibling');
    model.show(column.id, false);
  } else if (event.key === 'ArrowDown' || event.key === 'Escape')
    at.closest<HTMLElement>('[role="grid"]')?.focus();
  else return false;
  return true;
}

function HeadCell<T>({ model, column, sorting, reachable, onReach }: HeadCellProps<T>) {
  const { t } = useTranslation();
  const sorts = sorting !== undefined && column.sortable === true;
  const sorted = sorting?.sort?.id === column.id ? sorting.sort.direction : undefined;
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || !actOnColumn(event, model, column)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      aria-sort={sorted}
      className={classes.headCell}
      data-align={column.align}
    >
      <button
        type="button"
        className={classes.sort}
        data-sorts={sorts || undefined}
        tabIndex={reachable ? 0 : -1}
        title={`${column.header}\n${t(sorts ? 'shell.grid.headerKeysSort' : 'shell.grid.headerKeys')}`}
        onFocus={() => onReach(column.id)}
        onKeyDown={keys}
        onClick={() => sorts && sorting.onSort(column.id)}
      >
        <span className="cut">{column.header}</span>
        {sorted !== undefined && <Icon name={sorted === 'ascending' ? 'up' : 'down'} size={12} />}
      </button>
      <span
        aria-hidden
        title={t('shell.grid.resize', { name: column.header })}
        className={classes.resize}
        onPointerDown={resizing(model, column.id)}
        onDoubleClick={() => model.resize(column.id, null)}
      />
    </div>
  );
}

export function GridHeader<T>({ model, sorting }: Pick<HeadCellProps<T>, 'model' | 'sorting'>) {
  const [reached, setReached] = useState<string | null>(null);
  const { visible } = model;
  const first = visible.some((column) => column.id === reached) ? reached : visible[0]?.id;
  return (
    <div role="rowgroup" className={classes.head}>
      <div
        role="row"
        aria-rowindex={1}
        className={classes.headRow}
        style={{ gridTemplateColumns: model.template }}
      >
        {visible.map((column) => (
          <HeadCell
            key={column.id}
            model={model}
            column={column}
            sorting={sorting}
            reachable={column.id === first}
            onReach={setReached}
          />
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

/** One virtual row of a grid: cells at a desk, a card on a phone, grey bars where it is not loaded yet. */
// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are positioned boxes, no table can hold them
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row (aria-activedescendant)
import { type MouseEvent, memo, type ReactNode } from 'react';
import classes from './data-grid.module.css';
import type { GridColumn } from './grid-column.ts';

interface GridRowProps<T> {
  readonly id: string;
  readonly index: number;
  /** Undefined while it is on its way. */
  readonly row: T | undefined;
  readonly columns: readonly GridColumn<T>[];
  readonly template: string;
  readonly top: number;
  readonly height: number;
  readonly active: boolean;
  readonly chosen: boolean;
  /** First and last chosen column; all where they are not given. */
  readonly firstChosen: number | undefined;
  readonly lastChosen: number | undefined;
  readonly card: ((row: T) => ReactNode) | undefined;
  readonly instead: ((row: T) => ReactNode) | undefined;
  readonly tone: 'strong' | 'faint' | undefined;
  readonly onPress: (index: number, extend: boolean) => void;
}

function Cells<T>({ row, columns, instead, ...props }: GridRowProps<T>) {
  if (row === undefined)
    return columns.map((column) => (
      <div key={column.id} role="gridcell" tabIndex={-1} className={classes.cell}>
        <span className={classes.bone} />
      </div>
    ));
  const wide = instead?.(row) ?? null;
  const { chosen, firstChosen = 0, lastChosen = columns.length } = props;
  return (
    <>
      {(wide === null ? columns : columns.slice(0, 1)).map((column, at) => (
        <div
          key={column.id}
          role="gridcell"
          tabIndex={-1}
          className={classes.cell}
          data-align={column.align}
          data-chosen={(chosen && at >= firstChosen && at <= lastChosen) || undefined}
        >
          {column.cell(row)}
        </div>
      ))}
      {wide !== null && (
        <div
          role="gridcell"
          tabIndex={-1}
          aria-colspan={columns.length - 1}
          className={`${classes.cell} ${classes.wide}`}
          data-chosen={chosen || undefined}
        >
          {wide}
        </div>
      )}
    </>
  );
}

function Row<T>(props: GridRowProps<T>) {
  const { index, row, top, height, card } = props;
  const style = { height, transform: `translateY(${top}px)` };
  const press = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('a, button, input') !== null) return;
    // The second press of a double click may meet a row of the page that the first one opened.
    if (event.detail > 1 && !event.shiftKey) return;
    props.onPress(index, event.shiftKey);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the grid, which keeps the focus
    <div
      id={props.id}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={props.active || props.chosen}
      aria-busy={row === undefined || undefined}
      data-active={props.active || undefined}
      data-tone={props.tone}
      className={card === undefined ? classes.row : classes.card}
      style={card === undefined ? { ...style, gridTemplateColumns: props.template } : style}
      // Holding Shift chooses rows, not the text between them.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={press}
    >
      {card === undefined ? (
        <Cells {...props} />
      ) : (
        <div role="gridcell" tabIndex={-1} className={classes.cardBody}>
          {row === undefined ? <span className={classes.bone} /> : card(row)}
        </div>
      )}
    </div>
  );
}

/** Drawn anew only when something of it changed: scrolling moves the others without asking them. */
export const GridRow = memo(Row) as typeof Row;

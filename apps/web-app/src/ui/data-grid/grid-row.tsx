/** One virtual row of a grid: cells at a desk, a card on a phone. */
// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are positioned boxes, no table can hold them
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row (aria-activedescendant)
import type { ReactNode } from 'react';
import classes from './data-grid.module.css';
import type { GridColumn } from './grid-column.ts';

interface GridRowProps<T> {
  readonly id: string;
  readonly row: T;
  readonly rowNumber: number;
  readonly columns: readonly GridColumn<T>[];
  readonly template: string;
  readonly top: number;
  readonly height: number;
  readonly active: boolean;
  readonly card: ((row: T) => ReactNode) | undefined;
  readonly instead: ReactNode;
  readonly tone: 'strong' | 'faint' | undefined;
  readonly onPress: () => void;
}

export function GridRow<T>(props: GridRowProps<T>) {
  const { row, columns, template, top, height, active, card, instead } = props;
  const style = { height, transform: `translateY(${top}px)` };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the grid, which keeps the focus
    <div
      id={props.id}
      role="row"
      tabIndex={-1}
      aria-rowindex={props.rowNumber}
      aria-selected={active}
      data-tone={props.tone}
      className={card === undefined ? classes.row : classes.card}
      style={card === undefined ? { ...style, gridTemplateColumns: template } : style}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a, button, input') !== null) return;
        props.onPress();
      }}
    >
      {card !== undefined && (
        <div role="gridcell" tabIndex={-1} className={classes.cardBody}>
          {card(row)}
        </div>
      )}
      {card === undefined &&
        (instead === null ? columns : columns.slice(0, 1)).map((column) => (
          <div
            key={column.id}
            role="gridcell"
            tabIndex={-1}
            className={classes.cell}
            data-align={column.align}
          >
            {column.cell(row)}
          </div>
        ))}
      {card === undefined && instead !== null && (
        <div
          role="gridcell"
          tabIndex={-1}
          aria-colspan={columns.length - 1}
          className={`${classes.cell} ${classes.wide}`}
        >
          {instead}
        </div>
      )}
    </div>
  );
}

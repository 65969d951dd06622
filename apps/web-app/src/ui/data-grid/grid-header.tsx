/** The pinned first and last rows of a grid: names with resize handles, and totals. */
// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are positioned boxes, no table can hold them
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row (aria-activedescendant)
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-grid.module.css';
import type { GridColumn, GridTable } from './grid-column.ts';

interface HeaderProps<T> {
  readonly table: GridTable;
  readonly columns: readonly GridColumn<T>[];
  readonly template: string;
}

export function GridHeader<T>({ table, columns, template }: HeaderProps<T>) {
  const { t } = useTranslation();
  const headers = new Map(table.getFlatHeaders().map((header) => [header.column.id, header]));
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.headRow} style={{ gridTemplateColumns: template }}>
        {columns.map((column) => (
          <div
            key={column.id}
            role="columnheader"
            tabIndex={-1}
            className={classes.headCell}
            data-align={column.align}
          >
            <span className="cut">{column.header}</span>
            <span
              aria-hidden
              title={t('shell.grid.resize', { name: column.header })}
              className={classes.resize}
              onPointerDown={headers.get(column.id)?.getResizeHandler()}
              onDoubleClick={() => table.getColumn(column.id)?.resetSize()}
            />
          </div>
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

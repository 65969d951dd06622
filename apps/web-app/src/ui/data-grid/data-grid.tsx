/** The list of the house: virtual rows, keys, columns that are resized, moved, hidden and remembered; cards on a phone. */
// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are positioned boxes, no table can hold them
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row (aria-activedescendant)
import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../keyboard/use-keys.ts';
import { ColumnButton } from './column-button.tsx';
import classes from './data-grid.module.css';
import { type GridColumn, useGridColumns } from './grid-column.ts';
import { GridFooter, GridHeader, type Sorting } from './grid-header.tsx';
import { GridRow } from './grid-row.tsx';
import { recallPlace, rememberPlace, useActiveRow } from './use-active-row.ts';

export interface DataGridProps<T> {
  readonly label: string;
  readonly columns: readonly GridColumn<T>[];
  readonly rows: readonly T[];
  readonly rowId: (row: T) => string;
  /** Under which widths and order are remembered. */
  readonly storageKey: string;
  /** Under which the place in the list is remembered; defaults to `storageKey`. */
  readonly placeKey?: string;
  readonly onOpen?: (row: T) => void;
  readonly openLabel?: string;
  readonly onActive?: (row: T) => void;
  readonly onEndReached?: () => void;
  readonly loading?: boolean;
  /** Where the page can sort its rows. */
  readonly sorting?: Sorting;
  readonly empty?: ReactNode;
  /** Cells of the pinned last row, by column id. */
  readonly footer?: Readonly<Record<string, ReactNode>>;
  readonly card: (row: T) => ReactNode;
  readonly cardHeight?: number;
  /** What a row says in place of all its cells after the first, e.g. why it failed; null for ordinary cells. */
  readonly instead?: (row: T) => ReactNode;
  readonly rowTone?: (row: T) => 'strong' | 'faint' | undefined;
}

const ROW_HEIGHT = 34;

export function DataGrid<T>(props: DataGridProps<T>) {
  const { t } = useTranslation();
  const { rows, columns, rowId, storageKey, onOpen, onEndReached, loading = false } = props;
  const placeKey = props.placeKey ?? storageKey;
  const phone = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const model = useGridColumns(columns, storageKey);
  const { visible, template } = model;
  const { index, moveTo } = useActiveRow(rows, rowId, placeKey);
  const height = phone ? (props.cardHeight ?? 64) : ROW_HEIGHT;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    initialOffset: () => recallPlace(placeKey).offset,
    paddingEnd: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => virtual.measure(), [height]);

  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (lastShown >= rows.length - 30 && rows.length > 0) onEndReached?.();
  }, [lastShown, rows.length, onEndReached]);

  const step = (to: number) => {
    moveTo(to);
    virtual.scrollToIndex(Math.max(0, Math.min(rows.length - 1, to)));
    scroller.current?.focus({ preventScroll: true });
    const row = rows[to];
    if (row !== undefined) props.onActive?.(row);
  };
  const open = () => {
    const row = rows[index];
    if (row !== undefined) onOpen?.(row);
  };
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2);
  useKeys([
    { key: 'j', label: t('shell.keys.down'), run: () => step(index + 1), group: 'list' },
    {
      key: 'ArrowDown',
      label: t('shell.keys.down'),
      run: () => step(index + 1),
      hidden: true,
      group: 'list',
    },
    { key: 'k', label: t('shell.keys.up'), run: () => step(index - 1), group: 'list' },
    { key: 'ArrowUp', label: t('shell.keys.up'), run: () => step(index - 1), hidden: true, group: 'list' },
    {
      key: 'PageDown',
      label: t('shell.keys.down'),
      run: () => step(index + page),
      hidden: true,
      group: 'list',
    },
    { key: 'PageUp', label: t('shell.keys.up'), run: () => step(index - page), hidden: true, group: 'list' },
    { key: 'Home', label: t('shell.keys.first'), run: () => step(0), hidden: true, group: 'list' },
    {
      key: 'End',
      label: t('shell.keys.last'),
      run: () => step(rows.length - 1),
      hidden: true,
      group: 'list',
    },
    ...(onOpen === undefined
      ? []
      : [
          { key: 'Enter', label: props.openLabel ?? t('shell.keys.open'), run: open, group: 'list' as const },
        ]),
  ]);

  if (rows.length === 0 && !loading && props.empty !== undefined) return <>{props.empty}</>;
  return (
    <div className={classes.box}>
      {!phone && <ColumnButton model={model} />}
      <div
        ref={scroller}
        className={classes.grid}
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-busy={loading}
        aria-activedescendant={index >= 0 ? `${id}-${index}` : undefined}
        tabIndex={0}
        data-phone={phone || undefined}
        onScroll={(event) => rememberPlace(placeKey, { offset: event.currentTarget.scrollTop })}
      >
        {!phone && <GridHeader model={model} sorting={props.sorting} />}
        <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <GridRow
                key={rowId(row)}
                id={`${id}-${item.index}`}
                row={row}
                rowNumber={item.index + 2}
                columns={visible}
                template={template}
                top={item.start}
                height={height}
                active={item.index === index}
                card={phone ? props.card : undefined}
                instead={props.instead?.(row) ?? null}
                tone={props.rowTone?.(row)}
                onPress={() => {
                  step(item.index);
                  onOpen?.(row);
                }}
              />
            );
          })}
        </div>
        {loading && <div className={classes.loading}>{t('shell.grid.loading')}</div>}
        {!phone && props.footer !== undefined && (
          <GridFooter columns={visible} template={template} cells={props.footer} />
        )}
      </div>
    </div>
  );
}

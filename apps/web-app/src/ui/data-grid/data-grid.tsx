/** The list of the house: virtual rows, keys, columns that are resized, moved, hidden and remembered; cards on a phone. */
// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are positioned boxes, no table can hold them
import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { ROW_HEIGHTS, useDensity } from '../../theme/density.ts';
import { ColumnButton } from './column-button.tsx';
import classes from './data-grid.module.css';
import type { DataGridProps } from './data-grid-props.ts';
import { useGridColumns } from './grid-column.ts';
import { GridFooter, GridHeader } from './grid-header.tsx';
import { GridRow } from './grid-row.tsx';
import { recallPlace, rememberPlace, useActiveRow } from './use-active-row.ts';
import { useCopy } from './use-copy.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useSelection } from './use-selection.ts';

/** Virtual rows of a scroller, at the height of the chosen density, from the place where the reader left. */
function useRows<T>(props: DataGridProps<T>, placeKey: string, phone: boolean) {
  const { rows, onEndReached, onRange } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const density = useDensity(useMe()?.user.id);
  const height = phone ? (props.cardHeight ?? 64) : ROW_HEIGHTS[density];
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
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= rows.length - 30 && rows.length > 0) onEndReached?.();
  }, [last, rows.length, onEndReached]);
  useEffect(() => {
    if (last >= 0) onRange?.(first, last);
  }, [first, last, onRange]);
  return { scroller, virtual, items, height };
}

export function DataGrid<T>(props: DataGridProps<T>) {
  const { t } = useTranslation();
  const { rows, columns, rowId, storageKey, loading = false } = props;
  const placeKey = props.placeKey ?? storageKey;
  const phone = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const id = useId();
  const model = useGridColumns(columns, storageKey);
  const { visible, template } = model;
  const { index, moveTo } = useActiveRow(rows, rowId, placeKey);
  const selection = useSelection(index);
  const { scroller, virtual, items, height } = useRows(props, placeKey, phone);
  const { onKeyDown, onPress } = useGridKeys({
    ...props,
    index,
    moveTo,
    selection,
    columnCount: visible.length,
    scroller,
    scrollTo: (to) => virtual.scrollToIndex(to),
    height,
  });
  const copy = useCopy({ rows, columns: visible, selection, active: index, loadRange: props.loadRange });

  if (rows.length === 0 && !loading && props.empty !== undefined) return <>{props.empty}</>;
  const { rows: chosen, columns: chosenColumns } = selection;
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
        aria-multiselectable="true"
        aria-activedescendant={index >= 0 ? `${id}-${index}` : undefined}
        tabIndex={0}
        data-phone={phone || undefined}
        onScroll={(event) => rememberPlace(placeKey, { offset: event.currentTarget.scrollTop })}
        onKeyDown={onKeyDown}
        onCopy={copy}
      >
        {!phone && <GridHeader model={model} sorting={props.sorting} />}
        <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            const inside = chosen !== null && item.index >= chosen.first && item.index <= chosen.last;
            return (
              <GridRow
                key={row === undefined ? item.index : rowId(row)}
                id={`${id}-${item.index}`}
                index={item.index}
                row={row}
                columns={visible}
                template={template}
                top={item.start}
                height={height}
                active={item.index === index}
                chosen={inside}
                firstChosen={inside ? chosenColumns?.first : undefined}
                lastChosen={inside ? chosenColumns?.last : undefined}
                card={phone ? props.card : undefined}
                instead={props.instead}
                tone={row === undefined ? undefined : props.rowTone?.(row)}
                onPress={onPress}
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

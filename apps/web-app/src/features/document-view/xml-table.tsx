/** The rows of an XML text, drawn as far as they are in sight; a marked one says what is wrong there. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import classes from './document-view.module.css';
import { eachOnce, type XmlMark } from './xml-marks.ts';
import type { XmlRow } from './xml-rows.ts';

const ROW_HEIGHT = 19;

interface XmlTableProps {
  readonly rows: readonly XmlRow[];
  /** The row that is brought into sight; -1 for none. */
  readonly current: number;
  /** Whether the text takes the focus when it brings the row into sight. */
  readonly takesFocus: boolean;
  /** The row of each finding. */
  readonly marked: ReadonlyMap<XmlMark, number>;
}

/** What is said at each marked row: places that differ may share one. */
function saidAt(marked: XmlTableProps['marked']): Map<number, XmlMark> {
  const byRow = Map.groupBy([...marked], ([, row]) => row);
  return new Map(
    [...byRow].flatMap(([row, all]) =>
      eachOnce(all.map(([mark]) => ({ ...mark, line: row, xpath: null }))).map(
        (mark) => [row, mark] as const,
      ),
    ),
  );
}

export function XmlTable({ rows, current, takesFocus, marked }: XmlTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
  });
  useEffect(() => {
    if (current >= 0) virtual.scrollToIndex(current, { align: 'center' });
    if (current < 0 || !takesFocus) return;
    scroller.current?.scrollIntoView({ block: 'nearest' });
    scroller.current?.focus({ preventScroll: true });
  }, [current, takesFocus, virtual]);
  const said = useMemo(() => saidAt(marked), [marked]);
  const digits = String(rows.at(-1)?.line ?? 1).length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reached by keyboard
    <section ref={scroller} className={classes.text} aria-label={t('documentView.xml.label')} tabIndex={0}>
      <div className={classes.rows} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const wrong = said.get(item.index);
          return (
            <div
              key={item.key}
              className={classes.row}
              style={{ transform: `translateY(${item.start}px)` }}
              data-severity={wrong?.severity}
              data-current={item.index === current || undefined}
            >
              <span className={classes.number} style={{ width: `calc(${digits}ch + 16px)` }}>
                {row.isFirst ? row.line : ''}
              </span>
              <code style={{ paddingInlineStart: `${row.indent * 2}ch` }}>{row.text}</code>
              {row.cut > 0 && (
                <span className={classes.cut}>{t('documentView.xml.cut', { n: format.count(row.cut) })}</span>
              )}
              {wrong !== undefined && <span className={classes.why}>{wrong.words}</span>}
            </div>
          );
        })}
      </div>
    </section>
  );
}

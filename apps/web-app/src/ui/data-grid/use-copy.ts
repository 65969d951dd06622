/** Ctrl+C in a grid: the chosen rows and columns, else the active row, as text and as a table for spreadsheets. */
import type { ClipboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { notify } from '../notices.tsx';
import { showProblem } from '../problem-note.tsx';
import { cellsAsHtml, cellsAsText } from './copy-cells.ts';
import type { CopiedCell, GridColumn } from './grid-column.ts';
import type { Selection, Span } from './use-selection.ts';

/** More is what files are for. */
const MOST_ROWS = 10_000;

interface CopyOf<T> {
  readonly rows: readonly (T | undefined)[];
  readonly columns: readonly GridColumn<T>[];
  readonly selection: Selection;
  readonly active: number;
  readonly loadRange: ((first: number, last: number) => Promise<readonly T[]>) | undefined;
}

export function useCopy<T>({ rows, columns, selection, active, loadRange }: CopyOf<T>) {
  const { t } = useTranslation();
  const format = useFormat();
  const cellsOf = (found: readonly (T | undefined)[]): CopiedCell[][] => {
    const { columns: wanted } = selection;
    const copied = (wanted === null ? columns : columns.slice(wanted.first, wanted.last + 1)).filter(
      (column) => column.copy !== undefined,
    );
    return found
      .filter((row) => row !== undefined)
      .map((row) => copied.map((column) => column.copy?.(row) ?? null));
  };
  const say = (n: number) =>
    notify({ tone: 'done', message: t('shell.grid.copied', { n: format.count(n) }) });

  const later = async (span: Span, load: NonNullable<CopyOf<T>['loadRange']>) => {
    const cells = cellsOf(await load(span.first, span.last));
    await navigator.clipboard.write([
      new ClipboardItem({
        'text/plain': new Blob([cellsAsText(cells, format.language)], { type: 'text/plain' }),
        'text/html': new Blob([cellsAsHtml(cells, format.language)], { type: 'text/html' }),
      }),
    ]);
    say(cells.length);
  };

  return (event: ClipboardEvent) => {
    // Text that was marked with the pointer is copied by the browser.
    if (window.getSelection()?.isCollapsed === false || active < 0) return;
    const span = selection.rows ?? { first: active, last: active };
    event.preventDefault();
    if (span.last - span.first >= MOST_ROWS) {
      notify({ tone: 'wrong', message: t('shell.grid.copyTooMany', { n: format.count(MOST_ROWS) }) });
      return;
    }
    const found = rows.slice(span.first, span.last + 1);
    if (loadRange !== undefined && Array.from(found).some((row) => row === undefined)) {
      later(span, loadRange).catch(showProblem);
      return;
    }
    const cells = cellsOf(found);
    event.clipboardData.setData('text/plain', cellsAsText(cells, format.language));
    event.clipboardData.setData('text/html', cellsAsHtml(cells, format.language));
    say(cells.length);
  };
}

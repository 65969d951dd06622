/** Paste into the entry grid: one value, a column, or rows of a spreadsheet; and its lines back to one. */
import type { ClipboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.ts';
import { cellsAsText } from '../../../ui/data-grid/copy-cells.ts';
import { showDone, showProblem, showRefused } from '../../../ui/problem-note.tsx';
import type { Edit } from '../../review/edit/use-edit.ts';
import { type EntryColumn, fillColumn, type LineContent, linesAsCells, putLines } from './entry-draft.ts';
import {
  accountOf,
  accountTexts,
  cellsOfText,
  linesOfRows,
  MOST_PASTED,
  pastedAmount,
} from './read-paste.ts';

interface Account {
  readonly code: string;
  readonly name: string;
}

/** What is asked about accounts; those of a long chart are looked for on the server. */
interface Accounts {
  readonly nameOf: (code: string) => string;
  readonly accountsFor: (texts: readonly string[]) => Promise<readonly Account[]>;
}

export interface Paste {
  readonly onPaste: (event: ClipboardEvent<HTMLElement>) => void;
  readonly copyLines: () => void;
}

/** The column and line of the field that has the focus; null outside the grid. */
function placeOf(target: EventTarget): { column: EntryColumn; key: number } | null {
  if (!(target instanceof HTMLInputElement)) return null;
  const { column } = target.dataset;
  const key = Number(target.closest<HTMLElement>('[data-line]')?.dataset.line);
  const isColumn =
    column === 'account' || column === 'description' || column === 'debit' || column === 'credit';
  return isColumn && Number.isInteger(key) ? { column, key } : null;
}

export function usePaste(edit: Edit, { nameOf, accountsFor }: Accounts): Paste {
  const { t } = useTranslation();
  const { language, count } = useFormat();
  const changeOf =
    (column: EntryColumn, accounts: readonly Account[]) =>
    (text: string): Partial<LineContent> => {
      if (column === 'account') return { accountCode: accountOf(text, accounts) };
      if (column === 'description') return { description: text.slice(0, 250) };
      const { text: amount, isNegative } = pastedAmount(text, language, null);
      return { [column]: isNegative ? `-${amount}` : amount };
    };
  const put = (key: number, lines: LineContent[] | null) => {
    if (lines === null) {
      showRefused(t('entry.paste.refused'), t('entry.paste.refusedNext'));
      return;
    }
    edit.change((now) => putLines(now, key, lines));
    showDone(t('entry.paste.done', { n: count(lines.length) }));
  };
  return {
    onPaste: (event) => {
      const place = placeOf(event.target);
      const rows = cellsOfText(event.clipboardData.getData('text/plain'));
      const [first] = rows;
      if (place === null || first === undefined) return;
      const { column, key } = place;
      const isColumn = rows.every((row) => row.length === 1);
      const isWord = rows.length === 1 && isColumn;
      // One word goes into its field as always; one amount is read first.
      if (isWord && (column === 'account' || column === 'description')) return;
      event.preventDefault();
      if (rows.length > MOST_PASTED) {
        showRefused(t('entry.paste.tooMany', { n: count(rows.length) }), t('entry.paste.tooManyNext'));
        return;
      }
      if (isColumn) {
        const texts = rows.map(([text = '']) => text);
        const fill = (accounts: readonly Account[]) =>
          edit.change((now) => fillColumn(now, key, changeOf(column, accounts), texts));
        if (column === 'account') void accountsFor(texts).then(fill, showProblem);
        else fill([]);
        return;
      }
      void accountsFor(accountTexts(rows)).then(
        (accounts) => put(key, linesOfRows(rows, accounts, language)),
        showProblem,
      );
    },
    copyLines: () => {
      const cells = linesAsCells(edit.draft, language, nameOf);
      void navigator.clipboard?.writeText(cellsAsText(cells, language)).then(
        () => showDone(t('entry.copied', { n: count(cells.length) })),
        () => showRefused(t('entry.copyRefused'), t('entry.copyRefusedNext')),
      );
    },
  };
}

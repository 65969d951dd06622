/** The grid of a voucher that is written: keys walk it like a spreadsheet, the totals and the difference stay in sight. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { type ClipboardEvent, type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.ts';
import { Amount } from '../../../ui/small.tsx';
import type { Edit } from '../../review/edit/use-edit.ts';
import type { LineActs } from '../../review/edit/use-line-acts.ts';
import { balanceLine, changeLine, totalsOf } from '../../review/edit/voucher-draft.ts';
import { Balance } from '../../review/voucher-table.tsx';
import classes from './entry.module.css';
import { type EntryColumn, insertBefore } from './entry-draft.ts';
import { EntryLine, type LineHandlers } from './entry-line.tsx';

interface EntryTableProps {
  readonly clientId: string;
  readonly edit: Edit;
  readonly acts: LineActs;
  /** What is wrong, by key of the line. */
  readonly notes: ReadonlyMap<number, string>;
  /** The line for which the ledger refused the voucher. */
  readonly refused: number | null;
  readonly isKnown: (code: string) => boolean;
  readonly balanceOf: (code: string) => string;
  readonly onNewAccount: (key: number, code: string) => void;
  readonly onPaste: (event: ClipboardEvent<HTMLElement>) => void;
}

/** Up and down go to the same column of the next line; the account's own list has them while it is open. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
  const { target } = event;
  if (by === 0 || event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLInputElement))
    return;
  const { column } = target.dataset;
  if (column === undefined || column === 'account') return;
  const fields = [
    ...(target.closest('table')?.querySelectorAll<HTMLInputElement>(`[data-column="${column}"]`) ?? []),
  ];
  const next = fields[fields.indexOf(target) + by];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.select();
}

/** Handlers that stay the same while lines change; they read the edit as it stands when they are called. */
function useHandlers({ clientId, edit, acts, onNewAccount }: EntryTableProps): LineHandlers {
  const { language } = useFormat();
  const latest = useRef({ edit, acts, onNewAccount });
  latest.current = { edit, acts, onNewAccount };
  const moveOn = useCallback((key: number, from: EntryColumn) => {
    const now = latest.current;
    const at = now.edit.draft.lines.findIndex((line) => line.key === key);
    const line = now.edit.draft.lines[at];
    if (line === undefined) return;
    if (from === 'account') return now.acts.focusLine(key, 'description');
    if (from === 'description')
      return now.acts.focusLine(key, line.debit === '' && line.credit !== '' ? 'credit' : 'debit');
    if (from === 'debit' && line.debit.trim() === '') return now.acts.focusLine(key, 'credit');
    const next = now.edit.draft.lines[at + 1];
    if (next !== undefined) return now.acts.focusLine(next.key);
    now.acts.focusLine(now.edit.draft.nextKey);
    now.edit.change((draft) => insertBefore(draft, null));
  }, []);
  return useMemo(
    () => ({
      clientId,
      moveOn,
      change: (key, change, field) =>
        latest.current.edit.change(
          (now) => changeLine(now, key, change),
          field === undefined ? undefined : `${key}.${field}`,
        ),
      balance: (key) => latest.current.edit.change((now) => balanceLine(now, language, key)),
      remove: (key) => latest.current.acts.remove(key),
      focused: (key) => latest.current.acts.setCurrent(key),
      newAccount: (key, code) => latest.current.onNewAccount(key, code),
    }),
    [clientId, moveOn, language],
  );
}

function Head() {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <td />
        <th scope="col">{t('review.voucher.account')}</th>
        <th scope="col">{t('review.voucher.description')}</th>
        <th scope="col" className="num">
          {t('review.voucher.debit')}
        </th>
        <th scope="col" className="num">
          {t('review.voucher.credit')}
        </th>
        <th scope="col" className="num">
          {t('entry.balance')}
        </th>
        <td />
      </tr>
    </thead>
  );
}

export function EntryTable(props: EntryTableProps) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { edit, acts, notes, refused, isKnown, balanceOf } = props;
  const { draft } = edit;
  const [firstKey] = useState(draft.lines[0]?.key);
  const handlers = useHandlers(props);
  const totals = totalsOf(draft, language);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { target } = event;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === 'Enter' && isPlain && target instanceof HTMLInputElement) {
      // Enter never sends the voucher by accident; the account's own list answers it first.
      event.preventDefault();
      const { column } = target.dataset;
      const key = Number(target.closest<HTMLElement>('[data-line]')?.dataset.line);
      if (column === 'description' || column === 'debit' || column === 'credit') handlers.moveOn(key, column);
    } else walk(event);
  };
  return (
    <table
      className={classes.grid}
      aria-label={t('review.voucher.lines')}
      onKeyDown={onKeyDown}
      onPaste={props.onPaste}
    >
      <Head />
      <tbody>
        {draft.lines.map((line, index) => (
          <EntryLine
            key={line.key}
            handlers={handlers}
            line={line}
            number={index + 1}
            autoFocus={line.key === firstKey}
            isCurrent={line.key === acts.current}
            isRefused={line.key === refused}
            isKnown={line.accountCode === '' || isKnown(line.accountCode)}
            note={notes.get(line.key) ?? null}
            balance={balanceOf(line.accountCode)}
          />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td />
          <td colSpan={2}>
            <Balance {...totals} />
          </td>
          <td className="num">
            <Amount value={kurusToDecimal(totals.debit)} />
          </td>
          <td className="num">
            <Amount value={kurusToDecimal(totals.credit)} />
          </td>
          <td />
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

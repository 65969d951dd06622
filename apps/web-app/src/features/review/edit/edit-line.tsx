/** One line of a voucher being edited: account, borç, alacak, description; arrows walk the column. */
import { ActionIcon, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { AccountField } from './account-field.tsx';
import { AmountField } from './amount-field.tsx';
import classes from './editor.module.css';
import type { DraftFault, DraftLine } from './voucher-draft.ts';

interface EditLineProps {
  readonly clientId: string;
  readonly line: DraftLine;
  readonly number: number;
  /** The first line of an edit, and each line that is added to it. */
  readonly autoFocus: boolean;
  readonly faults: readonly DraftFault[];
  /** `field` names what is typed in, so that a word is one step to take back. */
  readonly onChange: (change: Partial<Omit<DraftLine, 'key'>>, field?: string) => void;
  /** The line that the tools work on. */
  readonly isCurrent: boolean;
  readonly onSplit: () => void;
  readonly onRemove: () => void;
  readonly onNewAccount: (code: string) => void;
  readonly onFocus: () => void;
}

/** Up and down go to the same column of the next line, Enter goes down like a spreadsheet. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : 0;
  if (by === 0 || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLInputElement)) return;
  const { column } = event.target.dataset;
  if (column === undefined) return;
  // Enter never sends the form by accident; saving has its own key.
  if (event.key === 'Enter') event.preventDefault();
  if (column === 'account') return;
  const fields = [
    ...(event.target.closest('table')?.querySelectorAll<HTMLInputElement>(`[data-column="${column}"]`) ?? []),
  ];
  const next = fields[fields.indexOf(event.target) + by];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.select();
}

export function EditLine(props: EditLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { line, number, faults, onChange } = props;
  const n = { n: number };
  const unread = (text: string) => faults.includes('badAmount') && text !== '' && format.parse(text) === null;
  return (
    <>
      <tr
        onFocus={props.onFocus}
        onKeyDown={walk}
        data-line={line.key}
        data-current={props.isCurrent || undefined}
      >
        <td>
          <AccountField
            clientId={props.clientId}
            label={t('review.editing.accountLabel', n)}
            value={line.accountCode}
            error={faults.includes('badAccount')}
            autoFocus={props.autoFocus}
            onChange={(accountCode) => onChange({ accountCode })}
            onNew={props.onNewAccount}
          />
        </td>
        <td className="num">
          <AmountField
            label={t('review.editing.debitLabel', n)}
            placeholder={t('review.voucher.debit')}
            column="debit"
            value={line.debit}
            error={unread(line.debit)}
            onChange={(debit) => onChange(debit === '' ? { debit } : { debit, credit: '' }, 'debit')}
          />
        </td>
        <td className="num">
          <AmountField
            label={t('review.editing.creditLabel', n)}
            placeholder={t('review.voucher.credit')}
            column="credit"
            value={line.credit}
            error={unread(line.credit)}
            onChange={(credit) => onChange(credit === '' ? { credit } : { credit, debit: '' }, 'credit')}
          />
        </td>
        <td>
          <span className={classes.rowActs}>
            <ActionIcon
              size="sm"
              aria-label={`${t('review.editing.splitLine')} ${number}`}
              onClick={props.onSplit}
            >
              <Icon name="split" />
            </ActionIcon>
            <ActionIcon
              size="sm"
              aria-label={`${t('review.editing.deleteLine')} ${number}`}
              onClick={props.onRemove}
            >
              <Icon name="trash" />
            </ActionIcon>
          </span>
        </td>
      </tr>
      <tr onFocus={props.onFocus} onKeyDown={walk} data-current={props.isCurrent || undefined}>
        <td colSpan={4}>
          <TextInput
            size="xs"
            variant="unstyled"
            aria-label={t('review.editing.descriptionLabel', n)}
            placeholder={t('review.voucher.lineDescription')}
            data-column="description"
            maxLength={250}
            value={line.description}
            onChange={(event) => onChange({ description: event.currentTarget.value }, 'description')}
          />
        </td>
      </tr>
    </>
  );
}

/** One line of the entry grid: account, description, borç, alacak in one row, and what stands on the account with it. */
import { ActionIcon, TextInput } from '@mantine/core';
import { kurusFromForeign, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { AccountField } from '../../review/edit/account-field.tsx';
import { AmountField } from '../../review/edit/amount-field.tsx';
import type { DraftLine } from '../../review/edit/voucher-draft.ts';
import classes from './entry.module.css';
import type { EntryColumn } from './entry-draft.ts';

/** What a line asks of the grid; the same functions for all lines, so that typing draws one line only. */
export interface LineHandlers {
  readonly clientId: string;
  /** `field` names what is typed in, so that a word is one step to take back. */
  readonly change: (key: number, change: Partial<Omit<DraftLine, 'key'>>, field?: EntryColumn) => void;
  readonly balance: (key: number) => void;
  readonly moveOn: (key: number, from: EntryColumn) => void;
  readonly remove: (key: number) => void;
  readonly focused: (key: number) => void;
  readonly newAccount: (key: number, code: string) => void;
}

interface EntryLineProps {
  readonly handlers: LineHandlers;
  readonly line: DraftLine;
  readonly number: number;
  readonly autoFocus: boolean;
  readonly isCurrent: boolean;
  readonly isRefused: boolean;
  /** False where the chart has no such account. */
  readonly isKnown: boolean;
  /** What is wrong in the line and what to do now; null where nothing is. */
  readonly note: string | null;
  /** Balance of the account with this voucher, as text with its side; empty where it is not known. */
  readonly balance: string;
}

/** The foreign amount of a line, and what it comes to where that is not what stands in the line. */
function FxNote({ line, fx }: { line: DraftLine; fx: NonNullable<DraftLine['fx']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency, amount, rate } = fx;
  const kurus = kurusFromForeign(amount, rate);
  const isSame = format.parse(line.debit || line.credit) === kurus;
  return (
    <span className="faint">
      {t('review.voucher.fx', { currency, amount: format.amount(amount), rate: format.rate(rate) })}
      {!isSame && <strong> {t('entry.fx.comesTo', { amount: format.amount(kurusToDecimal(kurus)) })}</strong>}
    </span>
  );
}

export const EntryLine = memo(function EntryLine(props: EntryLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { line, number, handlers, balance, note } = props;
  const { key } = line;
  const n = { n: number };
  const amount = (side: 'debit' | 'credit') => {
    const other = side === 'debit' ? 'credit' : 'debit';
    const text = line[side];
    return (
      <td className="num">
        <AmountField
          label={t(`review.editing.${side}Label`, n)}
          placeholder={t(`review.voucher.${side}`)}
          column={side}
          value={text}
          error={
            text.trim() === '' ? note !== null && line[other].trim() === '' : format.parse(text) === null
          }
          onChange={(typed) => {
            if (typed.trim().endsWith('=')) handlers.balance(key);
            else handlers.change(key, typed === '' ? { [side]: '' } : { [side]: typed, [other]: '' }, side);
          }}
        />
      </td>
    );
  };
  return (
    <tr
      data-line={key}
      data-current={props.isCurrent || undefined}
      data-refused={props.isRefused || undefined}
      onFocus={() => handlers.focused(key)}
    >
      <td className={classes.number}>{number}</td>
      <td className={classes.account}>
        <AccountField
          clientId={handlers.clientId}
          label={t('review.editing.accountLabel', n)}
          value={line.accountCode}
          error={!props.isKnown || (note !== null && line.accountCode === '')}
          autoFocus={props.autoFocus}
          onChange={(accountCode) => handlers.change(key, { accountCode })}
          onNew={(code) => handlers.newAccount(key, code)}
          onMoveOn={() => handlers.moveOn(key, 'account')}
        />
        {note !== null && <span className={classes.rowNote}>{note}</span>}
      </td>
      <td className={classes.description}>
        <TextInput
          size="xs"
          aria-label={t('review.editing.descriptionLabel', n)}
          placeholder={t('review.voucher.lineDescription')}
          data-column="description"
          maxLength={250}
          value={line.description}
          onChange={(event) =>
            handlers.change(key, { description: event.currentTarget.value }, 'description')
          }
        />
        {line.fx !== null && <FxNote line={line} fx={line.fx} />}
      </td>
      {amount('debit')}
      {amount('credit')}
      <td className={`num ${classes.balance}`}>
        {balance !== '' && <span className={classes.balanceName}>{t('entry.balance')} </span>}
        {balance}
      </td>
      <td className={classes.acts}>
        <ActionIcon
          size="sm"
          aria-label={`${t('review.editing.deleteLine')} ${number}`}
          onClick={() => handlers.remove(key)}
        >
          <Icon name="trash" />
        </ActionIcon>
      </td>
    </tr>
  );
});

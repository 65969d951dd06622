/** What another person saved meanwhile: what was taken in by itself, and each thing both changed, to be chosen by key or click. */
import { Button } from '@mantine/core';
import { type KeyboardEvent, useContext, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.ts';
import { Balance } from '../voucher-table.tsx';
import { AccountNames } from './account-names.ts';
import classes from './merge.module.css';
import type { Merge, MergeChange, MergeConflict, MergeField, Side } from './merge-vouchers.ts';

const SIDES: readonly Side[] = ['mine', 'theirs'];

/** The value of a field as people read it: amounts with their side, dates by day. */
function useValueText(): (field: MergeField, value: string | null) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useContext(AccountNames);
  return (field, value) => {
    if (value === null) return t('edit.merge.removed');
    const amount = (text: string) => {
      const [debit = '', credit = ''] = text.split('|');
      const isDebit = !/^0(\.0+)?$/.test(debit);
      return `${format.amount(isDebit ? debit : credit)} ${t(isDebit ? 'edit.merge.debit' : 'edit.merge.credit')}`;
    };
    if (field === 'amount') return amount(value);
    if (field === 'date') return format.date(value);
    if (field === 'account') return `${value} ${nameOf?.(value) ?? ''}`.trim();
    if (field === 'line') {
      const [account = '', text = '', ...description] = value.split(' ');
      return [account, amount(text), ...description].join(' ').trim();
    }
    return value === '' ? t('edit.merge.empty') : value;
  };
}

/** "1. satırın tutarı" for a field of a line, the name of the field for the head. */
function useFieldName(): (change: Pick<MergeChange, 'field' | 'line'>) => string {
  const { t } = useTranslation();
  return ({ field, line }) => {
    const name = t(`edit.merge.field.${field}`);
    return line === null ? name : t('edit.merge.ofLine', { account: line.accountCode, field: name });
  };
}

/** The changes of the other that were taken in, each a line. */
export function TakenIn({ changes }: { changes: readonly MergeChange[] }) {
  const { t } = useTranslation();
  const valueText = useValueText();
  const fieldName = useFieldName();
  if (changes.length === 0) return null;
  return (
    <ul className={classes.taken} aria-label={t('edit.merge.taken')}>
      {changes.map((change) => (
        <li key={`${change.field} ${change.line?.accountCode} ${change.before} ${change.after}`}>
          {fieldName(change)}: {change.before !== null && <del>{valueText(change.field, change.before)}</del>}{' '}
          {change.after !== null && <ins>{valueText(change.field, change.after)}</ins>}
        </li>
      ))}
    </ul>
  );
}

interface ConflictProps {
  readonly conflict: MergeConflict;
  readonly name: string;
  readonly chosen: Side | undefined;
  readonly onChoose: (side: Side) => void;
}

function Conflict({ conflict, name, chosen, onChoose }: ConflictProps) {
  const { t } = useTranslation();
  const valueText = useValueText();
  const fieldName = useFieldName();
  return (
    <fieldset className={classes.conflict} data-open={chosen === undefined || undefined}>
      <legend>
        {fieldName(conflict)}{' '}
        <span className="faint">
          {t('edit.merge.was', { value: valueText(conflict.field, conflict.base) })}
        </span>
      </legend>
      {SIDES.map((side) => (
        <label key={side}>
          <input type="radio" name={conflict.id} checked={chosen === side} onChange={() => onChoose(side)} />
          <span>
            <strong>{side === 'mine' ? t('edit.merge.mine') : t('edit.merge.theirs', { name })}</strong>{' '}
            {valueText(conflict.field, conflict[side])}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface MergePanelProps {
  readonly merge: Merge;
  /** Who saved meanwhile. */
  readonly name: string;
  readonly choices: ReadonlyMap<string, Side>;
  readonly onChoose: (conflictId: string, side: Side) => void;
  readonly onMerge: () => void;
}

/** 1 takes mine and 2 the other's at the conflict that has the focus, and the next open one gets it. */
export function MergePanel({ merge, name, choices, onChoose, onMerge }: MergePanelProps) {
  const { t } = useTranslation();
  const panel = useRef<HTMLElement>(null);
  const { open } = merge;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a choice that is made gives the focus to the next
  useEffect(() => {
    const next = panel.current?.querySelector<HTMLElement>('[data-open] input');
    (next ?? panel.current?.querySelector<HTMLElement>('button'))?.focus();
  }, [open]);
  const onKeyDown = (event: KeyboardEvent) => {
    const side = event.key === '1' ? 'mine' : event.key === '2' ? 'theirs' : null;
    if (side === null || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    onChoose(event.target.name, side);
  };
  return (
    <section
      ref={panel}
      className={classes.panel}
      aria-label={t('edit.merge.title', { name })}
      onKeyDown={onKeyDown}
    >
      <h3>{t('edit.merge.title', { name })}</h3>
      <p>{t('edit.merge.body', { n: merge.conflicts.length })}</p>
      {merge.conflicts.map((conflict) => (
        <Conflict
          key={conflict.id}
          conflict={conflict}
          name={name}
          chosen={choices.get(conflict.id)}
          onChoose={(side) => onChoose(conflict.id, side)}
        />
      ))}
      <TakenIn changes={merge.changes.filter((change) => change.who === 'theirs')} />
      <div className={classes.acts}>
        <Button onClick={onMerge} disabled={open > 0}>
          {t('edit.merge.do')}
        </Button>
        <span className="faint">{t('edit.merge.keys')}</span>
        {merge.differenceKurus !== null && <Balance debit={merge.differenceKurus} credit={0n} />}
      </div>
    </section>
  );
}

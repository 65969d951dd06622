/** Below the grid: what is wrong in which line, and how the voucher is posted, kept or given up. */
import { Button } from '@mantine/core';
import { absoluteKurus, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.ts';
import { KeyCap } from '../../../ui/small.tsx';
import type { VoucherDraft } from '../../review/edit/voucher-draft.ts';
import classes from './entry.module.css';
import type { RowNotes } from './use-row-notes.ts';

interface FaultsProps {
  readonly draft: VoucherDraft;
  readonly rows: RowNotes;
  readonly totals: { readonly debit: bigint; readonly credit: bigint };
}

/** The first thing that is wrong, with its row; the others are said at theirs. */
export function EntryFaults({ draft, rows: { faults, unknown, isToPost }, totals }: FaultsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const numberOf = (key: number) => draft.lines.findIndex((line) => line.key === key) + 1;
  const first = faults.find(({ fault }) => fault !== 'badDate');
  const difference = absoluteKurus(totals.debit - totals.credit);
  return (
    <div role="alert" className={classes.faults}>
      {first !== undefined && (
        <p>
          {first.key === null
            ? t(`review.editing.${first.fault}`)
            : t('entry.atLine', { n: numberOf(first.key), text: t(`review.editing.${first.fault}`) })}
        </p>
      )}
      {unknown !== undefined && (
        <p>{t('entry.unknownAccount', { n: numberOf(unknown.key), code: unknown.accountCode })}</p>
      )}
      {first === undefined && unknown === undefined && isToPost && difference !== 0n && (
        <p>{t('entry.unbalanced', { amount: format.amount(kurusToDecimal(difference)) })}</p>
      )}
    </div>
  );
}

interface BarProps {
  readonly mayPost: boolean;
  readonly canPost: boolean;
  readonly isBusy: boolean;
  readonly isSaving: boolean;
  /** Where what was written stands now. */
  readonly state: 'keeping' | 'inBrowser' | 'kept' | null;
  readonly onPost: () => void;
  readonly onDiscard: () => void;
}

export function EntryBar({ mayPost, canPost, isBusy, isSaving, state, onPost, onDiscard }: BarProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.bar}>
      {mayPost && (
        <Button onClick={onPost} disabled={!canPost}>
          {t('review.editing.saveAndApprove')}
          <KeyCap>Ctrl+Shift+Enter</KeyCap>
        </Button>
      )}
      <Button type="submit" variant="default" loading={isSaving} disabled={isBusy}>
        {t('entry.saveDraft')}
      </Button>
      <Button variant="subtle" color="gray" onClick={onDiscard}>
        {t('review.editing.cancel')}
      </Button>
      <span className={classes.kept} role="status">
        {state !== null && t(`entry.state.${state}`)}
      </span>
    </div>
  );
}

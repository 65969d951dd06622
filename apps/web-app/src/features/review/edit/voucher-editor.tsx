/** Editing a voucher in place, a proposed or a new one: lines, date, description, with the balance always in sight. */

import { Button, TextInput } from '@mantine/core';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { booksOf, type Voucher } from '../../../api/queries.ts';
import { api } from '../../../api/session.ts';
import { isoToday } from '../../../format/date.ts';
import { useFormat } from '../../../format/use-format.ts';
import { useKeys } from '../../../keyboard/use-keys.ts';
import { Icon } from '../../../ui/icon.tsx';
import { ProblemNote, showDone } from '../../../ui/problem-note.tsx';
import { Amount } from '../../../ui/small.tsx';
import { Balance } from '../voucher-lines.tsx';
import { EditLine } from './edit-line.tsx';
import classes from './editor.module.css';
import { NewAccount } from './new-account.tsx';
import { forgetDraft, keepDraft, recallDraft } from './unsaved-drafts.ts';
import {
  addLine,
  bodyOf,
  changeLine,
  draftOf,
  type EditedVoucher,
  faultsOf,
  removeLine,
  splitLine,
  totalsOf,
  type VoucherDraft,
} from './voucher-draft.ts';

export type VoucherBody = ReturnType<typeof bodyOf>;

interface EditorProps {
  readonly voucher: EditedVoucher;
  /** Saves what was written; without it the voucher is changed where it stands. */
  readonly send?: (body: VoucherBody) => Promise<Voucher>;
  /** Leaves editing; with `approve`, the saved voucher is to be posted. */
  readonly onClose: (saved: Voucher | null, approve: boolean) => void;
}

/** The draft, kept for the tab at every change. */
function useDraft(voucher: EditedVoucher) {
  const { language } = useFormat();
  const [draft, setDraft] = useState<VoucherDraft>(
    () => recallDraft(voucher.id, voucher.version) ?? draftOf(voucher, language),
  );
  useEffect(() => keepDraft(voucher.id, draft), [voucher.id, draft]);
  return [draft, setDraft] as const;
}

function useSave({ voucher, send, onClose }: EditorProps, draft: VoucherDraft) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const cache = useQueryClient();
  const thisYear = Number(isoToday(new Date()).slice(0, 4));
  const faults = faultsOf(draft, language, thisYear);
  const save = useMutation({
    mutationFn: (_approve: boolean) => {
      const body = bodyOf(draft, language, thisYear);
      if (send !== undefined) return send(body);
      return api.call('PATCH /vouchers/:voucherId', { params: { voucherId: voucher.id }, body });
    },
    onSuccess: (saved, approve) => {
      forgetDraft(voucher.id);
      cache.setQueryData(['voucher', saved.id], saved);
      for (const queryKey of booksOf(voucher.clientId))
        void cache.invalidateQueries({ queryKey, refetchType: 'none' });
      if (!approve)
        showDone(t(saved.documentId === null ? 'ledger.voucher.draftSaved' : 'review.editing.saved'));
      onClose(saved, approve);
    },
  });
  return { save, faults };
}

function EditHead({
  draft,
  bad,
  onChange,
}: {
  draft: VoucherDraft;
  bad: boolean;
  onChange: (draft: VoucherDraft) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={classes.editHead}>
      <TextInput
        size="xs"
        label={t('review.voucher.date')}
        value={draft.date}
        error={bad ? t('review.editing.badDate') : null}
        onChange={(event) => onChange({ ...draft, date: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        label={t('review.voucher.description')}
        maxLength={250}
        value={draft.description}
        onChange={(event) => onChange({ ...draft, description: event.currentTarget.value })}
      />
    </div>
  );
}

function EditFoot({ totals }: { totals: { debit: bigint; credit: bigint } }) {
  return (
    <tfoot>
      <tr>
        <th scope="row">
          <Balance debit={totals.debit} credit={totals.credit} />
        </th>
        <td className="num">
          <Amount value={kurusToDecimal(totals.debit)} />
        </td>
        <td className="num">
          <Amount value={kurusToDecimal(totals.credit)} />
        </td>
        <td />
      </tr>
    </tfoot>
  );
}

interface EditActsProps {
  readonly saving: boolean;
  readonly balanced: boolean;
  readonly onApprove: () => void;
  readonly onDiscard: () => void;
  readonly onAdd: () => void;
}

function EditActs({ saving, balanced, onApprove, onDiscard, onAdd }: EditActsProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes.editActs}>
        <Button type="submit" loading={saving}>
          {t('review.editing.save')}
        </Button>
        <Button variant="default" onClick={onApprove} disabled={!balanced || saving}>
          {t('review.editing.saveAndApprove')}
        </Button>
        <Button variant="subtle" color="gray" onClick={onDiscard}>
          {t('review.editing.cancel')}
        </Button>
        <span style={{ flex: 1 }} />
        <Button variant="default" leftSection={<Icon name="plus" />} onClick={onAdd}>
          {t('review.editing.addLine')}
        </Button>
      </div>
      <p className={classes.hint}>{t('review.editing.hint')}</p>
    </>
  );
}

export function VoucherEditor(props: EditorProps) {
  const { voucher, onClose } = props;
  const { t } = useTranslation();
  const { language } = useFormat();
  const [draft, setDraft] = useDraft(voucher);
  const [current, setCurrent] = useState<number | null>(null);
  const [firstAdded] = useState(draft.nextKey);
  const [tried, setTried] = useState(false);
  const [newAccount, setNewAccount] = useState<{ key: number; code: string } | null>(null);
  const { save, faults } = useSave(props, draft);
  const totals = totalsOf(draft, language);
  const lineFault = tried ? faults.find((fault) => fault.fault !== 'badDate') : undefined;
  const submit = (approve: boolean) => {
    setTried(true);
    if (faults.length === 0) save.mutate(approve);
  };
  const add = () => setDraft(addLine(draft, language, current));
  const split = (key: number) => setDraft(splitLine(draft, language, key));
  const remove = (key: number) => setDraft(removeLine(draft, key));
  const discard = () => {
    forgetDraft(voucher.id);
    onClose(null, false);
  };
  useKeys([
    { key: 'alt+n', label: t('review.editing.addLine'), run: add },
    { key: 'alt+b', label: t('review.editing.splitLine'), run: () => current !== null && split(current) },
    { key: 'alt+d', label: t('review.editing.deleteLine'), run: () => current !== null && remove(current) },
    { key: 'mod+Enter', label: t('review.editing.save'), run: () => submit(false) },
    { key: 'Escape', label: t('review.editing.cancel'), run: () => onClose(null, false), inFields: true },
    { key: 'Enter', label: t('shell.keys.down'), run: () => undefined, hidden: true },
  ]);
  return (
    <form
      aria-label={t('review.editing.title')}
      onSubmit={(event) => {
        event.preventDefault();
        submit(false);
      }}
    >
      {save.isError && <ProblemNote error={save.error} />}
      <EditHead
        draft={draft}
        bad={tried && faults.some((fault) => fault.fault === 'badDate')}
        onChange={setDraft}
      />
      <table className={classes.edit} aria-label={t('review.voucher.lines')}>
        <thead>
          <tr>
            <th scope="col">{t('review.voucher.account')}</th>
            <th scope="col" className="num">
              {t('review.voucher.debit')}
            </th>
            <th scope="col" className="num">
              {t('review.voucher.credit')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {draft.lines.map((line, index) => (
            <EditLine
              key={line.key}
              clientId={voucher.clientId}
              line={line}
              number={index + 1}
              autoFocus={index === 0 || line.key >= firstAdded}
              faults={
                tried ? faults.filter((fault) => fault.key === line.key).map((fault) => fault.fault) : []
              }
              onChange={(change) => setDraft((now) => changeLine(now, line.key, change))}
              onSplit={() => split(line.key)}
              onRemove={() => remove(line.key)}
              onNewAccount={(code) => setNewAccount({ key: line.key, code })}
              onFocus={() => setCurrent(line.key)}
            />
          ))}
        </tbody>
        <EditFoot totals={totals} />
      </table>
      {lineFault !== undefined && (
        <p className={`${classes.hint} wrong`} role="alert">
          {t(`review.editing.${lineFault.fault}`)}
        </p>
      )}
      <EditActs
        saving={save.isPending}
        balanced={totals.debit === totals.credit && totals.debit !== 0n}
        onApprove={() => submit(true)}
        onDiscard={discard}
        onAdd={add}
      />
      <NewAccount
        clientId={voucher.clientId}
        code={newAccount?.code ?? null}
        onClose={() => setNewAccount(null)}
        onOpened={(accountCode) => {
          if (newAccount !== null) setDraft((now) => changeLine(now, newAccount.key, { accountCode }));
          setNewAccount(null);
        }}
      />
    </form>
  );
}

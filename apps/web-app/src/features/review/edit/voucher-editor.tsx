/** Editing a voucher in place, a proposed or a new one: lines, date, description, with the balance always in sight. */

import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voucher } from '../../../api/queries.ts';
import { isoToday, parseDate } from '../../../format/date.ts';
import { useFormat } from '../../../format/use-format.ts';
import { useKeys } from '../../../keyboard/use-keys.ts';
import { AccountNames } from './account-names.ts';
import { Asked } from './asked.tsx';
import { EditTable } from './edit-table.tsx';
import { EditTools } from './edit-tools.tsx';
import classes from './editor.module.css';
import { NewAccount } from './new-account.tsx';
import { PeriodNote } from './period-note.tsx';
import { SaveNote } from './save-note.tsx';
import type { VoucherBody } from './saving.ts';
import { useChart } from './use-chart.ts';
import { type Edit, useEdit } from './use-edit.ts';
import { useLineActs } from './use-line-acts.ts';
import { type Save, useSave } from './use-save.ts';
import { changeLine, type EditedVoucher, faultsOf, totalsOf } from './voucher-draft.ts';

interface EditorProps {
  /** As it stands on the server now; what another person saves while it is edited comes in here and is merged. */
  readonly voucher: EditedVoucher & { readonly changedByName?: string | null };
  /** Saves what was written; without it the voucher is changed where it stands. */
  readonly send?: (body: VoucherBody, idempotencyKey: string) => Promise<Voucher>;
  /** The places of the document that the current line comes from. */
  readonly onLit?: (places: readonly string[]) => void;
  /** Leaves editing; with `approve`, the saved voucher is to be posted. */
  readonly onClose: (saved: Voucher | null, approve: boolean) => void;
}

function EditHead({ clientId, edit, bad }: { clientId: string; edit: Edit; bad: boolean }) {
  const { t } = useTranslation();
  const { draft } = edit;
  const thisYear = Number(isoToday(new Date()).slice(0, 4));
  return (
    <div className={classes.editHead}>
      <TextInput
        size="xs"
        label={t('review.voucher.date')}
        value={draft.date}
        error={bad ? t('review.editing.badDate') : null}
        data-field="date"
        onChange={(event) => edit.change({ ...draft, date: event.currentTarget.value }, 'date')}
      />
      <TextInput
        size="xs"
        label={t('review.voucher.description')}
        maxLength={250}
        value={draft.description}
        onChange={(event) => edit.change({ ...draft, description: event.currentTarget.value }, 'description')}
      />
      <div className={classes.period}>
        <PeriodNote clientId={clientId} date={parseDate(draft.date, thisYear)} />
      </div>
    </div>
  );
}

interface EditActsProps {
  readonly save: Save;
  readonly balanced: boolean;
  readonly onApprove: () => void;
  readonly onDiscard: () => void;
}

function EditActs({ save, balanced, onApprove, onDiscard }: EditActsProps) {
  const { t } = useTranslation();
  const { kind } = save.state;
  const isBusy = kind === 'saving' || kind === 'merging' || kind === 'posted';
  return (
    <div className={classes.editActs}>
      <Button type="submit" loading={kind === 'saving'} disabled={kind === 'merging' || kind === 'posted'}>
        {t('review.editing.save')}
      </Button>
      <Button variant="default" onClick={onApprove} disabled={!balanced || isBusy}>
        {t('review.editing.saveAndApprove')}
      </Button>
      <Button variant="subtle" color="gray" onClick={onDiscard}>
        {t('review.editing.cancel')}
      </Button>
    </div>
  );
}

export function VoucherEditor({ voucher, send, onLit, onClose }: EditorProps) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const form = useRef<HTMLFormElement>(null);
  const edit = useEdit(voucher);
  const [tried, setTried] = useState(false);
  const [newAccount, setNewAccount] = useState<{ key: number; code: string } | null>(null);
  const save = useSave({ edit, send, onSaved: onClose });
  const acts = useLineActs(edit, form);
  const from = edit.draft.lines.find((line) => line.key === acts.current)?.from;
  const places = edit.base.lines[from ?? -1]?.reason?.places;
  useEffect(() => {
    onLit?.(places ?? []);
    return () => onLit?.([]);
  }, [onLit, places]);
  const thisYear = Number(isoToday(new Date()).slice(0, 4));
  const faults = faultsOf(edit.draft, language, thisYear);
  const shown = tried ? faults : [];
  const lineFault = shown.find((fault) => fault.fault !== 'badDate');
  const totals = totalsOf(edit.draft, language);
  const balanced = totals.debit === totals.credit && totals.debit !== 0n;
  const newer =
    voucher.version > edit.base.version ? { name: voucher.changedByName ?? t('edit.somebody') } : null;
  const { nameOf } = useChart(voucher.clientId, edit.draft);
  const submit = (approve: boolean) => {
    setTried(true);
    if (save.state.kind === 'merging') save.mergeNow();
    else if (faults.length === 0 && save.state.kind !== 'saving' && save.state.kind !== 'posted')
      save.save(approve);
  };
  const discard = () => {
    edit.forget();
    onClose(null, false);
  };
  // A version that came in by itself is the whole voucher: the API sends no part of one.
  const meet = () => newer !== null && 'status' in voucher && save.meet(voucher as Voucher);
  useKeys([
    ...acts.tools,
    {
      key: 'alt+p',
      label: t('edit.toPeriod'),
      run: () => form.current?.querySelector<HTMLInputElement>('[data-field="date"]')?.focus(),
    },
    { key: 'alt+m', label: t('edit.newer.act'), run: () => void meet() },
    { key: 'mod+Enter', label: t('review.editing.save'), run: () => submit(false) },
    {
      key: 'mod+shift+Enter',
      label: t('review.editing.saveAndApprove'),
      run: () => balanced && submit(true),
    },
    { key: 'Escape', label: t('review.editing.cancel'), run: () => onClose(null, false), inFields: true },
    { key: 'Enter', label: t('shell.keys.down'), run: () => undefined, hidden: true },
  ]);
  return (
    <form
      ref={form}
      aria-label={t('review.editing.title')}
      onSubmit={(event) => {
        event.preventDefault();
        // What lies over the voucher has forms of its own, whose events come by here.
        if (event.target === event.currentTarget) submit(false);
      }}
    >
      <AccountNames value={nameOf}>
        <SaveNote
          save={save}
          newer={newer}
          recalled={edit.recalled && edit.isChanged}
          onMeet={() => void meet()}
          onStartOver={() => edit.startOver(voucher)}
          onLeave={discard}
        />
        <EditHead
          clientId={voucher.clientId}
          edit={edit}
          bad={shown.some((fault) => fault.fault === 'badDate')}
        />
        <EditTable
          clientId={voucher.clientId}
          edit={edit}
          acts={acts}
          faults={shown}
          onNewAccount={(key, code) => setNewAccount({ key, code })}
        />
      </AccountNames>
      {lineFault !== undefined && (
        <p className={`${classes.hint} wrong`} role="alert">
          {t(`review.editing.${lineFault.fault}`)}
        </p>
      )}
      <EditActs save={save} balanced={balanced} onApprove={() => submit(true)} onDiscard={discard} />
      <EditTools tools={acts.tools} />
      {acts.asking !== null && (
        <Asked clientId={voucher.clientId} asking={acts.asking} edit={edit} onClose={() => acts.ask(null)} />
      )}
      <NewAccount
        clientId={voucher.clientId}
        code={newAccount?.code ?? null}
        onClose={() => setNewAccount(null)}
        onOpened={(accountCode) => {
          if (newAccount !== null) edit.change((now) => changeLine(now, newAccount.key, { accountCode }));
          setNewAccount(null);
        }}
      />
    </form>
  );
}

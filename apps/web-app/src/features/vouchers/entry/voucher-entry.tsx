/** A voucher written by keys alone: a grid that goes on with Enter, kept by itself, posted by one key. */
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voucher } from '../../../api/queries.ts';
import { useCan } from '../../../api/session.ts';
import { useFormat } from '../../../format/use-format.ts';
import { useKeys } from '../../../keyboard/use-keys.ts';
import { AccountNames } from '../../review/edit/account-names.ts';
import { EditTools } from '../../review/edit/edit-tools.tsx';
import { SaveNote } from '../../review/edit/save-note.tsx';
import type { VoucherBody } from '../../review/edit/saving.ts';
import { useChart } from '../../review/edit/use-chart.ts';
import { useEdit } from '../../review/edit/use-edit.ts';
import { useLineActs } from '../../review/edit/use-line-acts.ts';
import { useSave } from '../../review/edit/use-save.ts';
import { draftOf, type EditedVoucher, totalsOf } from '../../review/edit/voucher-draft.ts';
import type { Refusal } from '../../review/review-session.ts';
import { Attachments } from '../attachments.tsx';
import { RefusalNote } from '../refusal-note.tsx';
import { EntryBar, EntryFaults } from './entry-bar.tsx';
import { EntryHead } from './entry-head.tsx';
import { EntryOverlays, type Overlay } from './entry-overlays.tsx';
import { EntryTable } from './entry-table.tsx';
import { entryKeys, entryTools } from './entry-tools.ts';
import { useAutosave } from './use-autosave.ts';
import { useBalances } from './use-balances.ts';
import { useLeaving } from './use-leaving.ts';
import { usePaste } from './use-paste.ts';
import { useRepeat } from './use-repeat.ts';
import { useRowNotes } from './use-row-notes.ts';

interface EntryProps {
  /** As it stands on the server now; version 0 where it does not stand there yet. */
  readonly voucher: EditedVoucher & { readonly changedByName?: string | null };
  /** Saves what was written; without it the draft is changed where it stands. */
  readonly send?: (body: VoucherBody, idempotencyKey: string) => Promise<Voucher>;
  /** Why the ledger did not take it. */
  readonly refusal: Refusal | null;
  /** True while it is put into the ledger: nothing is sent meanwhile. */
  readonly approving: boolean;
  /** Called with what was kept by itself. */
  readonly onKept?: (saved: Voucher) => void;
  /** Saved by a person; with `approve` it is to be posted. */
  readonly onSaved: (saved: Voucher, approve: boolean) => void;
  readonly onLeave: () => void;
  /** What was written is given up; without it the draft goes back to how it was opened. */
  readonly onDiscard?: (() => void) | undefined;
}

export function VoucherEntry(props: EntryProps) {
  const { voucher, send, refusal, approving, onKept, onSaved, onLeave, onDiscard } = props;
  const { clientId } = voucher;
  const { t } = useTranslation();
  const { language } = useFormat();
  const form = useRef<HTMLFormElement>(null);
  const edit = useEdit(voucher);
  const [opened] = useState(voucher);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const save = useSave({ edit, send, onSaved, stays: true, ...(onKept !== undefined && { onKept }) });
  const acts = useLineActs(edit, form);
  const { nameOf, isKnown, accountsFor } = useChart(clientId, edit.draft);
  const balanceOf = useBalances(clientId, edit.draft, acts.current, isKnown);
  const paste = usePaste(edit, { nameOf, accountsFor });
  const rows = useRowNotes(edit, acts, isKnown, save.state, refusal);
  const { mayKeep } = rows;
  useAutosave(edit, save, mayKeep);
  const leave = useLeaving(save, mayKeep && edit.isChanged, onLeave);
  const totals = totalsOf(edit.draft, language);
  const balanced = totals.debit === totals.credit && totals.debit !== 0n;
  const { kind } = save.state;
  const isBusy = approving || kind === 'saving' || kind === 'merging' || kind === 'posted';
  const mayPost = useCan()('voucher:post');
  const submit = (approve: boolean) => {
    rows.ask(approve);
    if (kind === 'merging') save.mergeNow();
    else if (mayKeep && !isBusy && (!approve || (balanced && mayPost))) save.save(approve);
  };
  const discard = () => {
    if (onDiscard !== undefined) {
      edit.forget();
      onDiscard();
    } else if (edit.base.version === opened.version) {
      edit.forget();
      onLeave();
    } else {
      edit.change((now) => ({ ...draftOf(opened, language), version: now.version }));
      leave();
    }
  };
  const newer =
    voucher.version > edit.base.version ? { name: voucher.changedByName ?? t('edit.somebody') } : null;
  const meet = () => newer !== null && 'status' in voucher && save.meet(voucher as Voucher);
  const repeat = useRepeat(clientId, edit, acts);
  const tools = entryTools(t, edit, acts, {
    copyLines: paste.copyLines,
    repeat: () => void repeat(),
    desk: () => setOverlay({ what: 'desk' }),
    fx: (key) => setOverlay({ what: 'fx', key }),
  });
  const keys = entryKeys(t, tools, {
    toDate: () => form.current?.querySelector<HTMLInputElement>('[data-field="date"]')?.focus(),
    meet: () => void meet(),
    save: () => submit(false),
    post: () => submit(true),
    leave,
  });
  // What lies over the grid has the keys, wherever the focus went.
  useKeys(overlay === null && acts.asking === null ? keys : []);
  return (
    <form
      ref={form}
      aria-label={t('review.editing.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (event.target === event.currentTarget) submit(false);
      }}
    >
      <RefusalNote refusal={refusal} />
      <AccountNames value={nameOf}>
        <SaveNote
          save={save}
          newer={newer}
          recalled={edit.recalled && edit.isChanged}
          onMeet={() => void meet()}
          onStartOver={() => edit.startOver(voucher)}
          onLeave={onLeave}
          atRows
        />
        <EntryHead clientId={clientId} edit={edit} />
        <EntryTable
          clientId={clientId}
          edit={edit}
          acts={acts}
          notes={rows.notes}
          refused={rows.refused}
          isKnown={isKnown}
          balanceOf={balanceOf}
          onNewAccount={(key, code) => setOverlay({ what: 'account', key, code })}
          onPaste={paste.onPaste}
        />
      </AccountNames>
      <EntryFaults draft={edit.draft} rows={rows} totals={totals} />
      <EntryBar
        mayPost={mayPost}
        canPost={balanced && mayKeep && !isBusy}
        isBusy={isBusy}
        isSaving={kind === 'saving'}
        state={
          save.isSending ? 'keeping' : edit.isChanged ? 'inBrowser' : edit.base.version > 0 ? 'kept' : null
        }
        onPost={() => submit(true)}
        onDiscard={discard}
      />
      <EditTools tools={tools} />
      <EntryOverlays
        clientId={clientId}
        edit={edit}
        acts={acts}
        overlay={overlay}
        // After the key that closed it: the same Esc would leave the voucher, too.
        onClose={() => setTimeout(() => setOverlay(null))}
      />
      {edit.base.version > 0 && <Attachments voucherId={edit.base.id} isPosted={false} />}
    </form>
  );
}

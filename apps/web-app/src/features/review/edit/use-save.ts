/** Saving an edit: again by itself while nobody answers, merged where another person saved first, never half done. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { booksOf, type Voucher } from '../../../api/queries.ts';
import { api } from '../../../api/session.ts';
import { isoToday } from '../../../format/date.ts';
import { useFormat } from '../../../format/use-format.ts';
import { showDone } from '../../../ui/problem-note.tsx';
import type { Merge, Side } from './merge-vouchers.ts';
import { absorb, deliver, mergeOf, type SaveState, type Saving, type Sending, takeMerge } from './saving.ts';
import type { Edit } from './use-edit.ts';
import type { EditedVoucher } from './voucher-draft.ts';

interface SaveOptions {
  readonly edit: Edit;
  /** Saves what does not stand on the server yet; what does is changed where it stands. */
  readonly send: Saving['send'] | undefined;
  readonly onSaved: (saved: Voucher, approve: boolean) => void;
  /** The edit stays open over what was saved, whatever comes of it. */
  readonly stays?: boolean;
  /** Called with what was kept by itself. */
  readonly onKept?: (saved: Voucher) => void;
}

export interface Save {
  readonly state: SaveState;
  readonly save: (approve: boolean) => void;
  /** Keeps the draft as it stands without a word; does nothing while something is sent. */
  readonly keep: () => void;
  /** True while something is sent, asked for or not. */
  readonly isSending: boolean;
  /** Takes in what another person saved; asks where both changed the same. */
  readonly meet: (saved: Voucher) => void;
  readonly choose: (conflictId: string, side: Side) => void;
  readonly mergeNow: () => void;
  readonly mergeOf: (saved: EditedVoucher, choices: ReadonlyMap<string, Side>) => Merge;
}

const PAUSES_MS = [2_000, 4_000, 8_000, 15_000, 30_000] as const;

/** Sends again when the connection is back, else after growing pauses. */
function useSendAgain(
  state: SaveState,
  again: (sending: Pick<Sending, 'approve' | 'quiet' | 'tries'>) => void,
): void {
  const latest = useRef(again);
  useEffect(() => {
    latest.current = again;
  });
  useEffect(() => {
    if (state.kind !== 'waiting') return;
    const send = () => latest.current({ ...state, tries: state.tries + 1 });
    const timer = setTimeout(send, PAUSES_MS[Math.min(state.tries, PAUSES_MS.length - 1)]);
    window.addEventListener('online', send);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', send);
    };
  }, [state]);
}

/** What the page gives to sending; read anew at each render. */
function useSaving(
  { edit, send, onSaved, stays = false, onKept }: SaveOptions,
  setState: (to: SaveState | ((now: SaveState) => SaveState)) => void,
): Saving {
  const { t } = useTranslation();
  const { language } = useFormat();
  const cache = useQueryClient();
  const params = { voucherId: edit.base.id };
  return {
    edit,
    language,
    thisYear: Number(isoToday(new Date()).slice(0, 4)),
    setState,
    // By the version, not by the page's address: that may be a step behind what was just saved, and a second draft would be opened.
    send:
      (edit.base.version === 0 ? send : undefined) ??
      ((body, idempotencyKey) => api.call('PATCH /vouchers/:voucherId', { params, body, idempotencyKey })),
    ask: () =>
      cache.fetchQuery({
        queryKey: ['voucher', edit.base.id],
        queryFn: () => api.call('GET /vouchers/:voucherId', { params }),
        staleTime: 0,
      }),
    settle: (saved, { draft, approve, quiet }) => {
      if (stays) edit.adopt(saved, draft);
      else edit.forget();
      cache.setQueryData(['voucher', saved.id], saved);
      for (const queryKey of booksOf(saved.clientId))
        void cache.invalidateQueries({ queryKey, refetchType: 'none' });
      if (stays) setState((now) => (quiet && now.kind === 'merged' ? now : { kind: 'idle' }));
      if (quiet) {
        onKept?.(saved);
        return;
      }
      if (!approve)
        showDone(t(saved.documentId === null ? 'ledger.voucher.draftSaved' : 'review.editing.saved'));
      onSaved(saved, approve);
    },
  };
}

export function useSave(options: SaveOptions): Save {
  const [state, setState] = useState<SaveState>({ kind: 'idle' });
  const [isSending, setSending] = useState(false);
  /** Asked for while something was on its way: sent right after it, over what that saved. */
  const [wanted, setWanted] = useState<{ readonly approve: boolean } | null>(null);
  const saving = useSaving(options, setState);
  const { draft } = options.edit;
  const start = (sending: Pick<Sending, 'approve' | 'quiet' | 'tries'>) => {
    setSending(true);
    void deliver(saving, { draft, merges: 0, ...sending }).finally(() => setSending(false));
  };
  useSendAgain(state, ({ approve, quiet, tries }) => start({ approve, quiet, tries }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: sent once what was on its way has come back
  useEffect(() => {
    if (isSending || wanted === null) return;
    setWanted(null);
    start({ approve: wanted.approve, quiet: false, tries: 0 });
  }, [isSending, wanted]);
  return {
    state,
    isSending,
    save: (approve) => (isSending ? setWanted({ approve }) : start({ approve, quiet: false, tries: 0 })),
    keep: () => !isSending && start({ approve: false, quiet: true, tries: 0 }),
    meet: (saved) => void absorb(saving, saved),
    mergeOf: (saved, choices) => mergeOf(saving, saved, choices),
    choose: (conflictId, side) =>
      setState((now) =>
        now.kind === 'merging' ? { ...now, choices: new Map(now.choices).set(conflictId, side) } : now,
      ),
    mergeNow: () => {
      if (state.kind !== 'merging') return;
      const merge = mergeOf(saving, state.saved, state.choices);
      if (merge.open === 0) takeMerge(saving, state.saved, merge);
    },
  };
}

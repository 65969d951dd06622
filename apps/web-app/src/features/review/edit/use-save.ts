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
import { absorb, deliver, mergeOf, type SaveState, type Saving, takeMerge } from './saving.ts';
import type { Edit } from './use-edit.ts';
import type { EditedVoucher } from './voucher-draft.ts';

interface SaveOptions {
  readonly edit: Edit;
  /** Saves what was written; without it the voucher is changed where it stands. */
  readonly send: Saving['send'] | undefined;
  readonly onSaved: (saved: Voucher, approve: boolean) => void;
}

export interface Save {
  readonly state: SaveState;
  readonly save: (approve: boolean) => void;
  /** Takes in what another person saved; asks where both changed the same. */
  readonly meet: (saved: Voucher) => void;
  readonly choose: (conflictId: string, side: Side) => void;
  readonly mergeNow: () => void;
  readonly mergeOf: (saved: EditedVoucher, choices: ReadonlyMap<string, Side>) => Merge;
}

const PAUSES_MS = [2_000, 4_000, 8_000, 15_000, 30_000] as const;

/** Sends again when the connection is back, else after growing pauses. */
function useSendAgain(state: SaveState, again: (approve: boolean, tries: number) => void): void {
  const latest = useRef(again);
  useEffect(() => {
    latest.current = again;
  });
  useEffect(() => {
    if (state.kind !== 'waiting') return;
    const send = () => latest.current(state.approve, state.tries);
    const timer = setTimeout(send, PAUSES_MS[Math.min(state.tries, PAUSES_MS.length - 1)]);
    window.addEventListener('online', send);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', send);
    };
  }, [state]);
}

/** What the page gives to sending; read anew at each render. */
function useSaving({ edit, send, onSaved }: SaveOptions, setState: (state: SaveState) => void): Saving {
  const { t } = useTranslation();
  const { language } = useFormat();
  const cache = useQueryClient();
  const params = { voucherId: edit.base.id };
  return {
    edit,
    language,
    thisYear: Number(isoToday(new Date()).slice(0, 4)),
    setState,
    send:
      send ??
      ((body, idempotencyKey) => api.call('PATCH /vouchers/:voucherId', { params, body, idempotencyKey })),
    ask: () =>
      cache.fetchQuery({
        queryKey: ['voucher', edit.base.id],
        queryFn: () => api.call('GET /vouchers/:voucherId', { params }),
        staleTime: 0,
      }),
    settle: (saved, approve) => {
      edit.forget();
      cache.setQueryData(['voucher', saved.id], saved);
      for (const queryKey of booksOf(saved.clientId))
        void cache.invalidateQueries({ queryKey, refetchType: 'none' });
      if (!approve)
        showDone(t(saved.documentId === null ? 'ledger.voucher.draftSaved' : 'review.editing.saved'));
      onSaved(saved, approve);
    },
  };
}

export function useSave(options: SaveOptions): Save {
  const [state, setState] = useState<SaveState>({ kind: 'idle' });
  const saving = useSaving(options, setState);
  const { draft } = options.edit;
  useSendAgain(
    state,
    (approve, tries) => void deliver(saving, { draft, approve, tries: tries + 1, merges: 0 }),
  );
  return {
    state,
    save: (approve) => void deliver(saving, { draft, approve, tries: 0, merges: 0 }),
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

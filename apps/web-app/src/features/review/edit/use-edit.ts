/** The edit of a voucher: what it began from, its steps to take back, and its copy in the browser. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useMe } from '../../../api/session.ts';
import { useFormat } from '../../../format/use-format.ts';
import { begin, type History, mapSteps, redo, step, undo } from './edit-history.ts';
import { forgetEdit, type KeptEdit, keepEdit, recallEdit } from './kept-edits.ts';
import {
  type DraftLine,
  draftOf,
  type EditedVoucher,
  isBlank,
  sameDraft,
  type VoucherDraft,
} from './voucher-draft.ts';

type Next = VoucherDraft | ((now: VoucherDraft) => VoucherDraft);

export interface Edit {
  readonly base: EditedVoucher;
  readonly draft: VoucherDraft;
  /** True where something was written that the base does not say. */
  readonly isChanged: boolean;
  /** True where the edit was found unsaved in the browser. */
  readonly recalled: boolean;
  readonly history: History<VoucherDraft>;
  /** With a `field`, typing in it is one step. */
  readonly change: (next: Next, field?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** The edit now stands over another base: what another person saved meanwhile. */
  readonly rebase: (base: EditedVoucher, draft: VoucherDraft) => void;
  /** What was sent is saved, and the edit goes on over it; its steps can still be taken back. */
  readonly adopt: (saved: EditedVoucher, sent: VoucherDraft) => void;
  readonly startOver: (base: EditedVoucher) => void;
  readonly forget: () => void;
  /** The last sending whose answer did not come. */
  readonly attempt: KeptEdit['attempt'];
  readonly setAttempt: (attempt: KeptEdit['attempt']) => void;
}

interface State {
  readonly base: EditedVoucher;
  readonly history: History<VoucherDraft>;
}

/** An edit of an earlier release named neither the type nor the places of its lines. */
function keptDraft({ draft, base }: KeptEdit, voucher: EditedVoucher): VoucherDraft {
  const known: Partial<VoucherDraft> = draft;
  const lines = draft.lines.map((line) => {
    const { from }: Partial<DraftLine> = line;
    return { ...line, from: from === undefined ? (line.key < base.lines.length ? line.key : null) : from };
  });
  return { ...draft, type: known.type ?? voucher.type, lines };
}

/** The draft as an edit of what was saved from `sent`: its lines have their places there. */
function over(draft: VoucherDraft, saved: EditedVoucher, sent: VoucherDraft): VoucherDraft {
  const places = new Map(
    sent.lines.filter((line) => !isBlank(line)).map((line, place) => [line.key, place] as const),
  );
  const lines = draft.lines.map((line) => ({ ...line, from: places.get(line.key) ?? null }));
  return { ...draft, version: saved.version, lines };
}

export function useEdit(voucher: EditedVoucher): Edit {
  const { language } = useFormat();
  const userId = useMe()?.user.id ?? '';
  const [kept] = useState(() => recallEdit(userId, voucher.id));
  const [recalled, setRecalled] = useState(kept !== null);
  const [{ base, history }, setState] = useState<State>(() => ({
    base: kept?.base ?? voucher,
    history: begin(kept === null ? draftOf(voucher, language) : keptDraft(kept, voucher)),
  }));
  const [attempt, setAttempt] = useState(kept?.attempt ?? null);
  const closed = useRef(false);
  const draft = history.now;
  const isChanged = !sameDraft(draft, draftOf(base, language), language);
  useEffect(() => {
    // Whose session ended has the edit kept under their name already.
    if (closed.current || userId === '') return;
    if (isChanged) keepEdit(userId, { base, draft, attempt });
    else forgetEdit(userId, base.id);
  }, [userId, base, draft, attempt, isChanged]);
  const on = useCallback(
    (to: (history: History<VoucherDraft>) => History<VoucherDraft>) =>
      setState((now) => ({ ...now, history: to(now.history) })),
    [],
  );
  return {
    base,
    draft,
    isChanged,
    recalled,
    history,
    change: useCallback(
      (next, field) =>
        on((now) => step(now, typeof next === 'function' ? next(now.now) : next, field ?? null)),
      [on],
    ),
    undo: useCallback(() => on(undo), [on]),
    redo: useCallback(() => on(redo), [on]),
    // Steps over the old base would bring back its version.
    rebase: useCallback((to, next) => setState({ base: to, history: begin(next) }), []),
    adopt: useCallback(
      (saved, sent) => {
        if (voucher.id !== saved.id) forgetEdit(userId, voucher.id);
        setRecalled(false);
        setState((now) => ({
          base: saved,
          history: mapSteps(now.history, (each) => over(each, saved, sent)),
        }));
      },
      [userId, voucher.id],
    ),
    startOver: useCallback(
      (to) => {
        setState({ base: to, history: begin(draftOf(to, language)) });
        setRecalled(false);
      },
      [language],
    ),
    forget: useCallback(() => {
      closed.current = true;
      forgetEdit(userId, voucher.id);
    }, [userId, voucher.id]),
    attempt,
    setAttempt,
  };
}

/** What is wrong with which line of the grid, said at that line: what was typed, and what was refused. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isoToday } from '../../../format/date.ts';
import { useFormat } from '../../../format/use-format.ts';
import type { SaveState } from '../../review/edit/saving.ts';
import type { Edit } from '../../review/edit/use-edit.ts';
import type { LineActs } from '../../review/edit/use-line-acts.ts';
import {
  type DraftFault,
  type DraftLine,
  faultsOf,
  type VoucherDraft,
} from '../../review/edit/voucher-draft.ts';
import type { Refusal } from '../../review/review-session.ts';
import { type RefusedLine, type RefusedWords, refusedLine } from './refused-line.ts';

export interface Fault {
  /** Of the line; null for the voucher as a whole. */
  readonly key: number | null;
  readonly fault: DraftFault;
}

/** Fields in which a fault is mended. */
const FIELDS: Readonly<Record<DraftFault, string>> = {
  badDate: 'account',
  badAccount: 'account',
  badAmount: 'debit',
  noAmount: 'debit',
  noLines: 'account',
};

/** The words of the last refusal, of saving or of posting; null where nothing is refused. */
function useWords(state: SaveState, refusal: Refusal | null): RefusedWords | null {
  const format = useFormat();
  if (state.kind === 'refused')
    return { sentence: state.error.detail, next: state.error.next, faults: state.error.faults };
  return refusal === null ? null : { sentence: format.pick(refusal.tr, refusal.en), next: '', faults: [] };
}

/** The line that was refused, while it says what it said then; lines moved since are found again. */
function stillRefused(draft: VoucherDraft, found: RefusedLine | null): number | null {
  const said = ({ accountCode, debit, credit }: DraftLine) => JSON.stringify([accountCode, debit, credit]);
  const line = draft.lines.find(({ key }) => key === found?.line.key);
  return found !== null && line !== undefined && said(line) === said(found.line) ? line.key : null;
}

/** Key of the line for which the voucher was refused, and the words for it. */
function useRefused(draft: VoucherDraft, state: SaveState, refusal: Refusal | null) {
  const words = useWords(state, refusal);
  const reason = state.kind === 'refused' ? state.error : refusal;
  const seen = useRef<{ reason: unknown; found: RefusedLine | null }>({ reason: null, found: null });
  if (seen.current.reason !== reason)
    seen.current = { reason, found: words === null ? null : refusedLine(draft, words) };
  const { found } = seen.current;
  return { reason, refused: stillRefused(draft, found), text: found?.text ?? '' };
}

export interface RowNotes {
  /** Nothing is wrong that keeps the voucher from being kept as a draft. */
  readonly mayKeep: boolean;
  /** Faults that are shown by now: a missing part is none while it is still being written. */
  readonly faults: readonly Fault[];
  /** A line whose account the chart does not have. */
  readonly unknown: DraftLine | undefined;
  /** By key of the line. */
  readonly notes: ReadonlyMap<number, string>;
  /** Key of the line for which the voucher was refused, until that line is changed. */
  readonly refused: number | null;
  /** A person wanted it in the ledger. */
  readonly isToPost: boolean;
  /** A person wants it saved (or in the ledger): every fault is shown, and the focus goes to the first, or to the line of the refusal to come. */
  readonly ask: (toPost: boolean) => void;
}

export function useRowNotes(
  { draft }: Edit,
  { focusLine }: LineActs,
  isKnown: (code: string) => boolean,
  state: SaveState,
  refusal: Refusal | null,
): RowNotes {
  const { t } = useTranslation();
  const { language } = useFormat();
  const [asked, setAsked] = useState<'save' | 'post' | null>(null);
  const all = faultsOf(draft, language, Number(isoToday(new Date()).slice(0, 4)));
  const faults = asked !== null ? all : all.filter(({ fault }) => fault === 'badAmount');
  const unknown = draft.lines.find(({ accountCode }) => accountCode !== '' && !isKnown(accountCode));
  const { reason, refused, text } = useRefused(draft, state, refusal);
  // What is kept by itself never takes the focus away.
  const isAwaited = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal
  useEffect(() => {
    if (!isAwaited.current || refused === null) return;
    isAwaited.current = false;
    focusLine(refused);
  }, [reason]);
  const notes = new Map<number, string>();
  for (const { key, fault } of faults) if (key !== null) notes.set(key, t(`review.editing.${fault}`));
  if (unknown !== undefined) notes.set(unknown.key, t('entry.unknownHere', { code: unknown.accountCode }));
  if (refused !== null) notes.set(refused, text);
  return {
    mayKeep: all.length === 0 && unknown === undefined,
    faults,
    unknown,
    notes,
    refused,
    isToPost: asked === 'post',
    ask: (toPost) => {
      setAsked(toPost ? 'post' : 'save');
      const first = all.find(({ key }) => key !== null);
      const key = first?.key ?? unknown?.key;
      isAwaited.current = all.length === 0 && key === undefined;
      if (key !== undefined) focusLine(key, first === undefined ? 'account' : FIELDS[first.fault]);
    },
  };
}

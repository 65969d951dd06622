/** How one edit is sent: again under the same key while nobody answers, merged where another person saved first. */
import { type ApiProblem, asProblem } from '../../../api/problem.ts';
import type { Voucher } from '../../../api/queries.ts';
import type { Language } from '../../../format/amount.ts';
import { draftOfMerge, ownContent, savedContent } from './draft-content.ts';
import { type Merge, type MergeChange, mergeVouchers, type Side } from './merge-vouchers.ts';
import type { Edit } from './use-edit.ts';
import { bodyOf, type EditedVoucher, type VoucherDraft } from './voucher-draft.ts';

export type VoucherBody = ReturnType<typeof bodyOf>;

export type SaveState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  /** Nobody answered; it is sent again by itself. */
  | { readonly kind: 'waiting'; readonly approve: boolean; readonly quiet: boolean; readonly tries: number }
  | { readonly kind: 'refused'; readonly error: ApiProblem }
  /** Another person put the voucher into the ledger meanwhile. */
  | { readonly kind: 'posted'; readonly voucher: Voucher }
  /** Another person changed what I changed: choices are asked for. */
  | { readonly kind: 'merging'; readonly saved: Voucher; readonly choices: ReadonlyMap<string, Side> }
  /** What the other changed was taken in; nothing had to be asked. */
  | { readonly kind: 'merged'; readonly saved: Voucher; readonly changes: readonly MergeChange[] };

/** What sending needs of the page. */
export interface Saving {
  readonly edit: Edit;
  readonly language: Language;
  readonly thisYear: number;
  readonly send: (body: VoucherBody, idempotencyKey: string) => Promise<Voucher>;
  /** The voucher as it stands on the server now. */
  readonly ask: () => Promise<Voucher>;
  readonly setState: (state: SaveState) => void;
  readonly settle: (saved: Voucher, sending: Sending) => void;
}

/** One press of "save": what is sent, what for, and how often it was tried and merged before. */
export interface Sending {
  readonly draft: VoucherDraft;
  readonly approve: boolean;
  /** Kept by itself while it is written on, and not because somebody asked for it. */
  readonly quiet: boolean;
  readonly tries: number;
  readonly merges: number;
}

/** Others may save again and again; after this many merges in a row the person is shown the voucher. */
const MOST_MERGES = 3;

const mayComeBack = (problem: ApiProblem) =>
  [0, 429, 502, 503, 504].includes(problem.status) || problem.code === 'IDEMPOTENCY_IN_PROGRESS';
const isStale = (problem: ApiProblem) =>
  problem.code === 'STALE_VERSION' || problem.code === 'VOUCHER_ALREADY_POSTED';

/** What was written, merged into what another person saved. */
export function mergeOf(
  { edit: { base, draft }, language, thisYear }: Pick<Saving, 'edit' | 'language' | 'thisYear'>,
  saved: EditedVoucher,
  choices: ReadonlyMap<string, Side>,
): Merge {
  return mergeVouchers(
    savedContent(base),
    ownContent(draft, language, thisYear),
    savedContent(saved),
    choices,
  );
}

/** The edit now stands over what the other saved. */
export function takeMerge(saving: Saving, saved: Voucher, merge: Merge): VoucherDraft {
  const { base, draft: own } = saving.edit;
  const merged = draftOfMerge(merge.content, saved, saving.language);
  // Whoever chose another type meant it; there is no third choice to ask for.
  const draft = { ...merged, type: own.type === base.type ? saved.type : own.type };
  saving.edit.rebase(saved, draft);
  const changes = merge.changes.filter((change) => change.who === 'theirs');
  saving.setState({ kind: 'merged', saved, changes });
  return draft;
}

/** Takes in what another person saved; null where a person is to choose or nothing can be saved any more. */
export function absorb(saving: Saving, saved: Voucher): { draft: VoucherDraft; isBalanced: boolean } | null {
  if (saved.status === 'posted') {
    saving.setState({ kind: 'posted', voucher: saved });
    return null;
  }
  const merge = mergeOf(saving, saved, new Map());
  if (merge.open > 0) {
    saving.setState({ kind: 'merging', saved, choices: new Map() });
    return null;
  }
  return { draft: takeMerge(saving, saved, merge), isBalanced: merge.differenceKurus === 0n };
}

function failed({ setState }: Saving, { approve, quiet, tries }: Sending, problem: ApiProblem): void {
  if (mayComeBack(problem)) setState({ kind: 'waiting', approve, quiet, tries });
  else setState({ kind: 'refused', error: problem });
}

/** Sends the draft; under the key of the last sending where that was the same and its answer did not come. */
export async function deliver(saving: Saving, sending: Sending): Promise<void> {
  const { edit, language, thisYear } = saving;
  const body = bodyOf(sending.draft, language, thisYear);
  const text = JSON.stringify(body);
  const key = edit.attempt?.body === text ? edit.attempt.key : crypto.randomUUID();
  if (!sending.quiet) saving.setState({ kind: 'saving' });
  edit.setAttempt({ key, body: text });
  try {
    saving.settle(await saving.send(body, key), sending);
  } catch (error) {
    const problem = asProblem(error);
    if (!mayComeBack(problem)) edit.setAttempt(null);
    if (isStale(problem)) await meetSaved(saving, sending);
    else failed(saving, sending, problem);
  }
}

/** Another person saved first: merged, and sent at once where nothing is to be asked and only saving was wanted. */
async function meetSaved(saving: Saving, sending: Sending): Promise<void> {
  try {
    const merged = absorb(saving, await saving.ask());
    if (merged === null || sending.approve || !merged.isBalanced || sending.merges >= MOST_MERGES) return;
    await deliver(saving, { ...sending, draft: merged.draft, merges: sending.merges + 1 });
  } catch (error) {
    failed(saving, sending, asProblem(error));
  }
}

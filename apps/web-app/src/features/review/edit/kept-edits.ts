/** Edits that were not saved yet, kept in the browser for their person: a reload, a new sign-in or a closed tab loses no work. */
import type { EditedVoucher, VoucherDraft } from './voucher-draft.ts';

export interface KeptEdit {
  /** What the edit began from: with a newer voucher it is merged, never dropped. */
  readonly base: EditedVoucher;
  readonly draft: VoucherDraft;
  /** The last sending whose answer did not come: the same body is sent again under the same key. */
  readonly attempt: { readonly key: string; readonly body: string } | null;
  /** The tab in which it is written; milliseconds since 1970. */
  readonly tab: string;
  readonly at: number;
}

const PREFIX = 'muhasebi.edit.';
const MOST_KEPT = 50;
const KEPT_DAYS = 30;

const nameOf = (userId: string, voucherId: string) => `${PREFIX}${userId}.${voucherId}`;

/** Storage may be full or blocked: the edit then lives as long as it is open. */
function attempt<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function tabName(): string {
  const known = sessionStorage.getItem(`${PREFIX}tab`);
  if (known !== null) return known;
  const made = crypto.randomUUID();
  sessionStorage.setItem(`${PREFIX}tab`, made);
  return made;
}

function read(storage: Storage, name: string): KeptEdit | null {
  const text = storage.getItem(name);
  return text === null ? null : (attempt(() => JSON.parse(text) as KeptEdit) ?? null);
}

/** Drops what nobody came back to, the oldest first where there are too many. */
function sweep(now: number): void {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  const kept = names
    .map((name) => ({ name, at: read(localStorage, name)?.at ?? 0 }))
    .sort((a, b) => b.at - a.at);
  for (const [index, { name, at }] of kept.entries())
    if (index >= MOST_KEPT || now - at > KEPT_DAYS * 86_400_000) localStorage.removeItem(name);
}

export function keepEdit(userId: string, edit: Pick<KeptEdit, 'base' | 'draft' | 'attempt'>): void {
  attempt(() => {
    const name = nameOf(userId, edit.base.id);
    const at = Date.now();
    const text = JSON.stringify({ ...edit, tab: tabName(), at } satisfies KeptEdit);
    sessionStorage.setItem(name, text);
    if (localStorage.getItem(name) === null) sweep(at);
    localStorage.setItem(name, text);
  });
}

/** The unsaved edit of this tab, else the one that another tab of the person left or still writes. */
export function recallEdit(userId: string, voucherId: string): KeptEdit | null {
  return attempt(() => {
    const name = nameOf(userId, voucherId);
    return read(sessionStorage, name) ?? read(localStorage, name);
  });
}

/** Forgets the edit of this tab; what another tab wrote since stays for it. */
export function forgetEdit(userId: string, voucherId: string): void {
  attempt(() => {
    const name = nameOf(userId, voucherId);
    const own = read(sessionStorage, name);
    sessionStorage.removeItem(name);
    const left = read(localStorage, name);
    if (left !== null && (own === null || left.tab === own.tab)) localStorage.removeItem(name);
  });
}

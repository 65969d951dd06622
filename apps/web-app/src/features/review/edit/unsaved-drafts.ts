/** Edits that were not saved yet: kept for the tab, so that leaving a page or reloading it loses no work. */
import type { VoucherDraft } from './voucher-draft.ts';

const keyOf = (voucherId: string) => `muhasebi.draft.${voucherId}`;

export function keepDraft(voucherId: string, draft: VoucherDraft): void {
  try {
    sessionStorage.setItem(keyOf(voucherId), JSON.stringify(draft));
  } catch {
    // Storage may be full or blocked; the edit then lives as long as it is open.
  }
}

/** The unsaved edit of this version of the voucher; an edit of an older version is dropped. */
export function recallDraft(voucherId: string, version: number): VoucherDraft | null {
  try {
    const text = sessionStorage.getItem(keyOf(voucherId));
    if (text === null) return null;
    const draft = JSON.parse(text) as VoucherDraft;
    if (draft.version === version) return draft;
  } catch {
    // What cannot be read is dropped below.
  }
  forgetDraft(voucherId);
  return null;
}

export function forgetDraft(voucherId: string): void {
  try {
    sessionStorage.removeItem(keyOf(voucherId));
  } catch {
    // Nothing was kept, nothing is to be forgotten.
  }
}

/** What other features may do to vouchers on behalf of a person who acts on many documents at once. */
import type { VoucherType } from '@muhasebi/accounting/yevmiye/voucher.ts';
import type { AppError } from '@muhasebi/platform/errors/app-error.ts';
import type { Trx } from '../feature.ts';
import type { StoredLine } from './proposals.queries.ts';
import type { LineWithReason } from './proposed-lines.ts';

/** A draft with its lines as they are stored, amounts in kuruş as text: kept as JSON and put back exactly. */
export interface DraftCopy {
  readonly type: string;
  readonly date: string;
  readonly description: string;
  readonly lines: readonly StoredLine[];
  /** The voucher that it reverses; copies of earlier releases have none. */
  readonly reversalOf?: string | null;
}

/** A voucher that is no document's, as it is proposed. */
export interface ProposedDraft {
  readonly type: VoucherType;
  readonly date: string;
  readonly description: string;
  readonly lines: readonly LineWithReason[];
}

/** A draft that was given another day. */
export interface MovedDraft {
  readonly id: string;
  /** The day on which it stood before. */
  readonly date: string;
  readonly version: number;
}

export interface PostedDraft {
  readonly voucherId: string;
  readonly fisNo: number | null;
  /** Why it was not posted; null where it was. */
  readonly refusal: AppError | null;
}

/** What is changed of a draft; what is not given stays. */
export interface DraftEdit {
  readonly date?: string | undefined;
  readonly description?: string | undefined;
  /** On every line that has it. */
  readonly account?: { readonly from: string; readonly to: string } | undefined;
}

/** A draft as it was seen: another version is refused. */
export interface SeenDraft {
  readonly voucherId: string;
  readonly version: number;
}

/**
 * What the acts of people do to vouchers, inside the caller's transaction. The caller takes `lockPosting` first, then
 * the documents, and calls nothing twice for one voucher.
 */
export interface VoucherActs {
  /** One poster at a time per client, until the transaction ends. */
  lockPosting(trx: Trx, clientId: string): Promise<void>;
  /** Posts in the order of dates; each for itself, a refusal takes back its voucher only. */
  postDrafts(
    trx: Trx,
    tenantId: string,
    clientId: string,
    drafts: readonly SeenDraft[],
  ): Promise<PostedDraft[]>;
  /**
   * Reverses a posted voucher on its own date and opens its lines again as the document's draft; returns the draft.
   * Throws what a reversal throws; the caller takes the transaction back to before it then.
   */
  takeBackPosting(trx: Trx, tenantId: string, voucherId: string): Promise<string>;
  /** The draft as it stands; null where there is none. */
  copyDraft(trx: Trx, tenantId: string, voucherId: string): Promise<DraftCopy | null>;
  /**
   * Opens the copy as the document's draft, or as one of no document; null where an account of it is gone. Of a reversal:
   * the one that waits where there is one again; throws VOUCHER_ALREADY_REVERSED where it was posted.
   */
  openCopy(
    trx: Trx,
    place: { readonly tenantId: string; readonly clientId: string },
    documentId: string | null,
    copy: DraftCopy,
  ): Promise<string | null>;
  /**
   * Changes what is given of a draft; returns it as it stands then. Throws VOUCHER_NOT_FOUND, VOUCHER_ALREADY_POSTED,
   * STALE_VERSION, PERIOD_OUT_OF_RANGE, what the account asks for, and DRAFT_WITHOUT_ACCOUNT where nothing of it changes.
   */
  editDraft(trx: Trx, tenantId: string, draft: SeenDraft, change: DraftEdit): Promise<SeenDraft>;
  /** Deletes a draft of no document. Throws what editDraft does, and VOUCHER_OF_DOCUMENT. */
  deleteDraft(trx: Trx, tenantId: string, draft: SeenDraft): Promise<void>;
  /** Changes accounts by role; returns the new version. Throws STALE_VERSION and what the accounts ask for. */
  changeAccounts(
    trx: Trx,
    tenantId: string,
    draft: SeenDraft,
    changes: readonly { readonly role: string; readonly account: string }[],
  ): Promise<number>;
  /** Puts the lines of the copy in place of those of the draft. Throws STALE_VERSION where it was changed since. */
  putLinesBack(trx: Trx, tenantId: string, draft: SeenDraft, copy: DraftCopy): Promise<void>;
}

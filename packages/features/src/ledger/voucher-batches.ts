/** What a feature that brings vouchers in by the thousand may ask of the ledger, inside its own transaction. */
import type { VoucherLine } from '@muhasebi/accounting/yevmiye/voucher.ts';
import type { Trx } from '../feature.ts';
import type { PostedDraft } from './voucher-acts.ts';

export interface BooksPlace {
  readonly tenantId: string;
  readonly clientId: string;
}

/** A voucher whose id the caller chose: the same id comes in once. */
export interface BatchVoucher {
  readonly id: string;
  readonly type: string;
  /** ISO day. */
  readonly date: string;
  readonly description: string;
  readonly lines: readonly VoucherLine[];
}

/** Whether entries can stand on a day; `outside` is of no year that books can have. */
export type DayStatus = 'open' | 'locked' | 'closed' | 'outside';

/**
 * deleted: the draft is gone · reversed: a mirrored voucher on its own day takes it back · gone: nothing was there any more, or
 * it was taken back before · changed: somebody worked on the draft since, it stays · refused: the database says why.
 */
export type TakenBack =
  | { readonly voucherId: string; readonly outcome: 'deleted' | 'reversed' | 'gone' | 'changed' }
  | {
      readonly voucherId: string;
      readonly outcome: 'refused';
      readonly refusal: NonNullable<PostedDraft['refusal']>;
    };

export interface VoucherBatches {
  /** Those of the codes that are in the client's chart. */
  accounts(
    trx: Trx,
    place: BooksPlace,
    codes: readonly string[],
  ): Promise<{ readonly code: string; readonly isLeaf: boolean; readonly status: string }[]>;
  /** As the months are now, and as the exceptions of that person are. */
  dayStatuses(trx: Trx, place: BooksPlace, userId: string | null): Promise<(day: string) => DayStatus>;
  /**
   * Opens drafts as they are given; an id that is there already is passed over. Answers why some are not opened: an account of
   * theirs is not in the chart, is a group or closed.
   */
  openDrafts(
    trx: Trx,
    place: BooksPlace,
    vouchers: readonly BatchVoucher[],
  ): Promise<ReadonlyMap<string, NonNullable<PostedDraft['refusal']>>>;
  /** Enters and posts in the order given, each for itself; of a refused one nothing is kept. */
  enter(trx: Trx, place: BooksPlace, vouchers: readonly BatchVoucher[]): Promise<PostedDraft[]>;
  /** Deletes drafts that nobody changed, reverses what is posted, each on its own day. Takes the posting lock. */
  takeBack(trx: Trx, place: BooksPlace, voucherIds: readonly string[]): Promise<TakenBack[]>;
}

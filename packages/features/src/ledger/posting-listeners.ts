/** Those who asked to be told of postings and reversals, inside the same transaction. */
import type { Trx } from '../feature.ts';
import type { BookedVouchers, DocumentsInBooks } from './contract.ts';

export type BooksListener = (trx: Trx, changed: DocumentsInBooks) => Promise<void>;

export interface BooksListeners {
  readonly posted: BooksListener[];
  readonly reversed: BooksListener[];
  readonly booked: ((trx: Trx, booked: BookedVouchers) => Promise<void>)[];
}

/** Tells each listener in turn; nothing is said where no document is concerned. */
export async function tellListeners(
  listeners: readonly BooksListener[],
  trx: Trx,
  changed: DocumentsInBooks,
): Promise<void> {
  if (changed.documents.length === 0) return;
  for (const listener of listeners) await listener(trx, changed);
}

interface Answered {
  readonly voucherId: string;
  readonly fisNo: number | null;
  /** Null where it was posted. */
  readonly refusal: unknown;
}

/** Tells of the vouchers that were posted, out of the answers of one statement. */
export async function tellBooked(
  { booked }: Pick<BooksListeners, 'booked'>,
  trx: Trx,
  { tenantId, clientId }: Pick<BookedVouchers, 'tenantId' | 'clientId'>,
  answers: readonly Answered[],
): Promise<void> {
  const vouchers = answers.flatMap(({ voucherId, fisNo, refusal }) =>
    refusal === null ? [{ voucherId, fisNo }] : [],
  );
  if (vouchers.length === 0) return;
  for (const listener of booked) await listener(trx, { tenantId, clientId, vouchers });
}

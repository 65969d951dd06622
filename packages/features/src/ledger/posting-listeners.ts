/** Those who asked to be told of postings and reversals, inside the same transaction. */
import type { Trx } from '../feature.ts';
import type { BookedListener, BookedVouchers, DocumentsInBooks } from './contract.ts';

export type BooksListener = (trx: Trx, changed: DocumentsInBooks) => Promise<void>;

export interface BooksListeners {
  readonly posted: BooksListener[];
  readonly reversed: BooksListener[];
  readonly booked: BookedListener[];
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
  /** Null where it was posted. */
  readonly refusal: unknown;
}

/** Tells of the vouchers that were posted, out of the answers of one statement. */
export async function tellBooked(
  listeners: Pick<BooksListeners, 'booked'>,
  trx: Trx,
  { tenantId, clientId }: { readonly tenantId: string; readonly clientId: string },
  answers: readonly Answered[],
): Promise<void> {
  const stand = answers.filter(({ refusal }) => refusal === null);
  await tellAllBooked(listeners, trx, {
    tenantId,
    vouchers: stand.map(({ voucherId }) => ({ clientId, voucherId })),
  });
}

/** The same for vouchers of several clients, all of which were posted. */
export async function tellAllBooked(
  { booked }: Pick<BooksListeners, 'booked'>,
  trx: Trx,
  told: BookedVouchers,
): Promise<void> {
  if (told.vouchers.length === 0) return;
  for (const { tell } of booked) await tell(trx, told);
}

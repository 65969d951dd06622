/** Those who asked to be told of postings and reversals, inside the same transaction. */
import type { Trx } from '../feature.ts';
import type { DocumentsInBooks } from './contract.ts';

export type BooksListener = (trx: Trx, changed: DocumentsInBooks) => Promise<void>;

export interface BooksListeners {
  readonly posted: BooksListener[];
  readonly reversed: BooksListener[];
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

/** Corrects a posted voucher by its mirror image, posted at once and naming the original (ters kayıt). */

import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import type { Trx } from '../feature.ts';
import { type BooksOwner, insertYears, lockPosting } from './books.queries.ts';
import { ledgerErrors, type VoucherView } from './contract.ts';
import { refusalOfPosting } from './database-refusal.ts';
import { copyDraft, insertCopy } from './draft-copies.queries.ts';
import { booksOf, checkDay } from './edit-draft.ts';
import { yearsToOpen } from './fiscal-years.ts';
import type { LedgerContext } from './ledger-context.ts';
import {
  deleteReversalDrafts,
  findReversal,
  findVoucherHeads,
  insertMirror,
  lockVouchers,
  postDrafts,
  type VoucherHead,
} from './posting.queries.ts';
import { tellBooked, tellListeners } from './posting-listeners.ts';
import { showVoucher } from './present-voucher.ts';

export interface ReversalInput {
  readonly date: string;
  readonly description?: string | undefined;
}

/**
 * Throws VOUCHER_NOT_FOUND, VOUCHER_NOT_POSTED, VOUCHER_IS_REVERSAL, VOUCHER_ALREADY_REVERSED, PERIOD_OUT_OF_RANGE,
 * PERIOD_NOT_OPEN, and the refusals of accounts that take no postings any more.
 */
export function reverseVoucher(
  context: LedgerContext,
  scope: Scope,
  voucherId: string,
  input: ReversalInput,
): Promise<VoucherView> {
  return reversing(context, scope, voucherId, input, async ({ trx, original, books, mirrorId }) => {
    await tellReversed(context, trx, books.tenantId, original);
    return showVoucher(trx, books.tenantId, mirrorId);
  });
}

/**
 * Reverses the voucher and opens its lines again, on its own date, as a draft to be put right: of the document where it has
 * one. Throws what `reverseVoucher` does, ACCOUNT_NOT_FOUND where an account is gone.
 */
export function correctVoucher(
  context: LedgerContext,
  scope: Scope,
  voucherId: string,
  input: ReversalInput,
): Promise<{ reversal: VoucherView; draft: VoucherView }> {
  return reversing(context, scope, voucherId, input, async ({ trx, original, books, mirrorId }) => {
    const { tenantId } = books;
    const copy = await copyDraft(trx, tenantId, voucherId);
    if (copy === null) throw new Error(`Voucher ${voucherId} vanished under its lock.`);
    const draftId = await insertCopy(trx, books, original.documentId, copy);
    await tellReversed(context, trx, tenantId, original, { draftId });
    return {
      reversal: await showVoucher(trx, tenantId, mirrorId),
      draft: await showVoucher(trx, tenantId, draftId),
    };
  });
}

interface Reversed {
  readonly trx: Trx;
  readonly books: BooksOwner;
  readonly original: VoucherHead;
  readonly mirrorId: string;
}

/** Posts the mirror under the locks of posting, and answers what `then` makes of it in the same transaction. */
async function reversing<Result>(
  context: LedgerContext,
  scope: Scope,
  voucherId: string,
  input: ReversalInput,
  then: (reversed: Reversed) => Promise<Result>,
): Promise<Result> {
  const tenantId = tenantOf(scope);
  const { clientId, result } = await withRetryOfConflicts(() =>
    inScope(context.db, scope, async (trx) => {
      const [found] = await findVoucherHeads(trx, tenantId, [voucherId]);
      if (found === undefined) throw ledgerErrors.VOUCHER_NOT_FOUND();
      const books = await booksOf(trx, tenantId, found.clientId);
      checkDay(context, books, input.date);
      await lockPosting(trx, found.clientId);
      const original = await lockReversible(trx, tenantId, voucherId);
      const mirrorId = await postMirror(context, trx, books, original, input);
      return { clientId: found.clientId, result: await then({ trx, books, original, mirrorId }) };
    }),
  );
  context.news.changed(tenantId, clientId);
  return result;
}

/** The document of the voucher, if it has one, waits for a voucher again: for the draft, where there is one. */
function tellReversed(
  context: LedgerContext,
  trx: Trx,
  tenantId: string,
  { voucherId, documentId, clientId }: VoucherHead,
  opened: { readonly draftId?: string } = {},
): Promise<void> {
  const documents = documentId === null ? [] : [{ documentId, voucherId, ...opened }];
  return tellListeners(context.listeners.reversed, trx, { tenantId, clientId, documents });
}

/** Posts the mirror image of a voucher that `lockReversible` holds; returns its id. Throws the refusals of posting. */
export async function postMirror(
  context: LedgerContext,
  trx: Trx,
  books: BooksOwner,
  original: VoucherHead,
  input: ReversalInput,
): Promise<string> {
  const { voucherId, fiscalYear, fisNo } = original;
  const description = input.description || `Ters kayıt: ${fiscalYear}/${fisNo}`;
  await deleteReversalDrafts(trx, books.tenantId, [voucherId]);
  const mirrorId = await insertMirror(trx, books.tenantId, { of: voucherId, date: input.date, description });
  const days = yearsToOpen([input.date], books.fiscalYearStartMonth, turkishDay(context.clock));
  await insertYears(trx, books, days);
  const [answer] = await postDrafts(trx, books.clientId, [mirrorId]);
  if (answer === undefined || answer.refusal !== null)
    throw refusalOfPosting({
      refusal: answer?.refusal ?? '',
      detail: answer?.detail ?? null,
      date: input.date,
      isInRange: true,
    });
  await tellBooked(context.listeners, trx, books, [answer]);
  return mirrorId;
}

/** Locks a posted voucher that may be reversed. Throws VOUCHER_NOT_FOUND and why it may not. */
export async function lockReversible(trx: Trx, tenantId: string, voucherId: string): Promise<VoucherHead> {
  const [original] = await lockVouchers(trx, tenantId, [voucherId]);
  if (original === undefined) throw ledgerErrors.VOUCHER_NOT_FOUND();
  if (original.status !== 'posted') throw ledgerErrors.VOUCHER_NOT_POSTED();
  if (original.reversalOf !== null) throw ledgerErrors.VOUCHER_IS_REVERSAL();
  if ((await findReversal(trx, tenantId, voucherId))?.isDraft === false)
    throw ledgerErrors.VOUCHER_ALREADY_REVERSED();
  return original;
}

/** Opens the mirror image of a posted voucher as a draft: a person looks at it and posts it, or deletes it. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import type { Trx } from '../feature.ts';
import { type BooksOwner, findOpenDay } from './books.queries.ts';
import { ledgerErrors, type VoucherView } from './contract.ts';
import { booksOf, checkDay } from './edit-draft.ts';
import type { LedgerContext } from './ledger-context.ts';
import { findReversal, findVoucherHeads, insertMirror, type VoucherHead } from './posting.queries.ts';
import { showVoucher } from './present-voucher.ts';
import { lockReversible } from './reverse-voucher.ts';

/**
 * On the day given, or the voucher's own; never before the voucher, and where the month takes no entries on the first day
 * after it that does. Asked again it answers the draft that waits. Throws VOUCHER_NOT_FOUND, VOUCHER_NOT_POSTED,
 * VOUCHER_IS_REVERSAL, VOUCHER_ALREADY_REVERSED, PERIOD_OUT_OF_RANGE.
 */
export async function prepareReversal(
  context: LedgerContext,
  scope: Scope,
  voucherId: string,
  date?: string,
): Promise<VoucherView> {
  const tenantId = tenantOf(scope);
  const prepared = await withRetryOfConflicts(() =>
    inScope(context.db, scope, async (trx) => {
      const [found] = await findVoucherHeads(trx, tenantId, [voucherId]);
      if (found === undefined) throw ledgerErrors.VOUCHER_NOT_FOUND();
      const books = await booksOf(trx, tenantId, found.clientId);
      const original = await lockReversible(trx, tenantId, voucherId);
      const waiting = await findReversal(trx, tenantId, voucherId);
      const draftId = waiting?.voucherId ?? (await openMirror(context, trx, books, original, date));
      return showVoucher(trx, tenantId, draftId);
    }),
  );
  context.news.changed(tenantId, prepared.clientId);
  return prepared;
}

async function openMirror(
  context: LedgerContext,
  trx: Trx,
  books: BooksOwner,
  { voucherId, fiscalYear, fisNo, date: ownDay }: VoucherHead,
  asked: string = ownDay,
): Promise<string> {
  const wanted = asked < ownDay ? ownDay : asked;
  checkDay(context, books, wanted);
  const date = (await findOpenDay(trx, books, wanted)) ?? wanted;
  const why = date === wanted ? '' : ` (${wanted.slice(0, 7)} dönemi kayda kapalı)`;
  const description = `Ters kayıt: ${fiscalYear}/${fisNo}${why}`;
  return insertMirror(trx, books.tenantId, { of: voucherId, date, description });
}

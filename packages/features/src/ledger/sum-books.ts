/** What the lists of the books come to: how many rows match, and their sums. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { RouteInput, RouteResult } from '@muhasebi/platform/http/route.ts';
import { type LineSums, sumBookLines } from './book-lines.queries.ts';
import { lineFilterOf, voucherFilterOf } from './browse-books.ts';
import type { ledgerContract } from './contract.ts';
import { booksOf } from './edit-draft.ts';
import type { LedgerContext } from './ledger-context.ts';
import { sumVouchers } from './vouchers.queries.ts';

type Contract = typeof ledgerContract;

const present = ({ count, debitKurus, creditKurus }: LineSums) => ({
  count,
  debit: kurusToDecimal(debitKurus),
  credit: kurusToDecimal(creditKurus),
});

/** Throws CLIENT_NOT_FOUND. */
export function sumVouchersOf(
  { db }: LedgerContext,
  scope: Scope,
  clientId: string,
  query: RouteInput<Contract['sumVouchers']>['query'],
): Promise<RouteResult<Contract['sumVouchers']>> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    await booksOf(trx, tenantId, clientId);
    return present(await sumVouchers(trx, tenantId, clientId, voucherFilterOf(query)));
  });
}

/** Throws CLIENT_NOT_FOUND. */
export function sumLinesOf(
  { db }: LedgerContext,
  scope: Scope,
  clientId: string,
  query: RouteInput<Contract['sumVoucherLines']>['query'],
): Promise<RouteResult<Contract['sumVoucherLines']>> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    await booksOf(trx, tenantId, clientId);
    return present(await sumBookLines(trx, tenantId, clientId, lineFilterOf(query)));
  });
}

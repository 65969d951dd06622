/** Says whether a month takes entries, for whoever chooses the date of a voucher. */
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { findPeriodStatus, isClosedAfter } from './books.queries.ts';
import { booksOf } from './edit-draft.ts';
import { isPostableDay } from './fiscal-years.ts';
import type { LedgerContext } from './ledger-context.ts';

type Status = 'open' | 'locked' | 'closed' | 'opens' | 'outside';

/** `month` is "YYYY-MM". Throws CLIENT_NOT_FOUND. */
export function showPeriod(
  context: LedgerContext,
  scope: Scope,
  clientId: string,
  month: string,
): Promise<{ month: string; status: Status }> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const books = await booksOf(trx, tenantId, clientId);
    const known = await findPeriodStatus(trx, books, month);
    if (known !== null) return { month, status: known as Status };
    const isPostable = isPostableDay(`${month}-01`, books.fiscalYearStartMonth, turkishDay(context.clock));
    const begins = isPostable && !(await isClosedAfter(trx, books, month));
    return { month, status: begins ? 'opens' : 'outside' };
  });
}

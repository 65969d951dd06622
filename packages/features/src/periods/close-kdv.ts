/** Proposes the voucher that brings the KDV of a month to 360 or 190; a person reviews and posts it. */
import { daysOfMonth } from '@muhasebi/accounting/donem/month.ts';
import { closeKdvMonth } from '@muhasebi/accounting/kdv/close-month.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { RouteInput, RouteResult } from '@muhasebi/platform/http/route.ts';
import { putDraft } from './closing-draft.ts';
import { listClosingVouchers, listLeaves, sumBalances } from './closing-vouchers.queries.ts';
import { type periodsContract as contract, periodErrors } from './contract.ts';
import { lastDayOf } from './fiscal-year.ts';
import { lockPeriods } from './periods.queries.ts';
import { booksInSight, type PeriodsContext } from './periods-context.ts';

/** One draft a month, renewed when the books changed. Throws CLIENT_NOT_FOUND, PERIOD_NOT_OPENED, PERIOD_CLOSED, KDV_ACCOUNT_MISSING. */
export function closeKdv(
  context: PeriodsContext,
  scope: Scope,
  { clientId, month }: RouteInput<typeof contract.closeKdv>['params'],
): Promise<RouteResult<typeof contract.closeKdv>> {
  const tenantId = tenantOf(scope);
  const endsOn = lastDayOf(month);
  return inScope(context.db, scope, async (trx) => {
    const books = await booksInSight(trx, tenantId, clientId);
    await context.ledger.acts.lockPosting(trx, clientId);
    const { from } = daysOfMonth(month);
    const status = (await lockPeriods(trx, tenantId, [clientId], from)).get(clientId);
    if (status === undefined) throw periodErrors.PERIOD_NOT_OPENED({ month });
    if (status === 'closed') throw periodErrors.PERIOD_CLOSED({ month });
    const balances = await sumBalances(trx, tenantId, clientId, from);
    const closing = closeKdvMonth(balances, await listLeaves(trx, tenantId, clientId));
    const [missing] = closing.missing;
    if (missing !== undefined) throw periodErrors.KDV_ACCOUNT_MISSING({ code: missing });
    const existing = (await listClosingVouchers(trx, tenantId, clientId, endsOn)).find(
      ({ step, status: state }) => step === 'kdv' && state === 'draft',
    );
    const voucherId = await putDraft(context, trx, books, existing, {
      endsOn,
      step: 'kdv',
      type: 'mahsup',
      date: endsOn,
      description: `${month.slice(5)}/${month.slice(0, 4)} KDV tahakkuku`,
      lines: closing.lines,
    });
    return {
      voucherId,
      payable: kurusToDecimal(closing.payableKurus),
      deferred: kurusToDecimal(closing.deferredKurus),
      carried: kurusToDecimal(closing.carriedKurus),
    };
  });
}

/** Shows a fiscal year month by month: status, vouchers, numbers, who closed it, who may post though it is locked. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { RouteInput, RouteResult } from '@muhasebi/platform/http/route.ts';
import { isOver } from './close-months.ts';
import type { periodsContract as contract, MonthView } from './contract.ts';
import { listExceptions } from './exceptions.queries.ts';
import { monthsOfYear } from './fiscal-year.ts';
import { listMonths, listYears, type MonthRow } from './months.queries.ts';
import { booksInSight, type PeriodsContext } from './periods-context.ts';

/** A year without months is empty. Throws CLIENT_NOT_FOUND. */
export function showYear(
  context: PeriodsContext,
  scope: Scope,
  { clientId, year }: RouteInput<typeof contract.showYear>['params'],
): Promise<RouteResult<typeof contract.showYear>> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const books = await booksInSight(trx, tenantId, clientId);
    const { firstDay, lastDay, lastMonth } = monthsOfYear(year, books.fiscalYearStartMonth);
    const range = { first: firstDay, last: `${lastMonth}-01` };
    const rows = await listMonths(trx, tenantId, clientId, range);
    const running = (await listExceptions(trx, tenantId, clientId, range)).filter(
      ({ isRunning }) => isRunning,
    );
    return {
      year,
      firstDay,
      lastDay,
      years: await listYears(trx, tenantId, clientId),
      months: rows.map((row) => ({
        ...presentMonth(row),
        isOver: isOver(context, row.month),
        exceptions: row.status === 'locked' ? running.filter(({ month }) => month === row.month).length : 0,
      })),
    };
  });
}

function presentMonth({
  numberedAt,
  closedAt,
  debitKurus,
  takenBackAt,
  takenBackByName,
  ...row
}: MonthRow): Omit<MonthView, 'isOver' | 'exceptions'> {
  return {
    ...row,
    numberedAt: numberedAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    debit: kurusToDecimal(debitKurus),
    takenBack: takenBackAt === null ? null : { at: takenBackAt.toISOString(), byName: takenBackByName },
  };
}

/** Numbers months (yevmiyeleştirme) and closes them for good, one after the other. */
import { daysOfMonth, monthAfter } from '@muhasebi/accounting/donem/month.ts';
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import type { RouteInput, RouteResult } from '@muhasebi/platform/http/route.ts';
import type { Trx } from '../feature.ts';
import { deleteAcknowledgement, listDraftIds, saveAcknowledgement } from './closing-checks.queries.ts';
import { findClosingChecks } from './closing-checks.ts';
import { type ClosingCheck, type periodsContract as contract, periodErrors } from './contract.ts';
import { monthsOfYear, yearOfMonth } from './fiscal-year.ts';
import {
  type ClientBooks,
  countNumbered,
  listUnclosed,
  listUnnumbered,
  numberMonth,
} from './months.queries.ts';
import { lockPeriods, setPeriodStatus } from './periods.queries.ts';
import { booksInSight, type PeriodsContext, tellAssignees } from './periods-context.ts';

type ClosedMonth = RouteResult<typeof contract.closePeriods>['results'][number];
type MonthParams = RouteInput<typeof contract.listChecks>['params'];

/** Only a month that has ended closes. */
export function isOver({ clock }: PeriodsContext, month: string): boolean {
  return turkishDay(clock) >= daysOfMonth(month).until;
}

/** Throws CLIENT_NOT_FOUND, PERIOD_NOT_OPENED. */
export function showChecks(
  context: PeriodsContext,
  scope: Scope,
  { clientId, month }: MonthParams,
): Promise<RouteResult<typeof contract.listChecks>> {
  return inScope(context.db, scope, async (trx) => {
    const books = await booksInSight(trx, tenantOf(scope), clientId);
    await openedMonth(trx, books, month);
    return { month, isOver: isOver(context, month), checks: await findClosingChecks(trx, books, month) };
  });
}

/** Status of the month, locked until the transaction ends. Throws PERIOD_NOT_OPENED. */
async function openedMonth(trx: Trx, { tenantId, clientId }: ClientBooks, month: string): Promise<string> {
  const status = (await lockPeriods(trx, tenantId, [clientId], daysOfMonth(month).from)).get(clientId);
  if (status === undefined) throw periodErrors.PERIOD_NOT_OPENED({ month });
  return status;
}

/** Throws CLIENT_NOT_FOUND, PERIOD_NOT_OPENED, PERIOD_CLOSED. */
export function acknowledgeCheck(
  context: PeriodsContext,
  scope: Scope,
  { clientId, month }: MonthParams,
  { check, seen, reason }: RouteInput<typeof contract.acknowledgeCheck>['body'],
): Promise<RouteResult<typeof contract.acknowledgeCheck>> {
  const tenantId = tenantOf(scope);
  const firstDay = daysOfMonth(month).from;
  return inScope(context.db, scope, async (trx) => {
    const books = await booksInSight(trx, tenantId, clientId);
    if ((await openedMonth(trx, books, month)) === 'closed') throw periodErrors.PERIOD_CLOSED({ month });
    if (reason === null) await deleteAcknowledgement(trx, tenantId, clientId, firstDay, check);
    else await saveAcknowledgement(trx, tenantId, clientId, { firstDay, check, seen, reason });
    return { checks: await findClosingChecks(trx, books, month) };
  });
}

/** The drafts of the month, but for those that close it, go to the first day of the next one. Throws CLIENT_NOT_FOUND. */
export function moveDraftsOn(
  { db, ledger }: PeriodsContext,
  scope: Scope,
  { clientId, month }: MonthParams,
): Promise<RouteResult<typeof contract.moveDrafts>> {
  const tenantId = tenantOf(scope);
  const date = `${monthAfter(month, 1)}-01`;
  return inScope(db, scope, async (trx) => {
    await booksInSight(trx, tenantId, clientId);
    const drafts = await listDraftIds(trx, tenantId, clientId, daysOfMonth(month));
    return { moved: await ledger.moveDrafts(trx, tenantId, clientId, drafts, date), date };
  });
}

/**
 * Numbers the month and those of its year before it that have no numbers, in order; a month that has them keeps them.
 * Throws CLIENT_NOT_FOUND, PERIOD_NOT_OPENED, PERIOD_CLOSED.
 */
export function numberPeriod(
  { db, ledger }: PeriodsContext,
  scope: Scope,
  { clientId, month }: MonthParams,
): Promise<RouteResult<typeof contract.numberPeriod>> {
  const tenantId = tenantOf(scope);
  return withRetryOfConflicts(() =>
    inScope(db, scope, async (trx) => {
      const books = await booksInSight(trx, tenantId, clientId);
      await ledger.acts.lockPosting(trx, clientId);
      if ((await openedMonth(trx, books, month)) === 'closed') throw periodErrors.PERIOD_CLOSED({ month });
      const months = await numberThrough(trx, books, month);
      return { months };
    }),
  );
}

async function numberThrough(
  trx: Trx,
  { tenantId, clientId, fiscalYearStartMonth: start }: ClientBooks,
  month: string,
) {
  const first = monthsOfYear(yearOfMonth(month, start), start).firstDay;
  const toNumber = await listUnnumbered(trx, tenantId, clientId, { first, last: daysOfMonth(month).from });
  const months: { month: string; numbered: number }[] = [];
  for (const each of toNumber)
    months.push({ month: each, numbered: await numberMonth(trx, clientId, daysOfMonth(each).from) });
  return months;
}

/**
 * Closes the month, or with `withEarlier` every open one up to it: each in a transaction of its own, until one cannot
 * be closed. What was closed before that stays closed. Throws CLIENT_NOT_FOUND, PERIOD_NOT_OPENED.
 */
export async function closePeriods(
  context: PeriodsContext,
  scope: Scope,
  { clientId, month }: MonthParams,
  { reason, withEarlier }: RouteInput<typeof contract.closePeriods>['body'],
): Promise<RouteResult<typeof contract.closePeriods>> {
  const tenantId = tenantOf(scope);
  const months = await inScope(context.db, scope, async (trx) => {
    const books = await booksInSight(trx, tenantId, clientId);
    await openedMonth(trx, books, month);
    return withEarlier ? listUnclosed(trx, tenantId, clientId, daysOfMonth(month).from) : [month];
  });
  const results: ClosedMonth[] = [];
  for (const each of months) {
    const isStopped = results.some(({ outcome }) => outcome === 'refused');
    results.push(
      isStopped
        ? { month: each, outcome: 'not-tried', numbered: 0, checks: [], isOver: isOver(context, each) }
        : await closeOne(context, scope, { clientId, month: each }, reason ?? null),
    );
  }
  return { results };
}

function closeOne(
  context: PeriodsContext,
  scope: Scope,
  { clientId, month }: MonthParams,
  reason: string | null,
): Promise<ClosedMonth> {
  const tenantId = tenantOf(scope);
  const firstDay = daysOfMonth(month).from;
  return withRetryOfConflicts(() =>
    inScope(context.db, scope, async (trx) => {
      const books = await booksInSight(trx, tenantId, clientId);
      // Nobody posts between the checks and the closing.
      await context.ledger.acts.lockPosting(trx, clientId);
      if ((await openedMonth(trx, books, month)) === 'closed')
        return { month, outcome: 'already', numbered: 0, checks: [], isOver: true };
      const checks = await findClosingChecks(trx, books, month);
      const against = checks.filter(
        ({ verdict }) => verdict === 'blocks' || (verdict === 'warns' && reason === null),
      );
      if (against.length > 0 || !isOver(context, month))
        return { month, outcome: 'refused', numbered: 0, checks: against, isOver: isOver(context, month) };
      if (reason !== null) await letStand(trx, books, firstDay, checks, reason);
      await numberThrough(trx, books, month);
      await setPeriodStatus(trx, tenantId, [clientId], firstDay, 'closed');
      await tellAssignees(trx, scope, [clientId], { month, status: 'closed' });
      const numbered = await countNumbered(trx, tenantId, clientId, firstDay);
      return { month, outcome: 'closed', numbered, checks: [], isOver: true };
    }),
  );
}

async function letStand(
  trx: Trx,
  { tenantId, clientId }: ClientBooks,
  firstDay: string,
  checks: readonly ClosingCheck[],
  reason: string,
): Promise<void> {
  for (const { name, verdict, seen } of checks)
    if (verdict === 'warns')
      await saveAcknowledgement(trx, tenantId, clientId, { firstDay, check: name, seen, reason });
}

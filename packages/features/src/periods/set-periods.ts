/** Locks a month of books against postings, or opens it again: of one client, or of many at once. */

import { daysOfMonth } from '@muhasebi/accounting/donem/month.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { RouteResult } from '@muhasebi/platform/http/route.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsInSight } from '../clients-in-sight.queries.ts';
import type { Trx } from '../feature.ts';
import { type periodsContract as contract, periodErrors } from './contract.ts';
import { countDrafts, listPeriods, lockPeriods, setPeriodStatus } from './periods.queries.ts';
import { type PeriodsContext, tellAssignees } from './periods-context.ts';

type Wanted = 'open' | 'locked';
type Outcome = RouteResult<typeof contract.setPeriods>['results'][number]['outcome'];

interface Change {
  readonly month: string;
  readonly status: Wanted;
}

/** Throws CLIENT_NOT_FOUND. */
export function showPeriods({ db }: PeriodsContext, scope: Scope, clientId: string) {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    if (!(await clientIsInSight(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
    const items = await listPeriods(trx, tenantId, clientId);
    return { items } as RouteResult<typeof contract.listPeriods>;
  });
}

/** Saying the same twice changes nothing. Throws CLIENT_NOT_FOUND, PERIOD_NOT_OPENED, PERIOD_CLOSED. */
export function setPeriod(
  { db }: PeriodsContext,
  scope: Scope,
  clientId: string,
  change: Change,
): Promise<RouteResult<typeof contract.setPeriod>> {
  const tenantId = tenantOf(scope);
  const { month, status } = change;
  return inScope(db, scope, async (trx) => {
    if (!(await clientIsInSight(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
    const outcome = (await setAll(trx, scope, [clientId], change)).get(clientId);
    if (outcome === 'closed') throw periodErrors.PERIOD_CLOSED({ month });
    if (outcome !== 'changed' && outcome !== 'unchanged') throw periodErrors.PERIOD_NOT_OPENED({ month });
    const drafts = await countDrafts(trx, tenantId, clientId, daysOfMonth(month));
    return { month, status, changed: outcome === 'changed', drafts };
  });
}

/** One result a client in the order given; a client out of sight has no month to lock. */
export function setPeriods(
  { db }: PeriodsContext,
  scope: Scope,
  clientIds: readonly string[],
  change: Change,
): Promise<RouteResult<typeof contract.setPeriods>> {
  const distinct = [...new Set(clientIds)];
  return inScope(db, scope, async (trx) => {
    const outcomes = await setAll(trx, scope, distinct, change);
    return {
      results: distinct.map((clientId) => ({ clientId, outcome: outcomes.get(clientId) ?? 'not-opened' })),
    };
  });
}

async function setAll(
  trx: Trx,
  scope: Scope,
  clientIds: readonly string[],
  { month, status }: Change,
): Promise<Map<string, Outcome>> {
  const tenantId = tenantOf(scope);
  const { from } = daysOfMonth(month);
  const found = await lockPeriods(trx, tenantId, clientIds, from);
  const outcomes = new Map(
    [...found].map(([clientId, now]): [string, Outcome] => [
      clientId,
      now === 'closed' ? 'closed' : now === status ? 'unchanged' : 'changed',
    ]),
  );
  const changed = clientIds.filter((clientId) => outcomes.get(clientId) === 'changed');
  if (changed.length > 0) {
    await setPeriodStatus(trx, tenantId, changed, from, status);
    await tellAssignees(trx, scope, changed, { month, status });
  }
  return outcomes;
}

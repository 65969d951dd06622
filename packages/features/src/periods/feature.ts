/** Months and years of books as a feature: shown, locked, numbered, closed; the year's closing vouchers proposed. */
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import type { Feature, FeatureDeps } from '../feature.ts';
import type { RightsService } from '../identity/contract.ts';
import type { LedgerService } from '../ledger/contract.ts';
import { closeKdv } from './close-kdv.ts';
import { acknowledgeCheck, closePeriods, moveDraftsOn, numberPeriod, showChecks } from './close-months.ts';
import { periodsContract as contract } from './contract.ts';
import { endException, grantException, showExceptions } from './exceptions.ts';
import type { PeriodsContext } from './periods-context.ts';
import { setPeriod, setPeriods, showPeriods } from './set-periods.ts';
import { showYear } from './show-year.ts';
import { chooseYearEnd, postYearEndStep, proposeYearEnd, showYearEnd } from './year-end.ts';

/** Months are opened by the ledger, with the books; here a person decides about them. */
export function createPeriodsFeature(
  deps: Pick<FeatureDeps, 'db' | 'clock'>,
  services: { readonly ledger: LedgerService; readonly rights: RightsService },
): Feature {
  const context = { db: deps.db, clock: deps.clock, ...services };
  return {
    name: 'periods',
    routes: [...lockRoutes(context), ...closingRoutes(context), ...yearEndRoutes(context)],
    jobs: [],
    schedules: [],
  };
}

/** What an act on a client's months answers, once open pages were told of it. */
async function told<Result>(
  { ledger }: PeriodsContext,
  scope: Scope,
  clientId: string,
  act: Promise<Result>,
): Promise<Result> {
  const result = await act;
  ledger.booksChanged(tenantOf(scope), clientId);
  return result;
}

function lockRoutes(context: PeriodsContext): RouteImplementation[] {
  return [
    implement(contract.listPeriods, ({ scope }, { params }) => showPeriods(context, scope, params.clientId)),
    implement(contract.setPeriod, ({ scope }, { params, body }) =>
      told(
        context,
        scope,
        params.clientId,
        setPeriod(context, scope, params.clientId, { month: params.month, status: body.status }),
      ),
    ),
    implement(contract.setPeriods, async ({ scope }, { params, body }) => {
      const answer = await setPeriods(context, scope, body.clientIds, {
        month: params.month,
        status: body.status,
      });
      for (const { clientId, outcome } of answer.results)
        if (outcome === 'changed') context.ledger.booksChanged(tenantOf(scope), clientId);
      return answer;
    }),
    implement(contract.listExceptions, ({ scope }, { params }) => showExceptions(context, scope, params)),
    implement(contract.grantException, ({ scope }, { params, body }) =>
      told(context, scope, params.clientId, grantException(context, scope, params, body)),
    ),
    implement(contract.endException, ({ scope }, { params }) =>
      told(context, scope, params.clientId, endException(context, scope, params)),
    ),
  ];
}

function closingRoutes(context: PeriodsContext): RouteImplementation[] {
  return [
    implement(contract.showYear, ({ scope }, { params }) => showYear(context, scope, params)),
    implement(contract.listChecks, ({ scope }, { params }) => showChecks(context, scope, params)),
    implement(contract.acknowledgeCheck, ({ scope }, { params, body }) =>
      told(context, scope, params.clientId, acknowledgeCheck(context, scope, params, body)),
    ),
    implement(contract.moveDrafts, ({ scope }, { params }) =>
      told(context, scope, params.clientId, moveDraftsOn(context, scope, params)),
    ),
    implement(contract.numberPeriod, ({ scope }, { params }) =>
      told(context, scope, params.clientId, numberPeriod(context, scope, params)),
    ),
    implement(contract.closePeriods, ({ scope }, { params, body }) =>
      told(context, scope, params.clientId, closePeriods(context, scope, params, body)),
    ),
    implement(contract.closeKdv, ({ scope }, { params }) =>
      told(context, scope, params.clientId, closeKdv(context, scope, params)),
    ),
  ];
}

function yearEndRoutes(context: PeriodsContext): RouteImplementation[] {
  return [
    implement(contract.showYearEnd, ({ scope }, { params }) => showYearEnd(context, scope, params)),
    implement(contract.chooseYearEnd, ({ scope }, { params, body }) =>
      told(context, scope, params.clientId, chooseYearEnd(context, scope, params, body)),
    ),
    implement(contract.proposeYearEnd, ({ scope }, { params, body }) =>
      told(context, scope, params.clientId, proposeYearEnd(context, scope, params, body.steps)),
    ),
    implement(contract.postYearEndStep, ({ scope }, { params, body }) =>
      told(context, scope, params.clientId, postYearEndStep(context, scope, params, body)),
    ),
  ];
}

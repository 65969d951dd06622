/** The months of books as a feature: shown, locked and opened again. */
import { implement } from '@muhasebi/platform/http/handler.ts';
import type { Feature, FeatureDeps } from '../feature.ts';
import { periodsContract as contract } from './contract.ts';
import { setPeriod, setPeriods, showPeriods } from './set-periods.ts';

/** Months are opened by the ledger, with the books; here a person only decides about postings to them. */
export function createPeriodsFeature(deps: Pick<FeatureDeps, 'db'>): Feature {
  const context = { db: deps.db };
  return {
    name: 'periods',
    routes: [
      implement(contract.listPeriods, ({ scope }, { params }) =>
        showPeriods(context, scope, params.clientId),
      ),
      implement(contract.setPeriod, ({ scope }, { params, body }) =>
        setPeriod(context, scope, params.clientId, { month: params.month, status: body.status }),
      ),
      implement(contract.setPeriods, ({ scope }, { params, body }) =>
        setPeriods(context, scope, body.clientIds, { month: params.month, status: body.status }),
      ),
    ],
    jobs: [],
    schedules: [],
  };
}

/** Revaluation of balances in foreign money as a feature. */
import { implement } from '@muhasebi/platform/http/handler.ts';
import type { Feature, FeatureDeps } from '../feature.ts';
import { revaluationsContract as contract } from './contract.ts';
import { proposeRevaluation, showRevaluation } from './revalue-client.ts';
import type { RevaluationServices } from './value-balances.ts';

/** Drafts go through the ledger's service; a person posts them. */
export function createRevaluationsFeature(
  { db }: Pick<FeatureDeps, 'db'>,
  services: RevaluationServices,
): Feature {
  const context = { db, ...services };
  return {
    name: 'revaluations',
    routes: [
      implement(contract.showRevaluation, ({ scope }, { params }) => showRevaluation(context, scope, params)),
      implement(contract.proposeRevaluation, ({ scope }, { params, body }) =>
        proposeRevaluation(context, scope, params, body),
      ),
    ],
    jobs: [],
    schedules: [],
  };
}

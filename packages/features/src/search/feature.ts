/** The search of the office as a feature. */
import { implement } from '@muhasebi/platform/http/handler.ts';
import type { Feature, FeatureDeps } from '../feature.ts';
import { searchContract } from './contract.ts';
import { findOffice } from './find-office.ts';
import { searchOffice } from './search-office.ts';

/** Reads what the other features wrote, under the reader's own row-level security. */
export function createSearchFeature(deps: Pick<FeatureDeps, 'db'>): Feature {
  return {
    name: 'search',
    routes: [
      implement(searchContract.search, ({ scope, actor }, { query }) =>
        searchOffice(deps.db, scope, {
          ...query,
          may: (permission) => actor.permissions?.includes(permission) ?? false,
        }),
      ),
      implement(searchContract.findOffice, async ({ scope }, { params }) => ({
        office: await findOffice(deps.db, scope, params.clientId),
      })),
    ],
    jobs: [],
    schedules: [],
  };
}

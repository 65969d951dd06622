/** The overview of an office as a feature. */
import type { Feature, FeatureDeps } from '../feature.ts';
import { overviewRoutes } from './overview.routes.ts';

/** Reads what the other features wrote; writes only who works on what. */
export function createOfficeOverviewFeature(deps: Pick<FeatureDeps, 'db' | 'clock' | 'scratchDir'>): Feature {
  return {
    name: 'office-overview',
    routes: overviewRoutes(deps),
    jobs: [],
    schedules: [],
  };
}

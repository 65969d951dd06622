/** The overview of an office as a feature. */
import type { Feature } from '../feature.ts';
import type { ExportDeps } from '../table-export.ts';
import { overviewRoutes } from './overview.routes.ts';

/** Reads what the other features wrote; writes only who works on what. */
export function createOfficeOverviewFeature(deps: ExportDeps): Feature {
  return {
    name: 'office-overview',
    routes: overviewRoutes(deps),
    jobs: [],
    schedules: [],
  };
}

/** The client user's pages as a feature. */
import type { Feature, FeatureDeps } from '../feature.ts';
import { portalRoutes } from './portal.routes.ts';

export function createPortalFeature(deps: Pick<FeatureDeps, 'db'>): Feature {
  return { name: 'portal', routes: portalRoutes(deps), jobs: [], schedules: [] };
}

/** Presence as a feature. */
import type { Feature, FeatureDeps } from '../feature.ts';
import { presenceRoutes } from './presence.routes.ts';

/** Reads clients and documents to know that they are there; writes leases only. */
export function createPresenceFeature(deps: Pick<FeatureDeps, 'db' | 'clock'>): Feature {
  return {
    name: 'presence',
    routes: presenceRoutes({ db: deps.db, clock: deps.clock }),
    jobs: [],
    schedules: [],
  };
}

/** Notifications as a feature: the person's own routes, and the nightly clearing. Others tell through `notify.queries.ts`. */
import type { Feature, FeatureDeps } from '../feature.ts';
import { clearNotificationsJob, clearNotificationsSchedule } from './clear-notifications.job.ts';
import { notificationRoutes } from './notifications.routes.ts';

export function createNotificationsFeature(deps: Pick<FeatureDeps, 'db' | 'clock' | 'live'>): Feature {
  return {
    name: 'notifications',
    routes: notificationRoutes({ db: deps.db, clock: deps.clock, live: deps.live }),
    jobs: [clearNotificationsJob(deps)],
    schedules: [clearNotificationsSchedule],
  };
}

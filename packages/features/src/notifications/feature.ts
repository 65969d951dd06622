/** Notifications as a feature: the person's own routes, reminders, the digest, and the nightly clearing. Others tell through `notify.queries.ts`. */
import type { Feature, FeatureDeps } from '../feature.ts';
import { clearNotificationsJob, clearNotificationsSchedule } from './clear-notifications.job.ts';
import { notificationRoutes } from './notifications.routes.ts';
import { remindJob, remindSchedule } from './remind.job.ts';
import { type DigestDeps, sendDigestsJob, sendDigestsSchedule } from './send-digests.job.ts';

export function createNotificationsFeature(deps: Pick<FeatureDeps, 'live'> & DigestDeps): Feature {
  return {
    name: 'notifications',
    routes: notificationRoutes({ db: deps.db, clock: deps.clock, live: deps.live }),
    jobs: [clearNotificationsJob(deps), sendDigestsJob(deps), remindJob(deps)],
    schedules: [clearNotificationsSchedule, sendDigestsSchedule, remindSchedule],
  };
}

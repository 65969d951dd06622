/** Scheduled reports as a feature; it hears from the outgoing mail what became of each. */
import type { Feature, FeatureDeps } from '../feature.ts';
import { followMail } from './end-run.ts';
import { scheduleParts } from './operations-parts.ts';
import { removeFilesJob, removeFilesSchedule } from './remove-files.job.ts';
import { reportScheduleRoutes } from './report-schedules.routes.ts';
import { runReportJob } from './run-report.job.ts';
import type { BorrowedServices } from './schedules-context.ts';
import { tellDueJob, tellDueSchedule } from './tell-due.job.ts';

export function createReportSchedulesFeature(
  { db, clock, storage, publicUrl }: Pick<FeatureDeps, 'db' | 'clock' | 'storage' | 'publicUrl'>,
  borrowed: BorrowedServices,
): Feature {
  const context = { db, clock, storage, publicUrl, ...borrowed };
  context.mail.onEnded((trx, mail) => followMail(context, trx, mail));
  return {
    name: 'report-schedules',
    routes: reportScheduleRoutes(context),
    jobs: [tellDueJob(context), runReportJob(context), removeFilesJob(context)],
    schedules: [tellDueSchedule, removeFilesSchedule],
    parts: scheduleParts(context),
  };
}

/** Scheduled reports as a feature; it hears from the outgoing mail what became of each. */
import type { Feature } from '../feature.ts';
import { followMail } from './end-run.ts';
import { scheduleParts } from './operations-parts.ts';
import { reportScheduleRoutes } from './report-schedules.routes.ts';
import { runReportJob } from './run-report.job.ts';
import type { SchedulesContext } from './schedules-context.ts';
import { tellDueJob, tellDueSchedule } from './tell-due.job.ts';

export function createReportSchedulesFeature(context: SchedulesContext): Feature {
  context.mail.onEnded((trx, mail) => followMail(context, trx, mail));
  return {
    name: 'report-schedules',
    routes: reportScheduleRoutes(context),
    jobs: [tellDueJob(context), runReportJob(context)],
    schedules: [tellDueSchedule],
    parts: scheduleParts(context),
  };
}

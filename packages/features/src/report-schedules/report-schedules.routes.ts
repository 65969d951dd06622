/** The routes of scheduled reports and of their runs; a client user's are those of the portal. */
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { reportSchedulesContract as contract } from './contract.ts';
import {
  changeState,
  createSchedule,
  previewSchedule,
  replaceSchedule,
  showChoices,
  showSchedules,
} from './keep-schedules.ts';
import type { SchedulesContext } from './schedules-context.ts';
import {
  downloadOwnRun,
  downloadRun,
  retryRun,
  sendOneNow,
  showOwnRuns,
  showRun,
  showRuns,
} from './show-runs.ts';

export function reportScheduleRoutes(context: SchedulesContext): RouteImplementation[] {
  return [
    implement(contract.listSchedules, async ({ scope }) => ({ items: await showSchedules(context, scope) })),
    implement(contract.showScheduleChoices, ({ scope }) => showChoices(context, scope)),
    implement(contract.createSchedule, ({ scope }, { body }) => createSchedule(context, scope, body)),
    implement(contract.changeSchedule, ({ scope }, { params, body }) =>
      replaceSchedule(context, scope, params.scheduleId, body),
    ),
    implement(contract.setScheduleState, ({ scope }, { params, body }) =>
      changeState(context, scope, params.scheduleId, body.state),
    ),
    implement(contract.previewSchedule, ({ scope }, { body }) => previewSchedule(context, scope, body)),
    implement(contract.sendOneNow, ({ scope }, { params, body }) =>
      sendOneNow(context, scope, params.scheduleId, body.clientId ?? null),
    ),
    implement(contract.listRuns, ({ scope }, { query }) => showRuns(context, scope, query)),
    implement(contract.showRun, ({ scope }, { params }) => showRun(context, scope, params.reportRunId)),
    implement(contract.retryRun, ({ scope }, { params }) => retryRun(context, scope, params.reportRunId)),
    implement(contract.downloadRun, ({ scope }, { params }) =>
      downloadRun(context, scope, params.reportRunId),
    ),
    implement(contract.listOwnRuns, async ({ scope }, { params }) => ({
      items: await showOwnRuns(context, scope, params.clientId),
    })),
    implement(contract.downloadOwnRun, ({ scope }, { params }) =>
      downloadOwnRun(context, scope, params.reportRunId),
    ),
  ];
}

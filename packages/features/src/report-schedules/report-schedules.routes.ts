/** The routes of scheduled reports and of their runs; a client user's are those of the portal. */
import { implement, type RequestContext, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { reportSchedulesContract as contract } from './contract.ts';
import {
  changeState,
  createSchedule,
  previewSchedule,
  replaceSchedule,
  showChoices,
  showSchedules,
} from './keep-schedules.ts';
import type { Asked, SchedulesContext } from './schedules-context.ts';
import {
  downloadOwnRun,
  downloadRun,
  retryRun,
  sendOneNow,
  showOwnRuns,
  showRun,
  showRuns,
} from './show-runs.ts';

const asked = ({ scope, actor }: RequestContext): Asked => ({
  scope,
  permissions: actor.permissions ?? [],
});

export function reportScheduleRoutes(context: SchedulesContext): RouteImplementation[] {
  return [
    implement(contract.listSchedules, async (request) => ({
      items: await showSchedules(context, asked(request)),
    })),
    implement(contract.showScheduleChoices, (request) => showChoices(context, asked(request))),
    implement(contract.createSchedule, (request, { body }) => createSchedule(context, asked(request), body)),
    implement(contract.changeSchedule, (request, { params, body }) =>
      replaceSchedule(context, asked(request), params.scheduleId, body),
    ),
    implement(contract.setScheduleState, (request, { params, body }) =>
      changeState(context, asked(request), params.scheduleId, body.state),
    ),
    implement(contract.previewSchedule, (request, { body }) =>
      previewSchedule(context, asked(request), body),
    ),
    implement(contract.sendOneNow, (request, { params, body }) =>
      sendOneNow(context, asked(request), params.scheduleId, body.clientId ?? null),
    ),
    implement(contract.listRuns, (request, { query }) => showRuns(context, asked(request), query)),
    implement(contract.showRun, (request, { params }) =>
      showRun(context, asked(request), params.reportRunId),
    ),
    implement(contract.retryRun, (request, { params }) =>
      retryRun(context, asked(request), params.reportRunId),
    ),
    implement(contract.downloadRun, (request, { params }) =>
      downloadRun(context, asked(request), params.reportRunId),
    ),
    implement(contract.listOwnRuns, async ({ scope }, { params }) => ({
      items: await showOwnRuns(context, scope, params.clientId),
    })),
    implement(contract.downloadOwnRun, ({ scope }, { params }) =>
      downloadOwnRun(context, scope, params.reportRunId),
    ),
  ];
}

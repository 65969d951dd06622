/** The routes of the reports: which there are, one on the screen, one as a file. */
import { inSnapshot } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement, type RequestContext, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { exportWritten } from '../table-export.ts';
import { reportsContract as contract, REPORT_OPTIONS, reportKindErrors } from './contract.ts';
import { listKinds } from './list-kinds.ts';
import { type AskedReport, findReport, writeAsked } from './open-report.ts';
import type { Report } from './report.ts';
import type { ReportsContext } from './reports-context.ts';
import { showReport } from './show-report.ts';

type Query = { readonly from: string; readonly to: string } & Readonly<Partial<Record<string, unknown>>>;

function askedOf(
  { scope }: RequestContext,
  { reportKind, clientId = null }: { readonly reportKind: string; readonly clientId?: string | null },
  query: Query,
): AskedReport {
  return {
    tenantId: tenantOf(scope),
    reportId: reportKind,
    clientId,
    period: { from: query.from, to: query.to },
    options: Object.fromEntries(
      REPORT_OPTIONS.flatMap((name) => (typeof query[name] === 'string' ? [[name, query[name]]] : [])),
    ),
  };
}

/** Who sees some clients alone sees nothing that is about the whole office. */
const may = ({ actor, scope }: RequestContext, { permission, about }: Report): boolean =>
  (permission === undefined || actor.permissions?.includes(permission) === true) &&
  (about === 'client' || scope.clientIds === null);

/** Throws REPORT_NOT_FOR_YOU, and what `findReport` throws. */
function refuseOthers(context: ReportsContext, request: RequestContext, asked: AskedReport): void {
  if (!may(request, findReport(context, asked))) throw reportKindErrors.REPORT_NOT_FOR_YOU();
}

export function reportRoutes(context: ReportsContext): RouteImplementation[] {
  const show = (request: RequestContext, asked: AskedReport) => {
    refuseOthers(context, request, asked);
    return inSnapshot(context.db, request.scope, (trx) => showReport(context, trx, asked, request.language));
  };
  const file = (request: RequestContext, asked: AskedReport, format: 'pdf' | 'xlsx' | 'csv') => {
    refuseOthers(context, request, asked);
    return exportWritten(context, request, format, (trx) =>
      writeAsked(context, trx, asked, { format, language: request.language }),
    );
  };
  return [
    implement(contract.listReportKinds, async (request) => ({
      items: listKinds(context.reports.filter((report) => may(request, report))),
    })),
    implement(contract.showClientReport, (request, { params, query }) =>
      show(request, askedOf(request, params, query)),
    ),
    implement(contract.exportClientReport, (request, { params, query }) =>
      file(request, askedOf(request, params, query), query.format),
    ),
    implement(contract.showOfficeReport, (request, { params, query }) =>
      show(request, askedOf(request, params, query)),
    ),
    implement(contract.exportOfficeReport, (request, { params, query }) =>
      file(request, askedOf(request, params, query), query.format),
    ),
  ];
}

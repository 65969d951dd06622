/** The routes of the overview: each calls one use case. */
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import type { ExportDeps } from '../table-export.ts';
import { assignClient } from './assign-client.ts';
import { officeOverviewContract as contract } from './contract.ts';
import { exportOverview } from './export-overview.ts';
import { showClientMonth, showOverview } from './show-overview.ts';

/** All routes of the overview's contract. */
export function overviewRoutes(context: ExportDeps): RouteImplementation[] {
  return [
    implement(contract.showOverview, ({ scope }, { query }) => showOverview(context, scope, query.month)),
    implement(contract.showClientMonth, ({ scope }, { params }) =>
      showClientMonth(context, scope, params.clientId, params.month),
    ),
    implement(contract.exportOverview, (ctx, { body }) => exportOverview(context, ctx, body)),
    implement(contract.assignClient, ({ scope }, { params, body }) =>
      assignClient(context, scope, params.clientId, body.userIds),
    ),
  ];
}

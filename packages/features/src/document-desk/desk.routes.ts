/** The routes of the desk: each calls one use case. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { documentState } from '../document-intake/contract.ts';
import type { FeatureDeps } from '../feature.ts';
import type { ExportDeps } from '../table-export.ts';
import { documentDeskContract as contract } from './contract.ts';
import { summarize } from './desk.queries.ts';
import { downloadDocuments, named } from './download-documents.ts';
import { exportDocuments } from './export-documents.ts';
import { showTimeline } from './show-timeline.ts';
import { showTray } from './show-tray.ts';

export function deskRoutes(deps: FeatureDeps & ExportDeps): RouteImplementation[] {
  return [
    implement(contract.summarize, async ({ scope }, { body }) => {
      named(body);
      const { byState, ...summary } = await inScope(deps.db, scope, (trx) =>
        summarize(trx, tenantOf(scope), body),
      );
      const states = Object.entries(byState).map(([state, n]) => [documentState.parse(state), n]);
      return { ...summary, byState: Object.fromEntries(states) };
    }),
    implement(contract.download, (ctx, { body }) => downloadDocuments(deps, ctx, body)),
    implement(contract.exportDocuments, (ctx, { params, query }) =>
      exportDocuments(deps, ctx, params.clientId, query),
    ),
    implement(contract.timeline, ({ scope }, { params }) => showTimeline(deps, scope, params.documentId)),
    implement(contract.tray, ({ scope }, { query }) => showTray(deps, scope, query)),
  ];
}

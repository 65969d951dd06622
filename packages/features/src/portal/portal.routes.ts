/** The routes of the client user's pages. */

import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsActive } from '../clients-in-sight.queries.ts';
import type { FeatureDeps } from '../feature.ts';
import { officeName } from '../office-heading.queries.ts';
import { portalContract as contract } from './contract.ts';
import { listPortalClients, listSent } from './portal.queries.ts';
import { presentSent } from './present-sent.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function portalRoutes({ db }: Pick<FeatureDeps, 'db'>): RouteImplementation[] {
  return [
    implement(contract.showPortal, ({ scope, actor }) => {
      const tenantId = tenantOf(scope);
      const seesRequests = actor.permissions?.includes('portal:requests') === true;
      return inScope(db, scope, async (trx) => ({
        officeName: await officeName(trx, tenantId),
        clients: await listPortalClients(trx, tenantId, seesRequests),
      }));
    }),
    implement(contract.listSentDocuments, ({ scope }, { params: { clientId }, query }) => {
      const tenantId = tenantOf(scope);
      const [cursor = ''] = decodeCursor(query.cursor, 1) ?? [];
      return inScope(db, scope, async (trx) => {
        if (!(await clientIsActive(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
        const after = UUID.test(cursor) ? cursor : null;
        const rows = await listSent(trx, tenantId, clientId, after, query.limit + 1);
        const shown = rows.slice(0, query.limit);
        const last = rows.length > query.limit ? shown.at(-1) : undefined;
        return {
          items: shown.map(presentSent),
          nextCursor: last === undefined ? null : encodeCursor([last.id]),
        };
      });
    }),
  ];
}

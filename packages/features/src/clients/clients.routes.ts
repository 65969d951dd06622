/** The routes of client companies: each calls one use case. */
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { cardRoutesOf } from './card.routes.ts';
import { updateClient } from './change-client.ts';
import { type ClientOrder, listClients } from './clients.queries.ts';
import { clientsContract as contract } from './contract.ts';
import { exportClients } from './export-clients.ts';
import { type ClientsContext, openClient } from './open-client.ts';
import { presentClient, showClient } from './present-client.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether the key of a cursor is one of this order: a cursor of another order starts over. */
const fits = (order: ClientOrder, key: string) =>
  /^-?(title|taxId|taxOffice)$/.test(order) || /^\d{1,9}$/.test(key);

/** All routes of the clients' contract. */
export function clientsRoutes(context: ClientsContext): RouteImplementation[] {
  return [
    implement(contract.listClients, async ({ scope }, { query }) => {
      const tenantId = tenantOf(scope);
      const [key = '', folded = '', id = ''] = decodeCursor(query.cursor, 3) ?? [];
      const filter = {
        text: query.q?.trim() || null,
        archived: query.archived,
        order: query.order,
        after: UUID.test(id) && fits(query.order, key) ? ([key, folded, id] as const) : null,
        limit: query.limit + 1,
      };
      const rows = await inScope(context.db, scope, (trx) => listClients(trx, tenantId, filter));
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      const isLast = rows.length <= query.limit || last === undefined;
      return {
        items: shown.map(presentClient),
        nextCursor: isLast ? null : encodeCursor([last.key, last.folded, last.id]),
      };
    }),
    ...cardRoutesOf(context),
    implement(contract.exportClients, (ctx, { query }) => exportClients(context, ctx, query)),
    implement(contract.createClient, ({ scope }, { body }) => openClient(context, scope, body)),
    implement(contract.getClient, ({ scope }, { params }) =>
      inScope(context.db, scope, (trx) => showClient(trx, tenantOf(scope), params.clientId)),
    ),
    implement(contract.updateClient, ({ scope }, { params, body }) =>
      updateClient(context, scope, params.clientId, body),
    ),
  ];
}

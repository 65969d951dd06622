/** The routes of requests, the office's and the client user's: each calls one use case. */
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { clientErrors } from '../clients/contract.ts';
import { answerRequest } from './answer-request.ts';
import { askAgain, askClients, closeRequest, type RequestsContext, readerOf } from './ask-clients.ts';
import {
  countRequests,
  listAskedClients,
  listRequests,
  listRequestsOfClient,
} from './client-requests.queries.ts';
import { clientRequestsContract as contract } from './contract.ts';
import { presentRequests, showRequest } from './present-request.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Of a client company; older ones are with the office. */
const MOST_OWN_REQUESTS = 200;

export function clientRequestRoutes(context: RequestsContext): RouteImplementation[] {
  return [
    implement(contract.listRequests, ({ scope }, { query }) => {
      const reader = readerOf(context, scope);
      const [cursor = ''] = decodeCursor(query.cursor, 1) ?? [];
      const { clientId, state, limit } = query;
      const filter = { clientId, state, after: UUID.test(cursor) ? cursor : null, limit: limit + 1 };
      return inScope(context.db, scope, async (trx) => {
        const rows = await listRequests(trx, reader.tenantId, filter);
        const shown = rows.slice(0, limit);
        const last = rows.length > limit ? shown.at(-1) : undefined;
        return {
          items: await presentRequests(trx, reader, shown),
          nextCursor: last === undefined ? null : encodeCursor([last.id]),
          counts: await countRequests(trx, reader.tenantId, clientId, reader.today),
        };
      });
    }),
    implement(contract.createRequests, ({ scope }, { body }) => askClients(context, scope, body)),
    implement(contract.getRequest, ({ scope }, { params }) =>
      inScope(context.db, scope, (trx) => showRequest(trx, readerOf(context, scope), params.requestId)),
    ),
    implement(contract.askAgain, ({ scope }, { params, body }) =>
      askAgain(context, scope, params.requestId, body),
    ),
    implement(contract.closeRequest, ({ scope }, { params }) =>
      closeRequest(context, scope, params.requestId),
    ),
    implement(contract.listOwnRequests, ({ scope }, { params: { clientId } }) => {
      const reader = readerOf(context, scope);
      return inScope(context.db, scope, async (trx) => {
        if ((await listAskedClients(trx, reader.tenantId, [clientId])).length === 0)
          throw clientErrors.CLIENT_NOT_FOUND();
        const rows = await listRequestsOfClient(trx, reader.tenantId, clientId, MOST_OWN_REQUESTS);
        return { items: await presentRequests(trx, reader, rows) };
      });
    }),
    implement(contract.answerRequest, ({ scope }, { params, body }) =>
      answerRequest(context, scope, params.requestId, body),
    ),
  ];
}

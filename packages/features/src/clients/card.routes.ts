/** The routes of the client card: each calls one use case. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { listTaxOffices } from './card.queries.ts';
import { putBankAccounts, putContacts, putStatuses, showCard } from './client-card.ts';
import { clientsContract as contract } from './contract.ts';
import type { ClientsContext } from './open-client.ts';

export function cardRoutesOf(context: ClientsContext): RouteImplementation[] {
  return [
    implement(contract.showCard, ({ scope }, { params }) => showCard(context, scope, params.clientId)),
    implement(contract.putStatuses, ({ scope }, input) => putStatuses(context, scope, input)),
    implement(contract.putContacts, ({ scope }, input) => putContacts(context, scope, input)),
    implement(contract.putBankAccounts, ({ scope }, input) => putBankAccounts(context, scope, input)),
    implement(contract.listTaxOffices, async ({ scope }) => ({
      items: await inScope(context.db, scope, (trx) => listTaxOffices(trx, tenantOf(scope))),
    })),
  ];
}

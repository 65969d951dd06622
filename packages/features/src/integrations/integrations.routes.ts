/** The routes of integrations: each calls one use case. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsActive } from '../clients-in-sight.queries.ts';
import {
  changeIntegration,
  createIntegration,
  removeIntegration,
  setState,
  stopRun,
  syncNow,
  testIntegration,
  testSettings,
} from './change-integration.ts';
import { integrationsContract as contract } from './contract.ts';
import { streamIntegrationEvents } from './integration-events.ts';
import {
  giveItemFile,
  showIntegrations,
  showItems,
  showLog,
  showRuns,
  showSenders,
} from './look-at-integrations.ts';
import { deleteSender, putSender } from './owners.queries.ts';
import { presentKind } from './present-integration.ts';
import { assignItems, dismissItems, returnItems, undoRun } from './settle-items.ts';
import type { SyncContext } from './sync-context.ts';

export function integrationRoutes(context: SyncContext): RouteImplementation[] {
  return [...routesOfIntegrations(context), ...routesOfItems(context)];
}

function routesOfIntegrations(context: SyncContext): RouteImplementation[] {
  return [
    implement(contract.listIntegrationKinds, async () => ({ items: context.connectors.map(presentKind) })),
    implement(contract.listIntegrations, ({ scope }) => showIntegrations(context, scope)),
    implement(contract.createIntegration, ({ scope }, input) => createIntegration(context, scope, input)),
    implement(contract.changeIntegration, ({ scope }, input) => changeIntegration(context, scope, input)),
    implement(contract.removeIntegration, async ({ scope }, { params }) => {
      await removeIntegration(context, scope, params.integrationId);
      return undefined;
    }),
    implement(contract.testSettings, ({ scope }, input) => testSettings(context, scope, input)),
    implement(contract.testIntegration, ({ scope }, { params }) =>
      testIntegration(context, scope, params.integrationId),
    ),
    implement(contract.syncNow, ({ scope }, { params }) => syncNow(context, scope, params.integrationId)),
    implement(contract.pauseIntegration, ({ scope }, { params }) =>
      setState(context, scope, params.integrationId, 'paused'),
    ),
    implement(contract.resumeIntegration, ({ scope }, { params }) =>
      setState(context, scope, params.integrationId, 'active'),
    ),
    implement(contract.listSyncRuns, ({ scope }, input) => showRuns(context, scope, input)),
    implement(contract.listSyncLog, ({ scope }, input) => showLog(context, scope, input)),
    implement(contract.stopSyncRun, ({ scope }, { params }) => stopRun(context, scope, params.runId)),
    implement(contract.undoSyncRun, ({ scope }, { params }) => undoRun(context, scope, params.runId)),
    implement(contract.integrationEvents, async (ctx) => {
      await streamIntegrationEvents(context, ctx);
      return undefined;
    }),
  ];
}

function routesOfItems(context: SyncContext): RouteImplementation[] {
  return [
    implement(contract.listSyncItems, ({ scope }, input) => showItems(context, scope, input)),
    implement(contract.getSyncItemFile, ({ scope }, { params }) =>
      giveItemFile(context, scope, params.itemId),
    ),
    implement(contract.assignSyncItems, ({ scope }, input) => assignItems(context, scope, input)),
    implement(contract.dismissSyncItems, ({ scope }, { body }) => dismissItems(context, scope, body.itemIds)),
    implement(contract.returnSyncItems, ({ scope }, { body }) => returnItems(context, scope, body.itemIds)),
    implement(contract.listSyncSenders, ({ scope }) =>
      inScope(context.db, scope, (trx) => showSenders(trx, tenantOf(scope))),
    ),
    implement(contract.putSyncSender, ({ scope }, { body }) =>
      inScope(context.db, scope, async (trx) => {
        const tenantId = tenantOf(scope);
        if (!(await clientIsActive(trx, tenantId, body.clientId))) throw clientErrors.CLIENT_NOT_FOUND();
        await putSender(trx, tenantId, { ...body, userId: scope.userId });
        return showSenders(trx, tenantId);
      }),
    ),
    implement(contract.removeSyncSender, async ({ scope }, { params }) => {
      await inScope(context.db, scope, (trx) =>
        deleteSender(trx, tenantOf(scope), params.kind, params.value),
      );
      return undefined;
    }),
  ];
}

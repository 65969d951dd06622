/** The routes of the statements: each reads in one transaction. */
import { monthOf } from '@muhasebi/accounting/donem/month.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import type { Trx } from '../feature.ts';
import { statementsContract as contract } from './contract.ts';
import { exportAging, exportEkstre } from './export-cari.ts';
import { exportOfficeMizan } from './export-office-mizan.ts';
import { exportBilanco, exportGelirTablosu } from './export-statements.ts';
import { listStatementAccounts } from './list-statement-accounts.ts';
import { listOpenItems, showAging } from './show-aging.ts';
import { loadBilanco } from './show-bilanco.ts';
import { listEkstre, sumEkstre } from './show-ekstre.ts';
import { loadGelirTablosu } from './show-gelir-tablosu.ts';
import { loadOfficeMizan } from './show-office-mizan.ts';
import type { StatementsContext } from './statements-context.ts';

type Read = <Result>(scope: Scope, work: (trx: Trx, tenantId: string) => Promise<Result>) => Promise<Result>;

function clientRoutes(read: Read, { lines }: StatementsContext): RouteImplementation[] {
  return [
    implement(contract.getBilanco, ({ scope }, { params, query }) =>
      read(scope, (trx, tenantId) => loadBilanco(trx, tenantId, params.clientId, query)),
    ),
    implement(contract.getGelirTablosu, ({ scope }, { params, query }) =>
      read(scope, (trx, tenantId) => loadGelirTablosu(trx, tenantId, params.clientId, query)),
    ),
    implement(contract.listStatementAccounts, ({ scope }, { params, query }) =>
      read(scope, (trx, tenantId) => listStatementAccounts(trx, tenantId, params.clientId, query)),
    ),
    implement(contract.listEkstre, ({ scope }, { params, query }) =>
      read(scope, (trx, tenantId) => listEkstre(trx, params.clientId, query, { tenantId, lines })),
    ),
    implement(contract.sumEkstre, ({ scope }, { params, query }) =>
      read(scope, (trx, tenantId) => sumEkstre(trx, params.clientId, query, { tenantId, lines })),
    ),
    implement(contract.getAging, ({ scope }, { params, query }) =>
      read(scope, (trx, tenantId) => showAging(trx, tenantId, params.clientId, query)),
    ),
    implement(contract.listOpenItems, ({ scope }, { params: { clientId, accountCode }, query }) =>
      read(scope, (trx, tenantId) => listOpenItems(trx, tenantId, clientId, accountCode, query.at)),
    ),
  ];
}

function fileRoutes(context: StatementsContext): RouteImplementation[] {
  return [
    implement(contract.exportBilanco, (asked, { params, query }) =>
      exportBilanco(context, asked, params.clientId, query),
    ),
    implement(contract.exportGelirTablosu, (asked, { params, query }) =>
      exportGelirTablosu(context, asked, params.clientId, query),
    ),
    implement(contract.exportEkstre, (asked, { params, query }) =>
      exportEkstre(context, asked, params.clientId, query),
    ),
    implement(contract.exportAging, (asked, { params, query }) =>
      exportAging(context, asked, params.clientId, query),
    ),
    implement(contract.exportOfficeMizan, (asked, { body }) => exportOfficeMizan(context, asked, body)),
  ];
}

/** All routes of the statements' contract. */
export function statementRoutes(context: StatementsContext): RouteImplementation[] {
  const read: Read = (scope, work) => inScope(context.db, scope, (trx) => work(trx, tenantOf(scope)));
  return [
    ...clientRoutes(read, context),
    ...fileRoutes(context),
    implement(contract.showOfficeMizan, ({ scope }, { query }) => {
      const month = query.month ?? monthOf(context.clock.now());
      return read(scope, async (trx, tenantId) => ({
        month,
        clients: await loadOfficeMizan(trx, tenantId, month),
      }));
    }),
  ];
}

/** The routes of the books: each reads in one transaction. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { priorOf } from '../compared-period.ts';
import type { Trx } from '../feature.ts';
import type { ExportDeps } from '../table-export.ts';
import { listAccountMonths } from './account-months.ts';
import { booksContract as contract } from './contract.ts';
import { exportAccount, exportJournal, exportKebir } from './export-books.ts';
import { exportAccountMonths, exportComparedKebir } from './export-compared.ts';
import type { SumByAccount } from './main-accounts.ts';
import { listKebir, readAccount, readJournal, sumAccount, sumJournal } from './read-books.ts';

type Read = <Result>(scope: Scope, work: (trx: Trx, tenantId: string) => Promise<Result>) => Promise<Result>;

/** All routes of the books' contract. */
export function bookRoutes(context: ExportDeps, sumByAccount: SumByAccount): RouteImplementation[] {
  const read: Read = (scope, work) => inScope(context.db, scope, (trx) => work(trx, tenantOf(scope)));
  return [
    implement(contract.listJournal, ({ scope }, { params: { clientId }, query }) =>
      read(scope, (trx, tenantId) => readJournal(trx, { tenantId, clientId, accountCode: null }, query)),
    ),
    implement(contract.sumJournal, ({ scope }, { params: { clientId }, query }) =>
      read(scope, (trx, tenantId) => sumJournal(trx, { tenantId, clientId, accountCode: null }, query)),
    ),
    implement(contract.exportJournal, (asked, { params, query }) =>
      exportJournal(context, asked, params.clientId, query),
    ),
    implement(contract.listKebir, ({ scope }, { params: { clientId }, query }) =>
      read(scope, (trx, tenantId) =>
        listKebir(trx, { tenantId, clientId, accountCode: null }, query, sumByAccount),
      ),
    ),
    implement(contract.exportKebir, (asked, { params: { clientId }, query }) => {
      const priorDays = priorOf(query);
      return priorDays === null
        ? exportKebir(context, asked, clientId, query, sumByAccount)
        : exportComparedKebir(context, asked, clientId, { ...query, priorDays }, sumByAccount);
    }),
    implement(contract.listAccountLines, ({ scope }, { params, query }) =>
      read(scope, (trx, tenantId) => readAccount(trx, { tenantId, ...params }, query)),
    ),
    implement(contract.sumAccountLines, ({ scope }, { params, query }) =>
      read(scope, (trx, tenantId) => sumAccount(trx, { tenantId, ...params }, query)),
    ),
    implement(contract.listAccountMonths, ({ scope }, { params, query }) =>
      read(scope, (trx, tenantId) => listAccountMonths(trx, { tenantId, ...params }, query)),
    ),
    implement(contract.exportAccountMonths, (asked, { params, query }) =>
      exportAccountMonths(context, asked, params, query),
    ),
    implement(contract.exportAccountLines, (asked, { params, query }) =>
      exportAccount(context, asked, params, query),
    ),
  ];
}

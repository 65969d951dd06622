/** The routes of imports: each calls one use case. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsInSight } from '../clients-in-sight.queries.ts';
import { exportList } from '../table-export.ts';
import { bringFile, decide, drop, lookAtSheet, readByPlan, takeBack } from './ask-for-import.ts';
import { voucherImportContract as contract, voucherImportErrors } from './contract.ts';
import { exampleFile } from './example-file.ts';
import type { ImportContext } from './import-context.ts';
import { findImport, listImports } from './imports.queries.ts';
import { presentImport, presentRow, presentVoucher, showDetail } from './present-import.ts';
import { listRows, listVouchers } from './rows.queries.ts';

/** All routes of the contract. */
export function voucherImportRoutes(context: ImportContext): RouteImplementation[] {
  const { db } = context;
  return [
    implement(contract.uploadVoucherImport, (ctx, { params }) =>
      bringFile(context, ctx.scope, params.clientId, ctx.files()),
    ),
    implement(contract.listVoucherImports, ({ scope }, { params, query }) =>
      inScope(db, scope, async (trx) => {
        const tenantId = tenantOf(scope);
        if (!(await clientIsInSight(trx, tenantId, params.clientId))) throw clientErrors.CLIENT_NOT_FOUND();
        const { rows, total } = await listImports(trx, tenantId, params.clientId, query);
        return { items: rows.map(presentImport), total };
      }),
    ),
    implement(contract.giveVoucherImportExample, (ctx, { params, query }) =>
      exportList(context, ctx, query, async () => exampleFile(params.clientId)),
    ),
    implement(contract.getVoucherImport, ({ scope }, { params }) =>
      inScope(db, scope, (trx) => showDetail(trx, tenantOf(scope), params.importId)),
    ),
    implement(contract.lookAtVoucherImport, ({ scope }, { params, body }) =>
      lookAtSheet(context, scope, params.importId, body),
    ),
    implement(contract.readVoucherImport, ({ scope }, { params, body }) =>
      readByPlan(context, scope, params.importId, body),
    ),
    implement(contract.listVoucherImportRows, ({ scope }, { params, query }) =>
      inScope(db, scope, async (trx) => {
        await mustExist(trx, tenantOf(scope), params.importId);
        const { rows, total } = await listRows(trx, tenantOf(scope), params.importId, query);
        return { items: rows.map(presentRow), total };
      }),
    ),
    implement(contract.listVoucherImportVouchers, ({ scope }, { params, query }) =>
      inScope(db, scope, async (trx) => {
        await mustExist(trx, tenantOf(scope), params.importId);
        const { rows, total } = await listVouchers(trx, tenantOf(scope), params.importId, query);
        return { items: rows.map(presentVoucher), total };
      }),
    ),
    implement(contract.writeVoucherImport, ({ scope }, { params, body }) =>
      decide(context, scope, params.importId, body),
    ),
    implement(contract.undoVoucherImport, ({ scope }, { params }) =>
      takeBack(context, scope, params.importId),
    ),
    implement(contract.dropVoucherImport, async ({ scope }, { params }) => {
      await drop(context, scope, params.importId);
      return undefined;
    }),
  ];
}

async function mustExist(...[trx, tenantId, importId]: Parameters<typeof findImport>): Promise<void> {
  if ((await findImport(trx, tenantId, importId)) === undefined) throw voucherImportErrors.IMPORT_NOT_FOUND();
}

/** Bank statements as a feature: their routes, and the service by which syncs bring files. */

import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { sniffStatement } from '@muhasebi/connectors/bank-statement/sniff-statement.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import { implement } from '@muhasebi/platform/http/handler.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsInSight } from '../clients-in-sight.queries.ts';
import type { Feature } from '../feature.ts';
import { findAccounts } from './accounts.queries.ts';
import type { BankContext } from './bank-context.ts';
import { changeAccount } from './change-account.ts';
import {
  type BankStatementsService,
  bankStatementErrors,
  bankStatementsContract as contract,
} from './contract.ts';
import { exportLines } from './export-lines.ts';
import { listLines, sumLines } from './lines.queries.ts';
import { accountOf, presentAccount, presentLine, presentStatement } from './show-accounts.ts';
import { clientOfStatement, listStatements, removeStatements } from './statements.queries.ts';
import { takeFile } from './take-file.ts';
import { uploadStatements } from './upload-statements.ts';

const service: BankStatementsService = {
  sniff: sniffStatement,
  take: takeFile,
  undo: async (trx, tenantId, statementIds) => {
    if (statementIds.length > 0) await removeStatements(trx, tenantId, statementIds);
  },
};

/** Throws BANK_STATEMENT_NOT_FOUND. */
function undoStatement({ db }: BankContext, scope: Scope, statementId: string): Promise<void> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    const clientId = await clientOfStatement(trx, tenantId, statementId);
    if (clientId === null) throw bankStatementErrors.BANK_STATEMENT_NOT_FOUND();
    await removeStatements(trx, tenantId, [statementId]);
    await announce(trx, { tenantId, topic: 'bank-statements', clientId });
  });
}

export function createBankStatementsFeature(context: BankContext): {
  readonly feature: Feature;
  readonly service: BankStatementsService;
} {
  const { db } = context;
  const routes = [
    implement(contract.uploadBankStatements, (ctx, { params }) =>
      uploadStatements(context, ctx.scope, params.clientId, ctx.files()),
    ),
    implement(contract.listBankAccounts, ({ scope }, { params: { clientId } }) =>
      inScope(db, scope, async (trx) => {
        const tenantId = tenantOf(scope);
        if (!(await clientIsInSight(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
        return { items: (await findAccounts(trx, tenantId, { clientId })).map(presentAccount) };
      }),
    ),
    implement(contract.changeBankAccount, ({ scope }, { params, body }) =>
      changeAccount(context, scope, params.bankAccountId, body),
    ),
    implement(contract.listBankStatements, ({ scope }, { params: { bankAccountId }, query }) =>
      inScope(db, scope, async (trx) => {
        await accountOf(trx, tenantOf(scope), bankAccountId);
        const { rows, total } = await listStatements(trx, tenantOf(scope), bankAccountId, query);
        return { items: rows.map(presentStatement), total };
      }),
    ),
    implement(contract.listBankLines, ({ scope }, { params: { bankAccountId }, query }) =>
      inScope(db, scope, async (trx) => {
        await accountOf(trx, tenantOf(scope), bankAccountId);
        const of = { tenantId: tenantOf(scope), bankAccountId };
        const { total, inKurus, outKurus } = await sumLines(trx, of, query);
        const items = (await listLines(trx, of, query)).map(presentLine);
        return { items, total, sumIn: kurusToDecimal(inKurus), sumOut: kurusToDecimal(outKurus) };
      }),
    ),
    implement(contract.exportBankLines, (ctx, { params, query }) =>
      exportLines(context, ctx, params.bankAccountId, query),
    ),
    implement(contract.undoBankStatement, async ({ scope }, { params }) => {
      await undoStatement(context, scope, params.statementId);
      return undefined;
    }),
  ];
  return { feature: { name: 'bank-statements', routes, jobs: [], schedules: [] }, service };
}

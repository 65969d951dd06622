/** Changes what an account at a bank is called and under which account of the chart it is kept. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { z } from 'zod';
import { findAccountNames } from '../account-names.queries.ts';
import { changeAccount as saveAccount } from './accounts.queries.ts';
import type { BankContext } from './bank-context.ts';
import {
  type BankAccountView,
  bankStatementErrors,
  type bankStatementsContract as contract,
} from './contract.ts';
import { accountOf, presentAccount } from './show-accounts.ts';

/** Throws BANK_ACCOUNT_NOT_FOUND, BANK_ACCOUNT_CODE_UNKNOWN, BANK_ACCOUNT_CHANGED. */
export function changeAccount(
  { db }: BankContext,
  scope: Scope,
  bankAccountId: string,
  change: z.output<(typeof contract)['changeBankAccount']['body']>,
): Promise<BankAccountView> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    const { clientId } = await accountOf(trx, tenantId, bankAccountId);
    const { accountCode: code } = change;
    if (code != null && !(await findAccountNames(trx, tenantId, clientId, [code])).has(code))
      throw bankStatementErrors.BANK_ACCOUNT_CODE_UNKNOWN({ code });
    if (!(await saveAccount(trx, tenantId, bankAccountId, change)))
      throw bankStatementErrors.BANK_ACCOUNT_CHANGED();
    return presentAccount(await accountOf(trx, tenantId, bankAccountId));
  });
}

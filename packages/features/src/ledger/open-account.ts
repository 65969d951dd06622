/** Opens a sub-account in a client's chart. */
import { parentCode } from '@muhasebi/accounting/hesap-plani/account-code.ts';
import { mayOpenAt } from '@muhasebi/accounting/hesap-plani/merge-charts.ts';
import { isStandInTaxNumber, isValidTaxId, taxIdFromText } from '@muhasebi/accounting/vkn/tax-number.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { findAccount, findCounterpartyAccount, insertAccount } from './accounts.queries.ts';
import { lockChart } from './books.queries.ts';
import { type AccountView, ledgerErrors } from './contract.ts';
import { databaseFault } from './database-refusal.ts';
import { booksOf } from './edit-draft.ts';
import type { LedgerContext } from './ledger-context.ts';
import { loadHighestSegments } from './proposals.queries.ts';

interface NewAccount {
  readonly code: string;
  readonly name: string;
  readonly counterpartyTaxId?: string | null | undefined;
}

/** GİB's stand-ins name nobody, so they mark no account. Throws ACCOUNT_TAX_ID_INVALID. */
function checkedTaxId(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  const taxId = taxIdFromText(text);
  if (taxId === null || !isValidTaxId(taxId) || isStandInTaxNumber(taxId.value))
    throw ledgerErrors.ACCOUNT_TAX_ID_INVALID({ taxId: text });
  return taxId.value;
}

/**
 * The next free number below an account, four digits wide, as proposals count it. Throws CLIENT_NOT_FOUND,
 * ACCOUNT_NOT_FOUND, ACCOUNT_LEVEL_OF_LAW above three digits.
 */
export function nextAccountCode(
  context: LedgerContext,
  scope: Scope,
  clientId: string,
  above: string,
): Promise<string> {
  return inScope(context.db, scope, async (trx) => {
    const books = await booksOf(trx, tenantOf(scope), clientId);
    if (above.length < 3) throw ledgerErrors.ACCOUNT_LEVEL_OF_LAW({ code: above });
    if ((await findAccount(trx, books, above)) === null)
      throw ledgerErrors.ACCOUNT_NOT_FOUND({ code: above });
    const highest = (await loadHighestSegments(trx, books, [above])).get(above) ?? 0;
    return `${above}.${String(highest + 1).padStart(4, '0')}`;
  });
}

/**
 * A sub-account to any depth, an account of three digits where the law left the code free, a group in 8 and 9. Throws
 * ACCOUNT_EXISTS, ACCOUNT_LEVEL_OF_LAW, ACCOUNT_TAX_ID_INVALID, ACCOUNT_OF_COUNTERPARTY_EXISTS, ACCOUNT_PARENT_MISSING, ACCOUNT_CLOSED, ACCOUNT_HAS_LINES, CLIENT_NOT_FOUND.
 */
export async function openAccount(
  context: LedgerContext,
  scope: Scope,
  clientId: string,
  { code, name, counterpartyTaxId }: NewAccount,
): Promise<AccountView> {
  const tenantId = tenantOf(scope);
  const taxId = checkedTaxId(counterpartyTaxId);
  const above = parentCode(code);
  try {
    return await inScope(context.db, scope, async (trx) => {
      const books = await booksOf(trx, tenantId, clientId);
      await lockChart(trx, clientId);
      if ((await findAccount(trx, books, code)) !== null) throw ledgerErrors.ACCOUNT_EXISTS({ code });
      if (above === null || !mayOpenAt(code)) throw ledgerErrors.ACCOUNT_LEVEL_OF_LAW({ code });
      const parent = await findAccount(trx, books, above);
      if (parent === null) throw ledgerErrors.ACCOUNT_PARENT_MISSING({ code, parentCode: above });
      if (parent.status === 'closed') throw ledgerErrors.ACCOUNT_CLOSED({ code: parent.code });
      const other = taxId === null ? null : await findCounterpartyAccount(trx, books, parent.code, taxId);
      if (taxId !== null && other !== null)
        throw ledgerErrors.ACCOUNT_OF_COUNTERPARTY_EXISTS({ taxId, parentCode: parent.code, code: other });
      await insertAccount(trx, books, { code, name, parent, counterpartyTaxId: taxId });
      const opened = await findAccount(trx, books, code);
      if (opened === null) throw new Error(`Account ${code} vanished in its own transaction.`);
      return opened;
    });
  } catch (error) {
    const fault = databaseFault(error);
    if (fault?.code === 'MU015') throw ledgerErrors.ACCOUNT_HAS_LINES({ code: fault.detail });
    throw error;
  }
}

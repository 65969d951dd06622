/** What of a chart is the client's own and can be given to others: all that the law does not name and that is in use. */
import { parentCode } from '@muhasebi/accounting/hesap-plani/account-code.ts';
import type { ListedAccount } from '@muhasebi/accounting/hesap-plani/merge-charts.ts';
import { nameOfLaw } from '@muhasebi/accounting/hesap-plani/starting-chart.ts';
import type { AccountRow } from './chart.queries.ts';

/**
 * Without closed and proposed accounts, without counterparties unless they are asked for, and without what lies below
 * one that is left out. A group whose accounts are left out stays a group.
 */
export function ownAccounts(accounts: readonly AccountRow[], withCounterparties: boolean): ListedAccount[] {
  const leftOut = new Set<string>();
  const kept: AccountRow[] = [];
  for (const account of accounts) {
    const { code, status, counterpartyTaxId } = account;
    const isOut =
      status !== 'open' ||
      (counterpartyTaxId !== null && !withCounterparties) ||
      leftOut.has(parentCode(code) ?? '');
    if (isOut) leftOut.add(code);
    else if (nameOfLaw(code) === null) kept.push(account);
  }
  const parents = new Set(kept.map(({ code }) => parentCode(code)));
  return kept.map(({ code, name, isLeaf, counterpartyTaxId }, index) => ({
    row: index + 1,
    code,
    name,
    counterpartyTaxId,
    isGroup: !isLeaf && !parents.has(code),
  }));
}

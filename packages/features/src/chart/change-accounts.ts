/** Renames, closes, reopens and deletes accounts of a chart, any number at once, all or none. */
import { parentCode } from '@muhasebi/accounting/hesap-plani/account-code.ts';
import { isLeafWhenBare, nameOfLaw } from '@muhasebi/accounting/hesap-plani/starting-chart.ts';
import { formatKurusTr } from '@muhasebi/accounting/money/kurus.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import type { Trx } from '../feature.ts';
import { ledgerErrors } from '../ledger/contract.ts';
import {
  type AccountRow,
  type ChartOwner,
  deleteAccounts,
  findAboveOthers,
  findWithLines,
  loadAccounts,
  lockNames,
  makeLeaves,
  setNames,
  setStatus,
} from './chart.queries.ts';
import { type ChartContext, leafBalances, ownerOf } from './chart-context.ts';
import { type chartContract, chartErrors } from './contract.ts';
import { accountInUse, refusalOfDelete } from './database-refusal.ts';

type Contract = typeof chartContract;

/** Runs `work` on the client's chart while nobody else opens or changes its accounts. */
function onChart<Result>(
  context: ChartContext,
  scope: Scope,
  clientId: string,
  work: (trx: Trx, owner: ChartOwner) => Promise<Result>,
): Promise<Result> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const owner = await ownerOf(trx, tenantId, clientId);
    await context.ledger.lockChart(trx, clientId);
    return work(trx, owner);
  });
}

function refuseLaw(code: string): void {
  const name = nameOfLaw(code);
  if (name !== null) throw chartErrors.ACCOUNT_OF_LAW({ code, name });
}

/** The names that the accounts have now. Throws ACCOUNT_NOT_FOUND. */
async function namesOf(trx: Trx, owner: ChartOwner, codes: readonly string[]): Promise<Map<string, string>> {
  const names = await lockNames(trx, owner, codes);
  const missing = codes.find((code) => !names.has(code));
  if (missing !== undefined) throw ledgerErrors.ACCOUNT_NOT_FOUND({ code: missing });
  return names;
}

/** Throws CLIENT_NOT_FOUND, ACCOUNT_NOT_FOUND, ACCOUNT_OF_LAW, ACCOUNT_NAME_CHANGED. */
export function renameAccounts(
  context: ChartContext,
  scope: Scope,
  clientId: string,
  { names }: RouteInput<Contract['renameAccounts']>['body'],
): Promise<void> {
  return onChart(context, scope, clientId, async (trx, owner) => {
    const now = await namesOf(
      trx,
      owner,
      names.map(({ code }) => code),
    );
    for (const { code, was, name } of names) {
      refuseLaw(code);
      const standing = now.get(code) ?? '';
      // Asked again, it is as it was asked for.
      if (standing !== was && standing !== name)
        throw chartErrors.ACCOUNT_NAME_CHANGED({ code, name: standing });
    }
    await setNames(trx, owner, names);
  });
}

/**
 * Answers the accounts whose state changed. Closing takes those below along where asked; reopening also opens what is
 * closed above. Throws CLIENT_NOT_FOUND, ACCOUNT_NOT_FOUND, ACCOUNT_HAS_BALANCE.
 */
export function setAccountStatus(
  context: ChartContext,
  scope: Scope,
  clientId: string,
  { codes, status, withBranch }: RouteInput<Contract['setAccountStatus']>['body'],
): Promise<string[]> {
  return onChart(context, scope, clientId, async (trx, owner) => {
    const accounts = await loadAccounts(trx, owner);
    const known = new Set(accounts.map(({ code }) => code));
    const missing = codes.find((code) => !known.has(code));
    if (missing !== undefined) throw ledgerErrors.ACCOUNT_NOT_FOUND({ code: missing });
    const touched = touchedBy(accounts, new Set(codes), status, withBranch);
    const changed = touched
      .filter((each) => (status === 'closed' ? each.status !== 'closed' : each.status === 'closed'))
      .map(({ code }) => code);
    // Locked before the sums are read: a posting under way is waited for and then seen.
    await lockNames(trx, owner, changed);
    if (status === 'closed') await refuseBalances(context, trx, owner, changed);
    await setStatus(trx, owner, changed, status);
    return changed;
  });
}

function touchedBy(
  accounts: readonly AccountRow[],
  codes: ReadonlySet<string>,
  status: 'open' | 'closed',
  withBranch: boolean,
): readonly AccountRow[] {
  const isBelow = (code: string) => {
    for (let at = parentCode(code); at !== null; at = parentCode(at)) if (codes.has(at)) return true;
    return false;
  };
  const above = new Set<string>();
  if (status === 'open')
    for (const code of codes) for (let at = parentCode(code); at !== null; at = parentCode(at)) above.add(at);
  return accounts.filter(({ code }) => codes.has(code) || above.has(code) || (withBranch && isBelow(code)));
}

async function refuseBalances(
  context: ChartContext,
  trx: Trx,
  owner: ChartOwner,
  codes: readonly string[],
): Promise<void> {
  const balances = await leafBalances(context, trx, owner);
  for (const code of codes) {
    const net = balances.get(code) ?? 0n;
    if (net !== 0n) throw chartErrors.ACCOUNT_HAS_BALANCE({ code, balance: formatKurusTr(net) });
  }
}

/** Throws CLIENT_NOT_FOUND, ACCOUNT_NOT_FOUND, ACCOUNT_OF_LAW, ACCOUNT_IN_USE. */
export async function removeAccounts(
  context: ChartContext,
  scope: Scope,
  clientId: string,
  { codes }: RouteInput<Contract['deleteAccounts']>['body'],
): Promise<void> {
  try {
    await onChart(context, scope, clientId, async (trx, owner) => {
      await namesOf(trx, owner, codes);
      for (const code of codes) refuseLaw(code);
      const [used] = await findWithLines(trx, owner, codes);
      if (used !== undefined) throw accountInUse(used, 'voucher_lines');
      const above = await findAboveOthers(trx, owner, codes);
      if (above !== null) throw accountInUse(above, 'accounts');
      await deleteAccounts(trx, owner, codes);
      const parents = new Set(codes.map((code) => parentCode(code) ?? ''));
      const bare = [...parents].filter((code) => isLeafWhenBare(code) && !codes.includes(code));
      await makeLeaves(trx, owner, bare);
    });
  } catch (error) {
    throw refusalOfDelete(error, codes) ?? error;
  }
}

/** Opens in a client's chart what a list has and it has not: a template, another client's chart, the rows of a file. */
import {
  type ListedAccount,
  mergeCharts,
  parentsToOpenBelow,
  type StandingAccount,
} from '@muhasebi/accounting/hesap-plani/merge-charts.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import type { Trx } from '../feature.ts';
import {
  type AccountRow,
  type AccountToInsert,
  type ChartOwner,
  findWithLines,
  insertAccounts,
  loadAccounts,
  setNames,
} from './chart.queries.ts';
import { type ChartContext, ownerOf } from './chart-context.ts';
import {
  type ChartChange,
  type ChartConflict,
  type chartContract,
  chartErrors,
  MOST_ACCOUNTS,
} from './contract.ts';
import { ownAccounts } from './own-accounts.ts';
import { loadTemplateAccounts, templateExists } from './templates.queries.ts';

/** What is to be merged, and how. */
export interface MergeRequest {
  readonly list: readonly ListedAccount[];
  /** Whether the list's names replace those of the chart. */
  readonly renames: boolean;
  readonly apply: boolean;
  /** Rows that could not even be read. Where `allOrNothing`, one of them or a conflict is enough to change nothing. */
  readonly unread: readonly ChartConflict[];
  readonly allOrNothing: boolean;
}

/** Throws CLIENT_NOT_FOUND, CHART_TEMPLATE_NOT_FOUND, CHART_TOO_LARGE. */
export function mergeChart(
  context: ChartContext,
  scope: Scope,
  clientId: string,
  { from, withCounterparties, apply }: RouteInput<typeof chartContract.mergeChart>['body'],
): Promise<ChartChange> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const owner = await ownerOf(trx, tenantId, clientId);
    const list =
      'templateId' in from
        ? await listOfTemplate(trx, tenantId, from.templateId)
        : ownAccounts(
            await loadAccounts(trx, await ownerOf(trx, tenantId, from.clientId)),
            withCounterparties,
          );
    return mergeInto(context, trx, owner, { list, renames: false, apply, unread: [], allOrNothing: false });
  });
}

async function listOfTemplate(trx: Trx, tenantId: string, templateId: string): Promise<ListedAccount[]> {
  if (!(await templateExists(trx, tenantId, templateId))) throw chartErrors.CHART_TEMPLATE_NOT_FOUND();
  const accounts = await loadTemplateAccounts(trx, tenantId, templateId);
  return accounts.map((account, index) => ({ ...account, row: index + 1, counterpartyTaxId: null }));
}

/** Merges a list under the chart's lock; answers what it did, or would do. Throws CHART_TOO_LARGE. */
export async function mergeInto(
  { ledger }: ChartContext,
  trx: Trx,
  owner: ChartOwner,
  { list, renames, apply, unread, allOrNothing }: MergeRequest,
): Promise<ChartChange> {
  await ledger.lockChart(trx, owner.clientId);
  const accounts = await loadAccounts(trx, owner);
  const chart = standingChart(accounts);
  const withLines = await findWithLines(trx, owner, parentsToOpenBelow(chart, list));
  const merge = mergeCharts(chart, list, { withLines, renames });
  const count = accounts.length + merge.opened.length;
  if (count > MOST_ACCOUNTS) throw chartErrors.CHART_TOO_LARGE({ limit: MOST_ACCOUNTS, count });
  const conflicts = [...unread, ...merge.conflicts].toSorted((a, b) => a.row - b.row);
  const applied = apply && !(allOrNothing && conflicts.some(isFault));
  if (applied) {
    await insertAccounts(trx, owner, withSides(accounts, merge.opened));
    await setNames(
      trx,
      owner,
      merge.renamed.map(({ code, to }) => ({ code, name: to })),
    );
  }
  return {
    applied,
    opened: merge.opened.map(({ code, name }) => ({ code, name })),
    renamed: [...merge.renamed],
    same: merge.same,
    conflicts,
  };
}

/** A law's account that the list calls otherwise keeps its name, and nothing else is amiss. */
export function isFault({ reason }: Pick<ChartConflict, 'reason'>): boolean {
  return reason !== 'law';
}

function standingChart(accounts: readonly AccountRow[]): ReadonlyMap<string, StandingAccount> {
  return new Map(
    accounts.map(({ code, name, isLeaf, status, counterpartyTaxId }) => [
      code,
      { name, isLeaf, isClosed: status === 'closed', counterpartyTaxId },
    ]),
  );
}

/** Each takes the side of the account above it; parents come first. */
function withSides(
  accounts: readonly AccountRow[],
  opened: ReturnType<typeof mergeCharts>['opened'],
): AccountToInsert[] {
  const sides = new Map(accounts.map(({ code, normalSide }) => [code, normalSide]));
  return opened.map(({ code, name, parentCode, isLeaf, counterpartyTaxId }) => {
    const side = sides.get(parentCode) ?? 'borc';
    sides.set(code, side);
    return {
      code,
      name,
      parent_code: parentCode,
      is_leaf: isLeaf,
      normal_side: side,
      counterparty_tax_id: counterpartyTaxId,
    };
  });
}

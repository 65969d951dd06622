/** The whole chart with balances rolled up, on the page and as a file. */
import { parentCode } from '@muhasebi/accounting/hesap-plani/account-code.ts';
import { nameOfLaw } from '@muhasebi/accounting/hesap-plani/starting-chart.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { FileResult, RequestContext } from '@muhasebi/platform/http/handler.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import type { Trx } from '../feature.ts';
import { type ExportColumn, exportList, inOneGroup, type Words } from '../table-export.ts';
import { type AccountRow, type ChartOwner, loadAccounts } from './chart.queries.ts';
import { type ChartContext, leafBalances, ownerOf } from './chart-context.ts';
import type { ChartAccountView, chartContract } from './contract.ts';

interface AccountWithBalance extends AccountRow {
  readonly balanceKurus: bigint;
}

async function loadChart(context: ChartContext, trx: Trx, owner: ChartOwner): Promise<AccountWithBalance[]> {
  const accounts = await loadAccounts(trx, owner);
  const balances = new Map<string, bigint>();
  for (const [code, net] of await leafBalances(context, trx, owner))
    for (let at: string | null = code; at !== null; at = parentCode(at))
      balances.set(at, (balances.get(at) ?? 0n) + net);
  return accounts.map((account) => ({ ...account, balanceKurus: balances.get(account.code) ?? 0n }));
}

/** In the order of books. Throws CLIENT_NOT_FOUND. */
export function showChart(
  context: ChartContext,
  scope: Scope,
  clientId: string,
): Promise<ChartAccountView[]> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const accounts = await loadChart(context, trx, await ownerOf(trx, tenantId, clientId));
    return accounts.map(({ code, name, isLeaf, status, counterpartyTaxId, balanceKurus }) => ({
      code,
      name,
      isLeaf,
      status,
      counterpartyTaxId,
      isOfLaw: nameOfLaw(code) !== null,
      balance: kurusToDecimal(balanceKurus),
    }));
  });
}

const STATUSES: Readonly<Record<AccountRow['status'], Words>> = {
  proposed: { tr: 'Öneri', en: 'Proposed' },
  open: { tr: 'Açık', en: 'Open' },
  closed: { tr: 'Kapalı', en: 'Closed' },
};
const SIDES: Readonly<Record<string, Words>> = {
  borc: { tr: 'Borç', en: 'Debit' },
  alacak: { tr: 'Alacak', en: 'Credit' },
};
const LEAF: Words = { tr: 'Kayıt alır', en: 'Takes postings' };
const GROUP: Words = { tr: 'Alt hesapları var', en: 'Has sub-accounts' };

/** Ids are those of the columns on the screen; the import reads the same headers. */
const columns: readonly ExportColumn<AccountWithBalance>[] = [
  {
    id: 'code',
    header: { tr: 'Hesap kodu', en: 'Account code' },
    kind: 'text',
    width: 16,
    cell: (row) => row.code,
  },
  {
    id: 'name',
    header: { tr: 'Hesap adı', en: 'Account name' },
    kind: 'text',
    width: 48,
    cell: (row) => row.name,
  },
  {
    id: 'taxId',
    header: { tr: 'VKN / TCKN', en: 'Tax number' },
    kind: 'text',
    width: 12,
    cell: (row) => row.counterpartyTaxId,
  },
  {
    id: 'status',
    header: { tr: 'Durum', en: 'State' },
    kind: 'text',
    width: 10,
    cell: (row, language) => STATUSES[row.status][language],
  },
  {
    id: 'leaf',
    header: { tr: 'Kayıt', en: 'Posting' },
    kind: 'text',
    width: 16,
    cell: (row, language) => (row.isLeaf ? LEAF : GROUP)[language],
  },
  {
    id: 'side',
    header: { tr: 'Bakiye yönü', en: 'Normal side' },
    kind: 'text',
    width: 12,
    cell: (row, language) => SIDES[row.normalSide]?.[language] ?? row.normalSide,
  },
  {
    id: 'balance',
    header: { tr: 'Bakiye', en: 'Balance' },
    kind: 'amount',
    width: 16,
    cell: (row) => row.balanceKurus,
  },
];

/** Throws what `exportList` throws. A plus is a debit balance, a minus one of credit. */
export function exportChart(
  context: ChartContext,
  asked: Pick<RequestContext, 'scope' | 'language'>,
  clientId: string,
  query: RouteInput<typeof chartContract.exportChart>['query'],
): Promise<FileResult> {
  return exportList(context, asked, query, async (trx, tenantId) => {
    const accounts = await loadChart(context, trx, await ownerOf(trx, tenantId, clientId));
    return {
      title: { tr: 'Hesap planı', en: 'Chart of accounts' },
      clientId,
      facts: [{ tr: `${accounts.length} hesap`, en: `${accounts.length} accounts` }],
      columns,
      rows: inOneGroup(accounts),
    };
  });
}

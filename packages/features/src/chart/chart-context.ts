/** What every use case of the chart works with. */
import { clientErrors } from '../clients/contract.ts';
import type { Trx } from '../feature.ts';
import type { ExportDeps } from '../table-export.ts';
import { type ChartOwner, clientExists } from './chart.queries.ts';

/** What the ledger lends: the lock under which accounts are opened, and the sums of its posted lines. */
export interface LedgerOfChart {
  readonly lockChart: (trx: Trx, clientId: string) => Promise<void>;
  readonly sumByAccount: (
    trx: Trx,
    tenantId: string,
    clientId: string,
    range: { readonly from: string; readonly to: string },
  ) => Promise<
    readonly {
      readonly code: string;
      readonly openingNetKurus: bigint;
      readonly periodDebitKurus: bigint;
      readonly periodCreditKurus: bigint;
    }[]
  >;
}

export interface ChartContext extends ExportDeps {
  readonly ledger: LedgerOfChart;
}

/** Throws CLIENT_NOT_FOUND for a company out of the caller's sight. */
export async function ownerOf(trx: Trx, tenantId: string, clientId: string): Promise<ChartOwner> {
  const owner = { tenantId, clientId };
  if (!(await clientExists(trx, owner))) throw clientErrors.CLIENT_NOT_FOUND();
  return owner;
}

const EVER = { from: '1994-01-01', to: '2199-12-31' };

/** Debit less credit of all posted lines by leaf account; kuruş. */
export async function leafBalances(
  { ledger }: ChartContext,
  trx: Trx,
  { tenantId, clientId }: ChartOwner,
): Promise<Map<string, bigint>> {
  const sums = await ledger.sumByAccount(trx, tenantId, clientId, EVER);
  return new Map(
    sums.map((sum) => [sum.code, sum.openingNetKurus + sum.periodDebitKurus - sum.periodCreditKurus]),
  );
}

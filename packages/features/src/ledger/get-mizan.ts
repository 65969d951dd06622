/** The mizan of a client: balance before the period, movements in it, and both together, at any level of the chart. */
import { type MizanFigures, mizan } from '@muhasebi/accounting/mizan/mizan.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { z } from 'zod';
import { findAccountNames } from '../account-names.queries.ts';
import type { Trx } from '../feature.ts';
import { sumByAccount } from './balances.queries.ts';
import type { ledgerContract } from './contract.ts';
import { booksOf } from './edit-draft.ts';
import type { LedgerContext } from './ledger-context.ts';

type MizanQuery = z.output<typeof ledgerContract.getMizan.query>;
type MizanAnswer = z.output<typeof ledgerContract.getMizan.response>;

/** Throws CLIENT_NOT_FOUND. */
export function getMizan(
  context: LedgerContext,
  scope: Scope,
  clientId: string,
  query: MizanQuery,
): Promise<MizanAnswer> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, (trx) => loadMizan(trx, tenantId, clientId, query));
}

/**
 * The opening columns are the balance of every entry before `from`, on its side; cumulative = opening + period.
 * Throws CLIENT_NOT_FOUND.
 */
export async function loadMizan(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { from, to, level }: MizanQuery,
): Promise<MizanAnswer> {
  await booksOf(trx, tenantId, clientId);
  const sums = await sumByAccount(trx, tenantId, clientId, { from, to });
  const { rows, totals } = mizan(
    sums.map(({ code, openingNetKurus: net, periodDebitKurus, periodCreditKurus }) => ({
      code,
      openingDebit: net > 0n ? net : 0n,
      openingCredit: net < 0n ? -net : 0n,
      periodDebit: periodDebitKurus,
      periodCredit: periodCreditKurus,
    })),
    level,
  );
  const codes = rows.map((row) => row.code);
  const names = await findAccountNames(trx, tenantId, clientId, codes);
  return {
    from,
    to,
    rows: rows.map((row) => ({
      code: row.code,
      name: names.get(row.code) ?? '',
      level: row.level,
      isLeaf: row.isLeaf,
      ...presentFigures(row),
    })),
    totals: presentFigures(totals),
    balanced:
      totals.openingDebit === totals.openingCredit &&
      totals.periodDebit === totals.periodCredit &&
      totals.debitBalance === totals.creditBalance,
  };
}

function presentFigures(figures: MizanFigures): MizanAnswer['totals'] {
  return {
    openingDebit: kurusToDecimal(figures.openingDebit),
    openingCredit: kurusToDecimal(figures.openingCredit),
    periodDebit: kurusToDecimal(figures.periodDebit),
    periodCredit: kurusToDecimal(figures.periodCredit),
    cumulativeDebit: kurusToDecimal(figures.cumulativeDebit),
    cumulativeCredit: kurusToDecimal(figures.cumulativeCredit),
    balanceDebit: kurusToDecimal(figures.debitBalance),
    balanceCredit: kurusToDecimal(figures.creditBalance),
  };
}

/** The income statement of a client for a range beside another one, checked against the mizan. */
import { dayAfter, firstDayOfYear, yearBefore } from '@muhasebi/accounting/donem/hesap-donemi.ts';
import { beforeTransfers } from '@muhasebi/accounting/gelir-tablosu/before-transfers.ts';
import {
  buildGelirTablosu,
  checkGelirTablosu,
} from '@muhasebi/accounting/gelir-tablosu/build-gelir-tablosu.ts';
import { type AccountSums, sumsBetween } from '@muhasebi/accounting/mali-tablo/account-sums.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { RouteResult } from '@muhasebi/platform/http/route.ts';
import type { z } from 'zod';
import { findAccountNames } from '../account-names.queries.ts';
import { clientErrors } from '../clients/contract.ts';
import type { Trx } from '../feature.ts';
import { findYearStart, sumsBefore, sumTransfers } from './account-sums.queries.ts';
import { statementErrors, type statementsContract } from './contract.ts';
import { codesToName, presentDifference, presentNote, presentRow } from './statement-words.ts';

type Query = z.output<typeof statementsContract.getGelirTablosu.query>;
type GelirTablosuView = RouteResult<typeof statementsContract.getGelirTablosu>;

interface Range {
  readonly from: string;
  readonly to: string;
}

/** Throws STATEMENT_RANGE_BACKWARDS. */
function rangesOf({ from, to, priorFrom, priorTo }: Query, startMonth: number): Range[] {
  const own = { from: from ?? firstDayOfYear(to, startMonth), to };
  const prior =
    priorFrom === undefined || priorTo === undefined
      ? { from: yearBefore(own.from), to: yearBefore(own.to) }
      : { from: priorFrom, to: priorTo };
  for (const range of [own, prior])
    if (range.to < range.from) throw statementErrors.STATEMENT_RANGE_BACKWARDS({ ...range });
  return [own, prior];
}

async function movementsOf(
  trx: Trx,
  tenantId: string,
  clientId: string,
  ranges: readonly Range[],
): Promise<AccountSums[][]> {
  const cuts = ranges.flatMap(({ from, to }) => {
    const asOf = dayAfter(to);
    return [
      { before: asOf, asOf },
      { before: from, asOf },
    ];
  });
  const sums = await sumsBefore(trx, tenantId, clientId, { cuts });
  const transfers = await sumTransfers(
    trx,
    tenantId,
    clientId,
    ranges.map(({ from, to }) => ({ from, until: dayAfter(to) })),
  );
  return ranges.map((_, at) =>
    beforeTransfers(sumsBetween(sums[2 * at] ?? [], sums[2 * at + 1] ?? []), transfers[at] ?? []),
  );
}

/** Throws CLIENT_NOT_FOUND and STATEMENT_RANGE_BACKWARDS. */
export async function loadGelirTablosu(
  trx: Trx,
  tenantId: string,
  clientId: string,
  query: Query,
): Promise<GelirTablosuView> {
  const startMonth = await findYearStart(trx, tenantId, clientId);
  if (startMonth === null) throw clientErrors.CLIENT_NOT_FOUND();
  const ranges = rangesOf(query, startMonth);
  const columns = await movementsOf(trx, tenantId, clientId, ranges);
  const statement = buildGelirTablosu(columns);
  const differences = columns.flatMap((movements, at) =>
    checkGelirTablosu(statement, at, movements).map((each) => ({ ...each, day: ranges[at]?.to ?? '' })),
  );
  const names = await findAccountNames(trx, tenantId, clientId, codesToName(statement.rows, differences));
  return {
    ranges,
    rows: statement.rows.map((row) => presentRow(row, names)),
    netResult: statement.netResult.map(kurusToDecimal),
    notes: statement.notes.map(presentNote),
    equal: differences.length === 0,
    differences: differences.map((each) => presentDifference(each, names)),
  };
}

/** The balance sheet of a client on a day beside an earlier one, checked against the mizan and the income statement. */
import { buildBilanco } from '@muhasebi/accounting/bilanco/build-bilanco.ts';
import { checkBilanco } from '@muhasebi/accounting/bilanco/check-bilanco.ts';
import { dayAfter, firstDayOfYear } from '@muhasebi/accounting/donem/hesap-donemi.ts';
import { beforeTransfers, carriedResult } from '@muhasebi/accounting/gelir-tablosu/before-transfers.ts';
import { buildGelirTablosu } from '@muhasebi/accounting/gelir-tablosu/build-gelir-tablosu.ts';
import { type AccountSums, sumsBetween } from '@muhasebi/accounting/mali-tablo/account-sums.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { RouteResult } from '@muhasebi/platform/http/route.ts';
import { findAccountNames } from '../account-names.queries.ts';
import { clientErrors } from '../clients/contract.ts';
import type { Trx } from '../feature.ts';
import { findYearStart, sumsBefore, sumTransfers } from './account-sums.queries.ts';
import type { statementsContract } from './contract.ts';
import {
  codesToName,
  type DayDifference,
  presentDifference,
  presentNote,
  presentRow,
} from './statement-words.ts';

type BilancoView = RouteResult<typeof statementsContract.getBilanco>;

/** One column: what was posted up to its day and before its fiscal year, and the entries that carried the year's result on. */
interface Column {
  readonly day: string;
  readonly balances: readonly AccountSums[];
  readonly beforeYear: readonly AccountSums[];
  readonly transfers: readonly AccountSums[];
}

async function loadColumns(
  trx: Trx,
  tenantId: string,
  clientId: string,
  days: readonly string[],
  startMonth: number,
): Promise<Column[]> {
  const cuts = days.flatMap((day) => {
    const asOf = dayAfter(day);
    return [
      { before: asOf, asOf },
      { before: firstDayOfYear(day, startMonth), asOf },
    ];
  });
  const sums = await sumsBefore(trx, tenantId, clientId, { cuts });
  const ranges = days.map((day) => ({ from: firstDayOfYear(day, startMonth), until: dayAfter(day) }));
  const transfers = await sumTransfers(trx, tenantId, clientId, ranges);
  return days.map((day, at) => ({
    day,
    balances: sums[2 * at] ?? [],
    beforeYear: sums[2 * at + 1] ?? [],
    transfers: transfers[at] ?? [],
  }));
}

/** The result of the year as the income statement tells it, against what the sheet shows of it; named by 590. */
function resultDifference(column: Column, openResult: bigint): DayDifference[] {
  const year = sumsBetween(column.balances, column.beforeYear);
  const [net = 0n] = buildGelirTablosu([beforeTransfers(year, column.transfers)]).netResult;
  const shown = openResult + carriedResult(column.transfers);
  return net === shown ? [] : [{ day: column.day, code: '590', mizanKurus: -net, statementKurus: -shown }];
}

/** `prior` unless given: the last day of the fiscal year before. Throws CLIENT_NOT_FOUND. */
export async function loadBilanco(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { to, prior }: { readonly to: string; readonly prior?: string | undefined },
): Promise<BilancoView> {
  const startMonth = await findYearStart(trx, tenantId, clientId);
  if (startMonth === null) throw clientErrors.CLIENT_NOT_FOUND();
  const days = [to, prior ?? dayAfter(firstDayOfYear(to, startMonth), -1)];
  const columns = await loadColumns(trx, tenantId, clientId, days, startMonth);
  const sheet = buildBilanco(columns);
  const differences = columns.flatMap((column, at) => [
    ...checkBilanco(sheet, at, column.balances).map((each) => ({ ...each, day: column.day })),
    ...resultDifference(column, sheet.openResult[at] ?? 0n),
  ]);
  const names = await findAccountNames(trx, tenantId, clientId, codesToName(sheet.rows, differences));
  return {
    days,
    yearStarts: days.map((day) => firstDayOfYear(day, startMonth)),
    rows: sheet.rows.map((row) => presentRow(row, names)),
    aktif: sheet.aktif.map(kurusToDecimal),
    pasif: sheet.pasif.map(kurusToDecimal),
    notes: sheet.notes.map(presentNote),
    equal: differences.length === 0 && sheet.aktif.every((amount, at) => amount === sheet.pasif[at]),
    differences: differences.map((each) => presentDifference(each, names)),
  };
}

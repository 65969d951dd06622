/** Reads what a client's summary is made of: the result, the KDV accounts, money, open items, documents. */
import { dayAfter } from '@muhasebi/accounting/donem/hesap-donemi.ts';
import { monthAfter } from '@muhasebi/accounting/donem/month.ts';
import { kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { Trx } from '../../feature.ts';
import type { ClientMonthRow } from '../../office-overview/contract.ts';
import type { ReportPeriod } from '../contract.ts';
import type { ReportAsk } from '../report.ts';
import type { LeafSums, ReportSources } from '../report-sources.ts';
import { countOpenRequests, listMonthResults, type MonthResult } from './month-summary.queries.ts';

/** A figure of the period, and the same of the days before it that are as many. Kuruş. */
export type Pair = readonly [now: bigint, prior: bigint];

export interface ResultRow {
  readonly id: string;
  readonly kind: string;
  readonly tr: string;
  readonly en: string;
  readonly amounts: Pair;
}

export interface OpenSide {
  readonly balanceKurus: bigint;
  readonly buckets: readonly bigint[];
  readonly advanceKurus: bigint;
  readonly oldest: string | null;
}

export interface ClientSummary {
  readonly prior: ReportPeriod;
  readonly result: readonly ResultRow[];
  readonly netResult: Pair;
  readonly sums: readonly LeafSums[];
  readonly receivables: OpenSide;
  readonly payables: OpenSide;
  /** Null where the client is archived or has no month there. */
  readonly counts: ClientMonthRow | null;
  readonly openRequests: number;
  readonly months: readonly MonthResult[];
}

/** The months before it where the period is whole months, else as many days. */
export function periodBefore({ from, to }: ReportPeriod): ReportPeriod {
  const end = dayAfter(from, -1);
  const isMonths = from.endsWith('-01') && dayAfter(to).endsWith('-01');
  if (isMonths) {
    const months =
      (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
      Number(to.slice(5, 7)) -
      Number(from.slice(5, 7)) +
      1;
    return { from: `${monthAfter(from.slice(0, 7), -months)}-01`, to: end };
  }
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  return { from: dayAfter(end, -days), to: end };
}

/** Throws CLIENT_NOT_FOUND. */
export async function readSummary(
  trx: Trx,
  { tenantId, clientId, period }: ReportAsk,
  sources: ReportSources,
): Promise<ClientSummary> {
  const of = [trx, tenantId, clientId] as const;
  const prior = periodBefore(period);
  const statement = await sources.gelirTablosu(...of, {
    ...period,
    priorFrom: prior.from,
    priorTo: prior.to,
  });
  const days = { from: period.from, until: dayAfter(period.to) };
  const lastMonth = period.to.slice(0, 7);
  return {
    prior,
    result: statement.rows.map(({ id, kind, name, nameEn, amounts }) => ({
      id,
      kind,
      tr: name,
      en: nameEn,
      amounts: pairOf(amounts),
    })),
    netResult: pairOf(statement.netResult),
    sums: await sources.sumByAccount(...of, period),
    receivables: await sideOf(sources, of, '120', period.to),
    payables: await sideOf(sources, of, '320', period.to),
    counts: (await sources.clientMonths(trx, tenantId, days, clientId))[0] ?? null,
    openRequests: await countOpenRequests(...of),
    months: withEmptyMonths(
      await listMonthResults(...of, { from: `${monthAfter(lastMonth, -11)}-01`, to: period.to }),
      lastMonth,
    ),
  };
}

/** From the first month that had anything on, so that no month is passed over. */
function withEmptyMonths(results: readonly MonthResult[], last: string): MonthResult[] {
  const months: MonthResult[] = [];
  for (let month = results[0]?.month ?? ''; month !== '' && month <= last; month = monthAfter(month, 1))
    months.push(results.find((each) => each.month === month) ?? { month, incomeKurus: 0n, costKurus: 0n });
  return months;
}

const pairOf = ([now = '0', prior = '0']: readonly string[]): Pair => [
  kurusFromDecimal(now),
  kurusFromDecimal(prior),
];

async function sideOf(
  { aging }: ReportSources,
  of: readonly [Trx, string, string],
  account: string,
  at: string,
): Promise<OpenSide> {
  const { rows, totals } = await aging(...of, { account, at });
  return {
    balanceKurus: kurusFromDecimal(totals.balance),
    buckets: totals.buckets.map(kurusFromDecimal),
    advanceKurus: kurusFromDecimal(totals.advance),
    oldest: rows.flatMap((row) => row.oldest ?? []).toSorted()[0] ?? null,
  };
}

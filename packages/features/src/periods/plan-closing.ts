/** Works the closing of a client's fiscal year out from what stands in the books, and says how far it has come. */
import { afterLines } from '@muhasebi/accounting/donem-sonu/balances.ts';
import { corporateTaxOf, type TaxFigure } from '@muhasebi/accounting/donem-sonu/corporate-tax.ts';
import {
  type PlannedStep,
  planYearEnd,
  resultBeforeTax,
} from '@muhasebi/accounting/donem-sonu/plan-year-end.ts';
import type { YearEndInput } from '@muhasebi/accounting/donem-sonu/year-end-steps.ts';
import type { Trx } from '../feature.ts';
import { basisOf } from './closing-draft.ts';
import {
  type ClosingVoucher,
  findChoices,
  type LineAmounts,
  listClosingVouchers,
  listKkegAccounts,
  listLeaves,
  listLinesOf,
  sumBalances,
  sumMoved,
  sumOfKind,
  type YearChoices,
} from './closing-vouchers.queries.ts';
import { monthsOfYear, type YearMonths } from './fiscal-year.ts';
import type { ClientBooks } from './months.queries.ts';

export interface ClosingPlan {
  readonly year: number;
  readonly months: YearMonths;
  readonly choices: YearChoices;
  readonly steps: readonly (PlannedStep & { readonly vouchers: readonly ClosingVoucher[] })[];
  readonly profitKurus: bigint | null;
  readonly kkegKurus: bigint;
  readonly tax: TaxFigure;
  /** Costs by group before anything was reflected, debit less credit. */
  readonly before: ReadonlyMap<string, bigint>;
}

/** Everything that the plan of a year is made of. */
export async function planClosing(trx: Trx, books: ClientBooks, year: number): Promise<ClosingPlan> {
  const { tenantId, clientId, fiscalYearStartMonth: start } = books;
  const of = [trx, tenantId, clientId] as const;
  const months = monthsOfYear(year, start);
  const range = { first: months.firstDay, last: `${months.lastMonth}-01` };
  const balances = await sumBalances(...of, range.last);
  const vouchers = await listClosingVouchers(...of, months.lastDay);
  const lines = await listLinesOf(
    trx,
    tenantId,
    vouchers.map(({ id }) => id),
  );
  const closed = await sumOfKind(...of, 'closing', range);
  const choices = await findChoices(...of, year);
  const before = balancesBefore(balances, closed, vouchers, lines);
  const opened = await sumOfKind(...of, 'opening', nextYear(year, start));
  const input: YearEndInput = {
    leaves: await listLeaves(...of),
    targets: choices.targets,
    taxKurus: 0n,
    provisionedKurus: (await sumMoved(...of, '691', range)) + closedOf691(vouchers, lines),
    closed,
    opened,
    isOpenedByHand: isOpenedByHand(opened, vouchers, lines),
  };
  const profitKurus = resultBeforeTax(before, input);
  const kkegKurus = (await listKkegAccounts(...of)).reduce((sum, code) => sum + (before.get(code) ?? 0n), 0n);
  const tax = corporateTaxOf({
    profitKurus: profitKurus ?? 0n,
    kkegKurus: profitKurus === null ? 0n : kkegKurus,
    yearStart: months.firstDay,
    isCompany: books.isCompany,
  });
  const taxKurus = choices.taxKurus ?? tax.taxKurus;
  const steps = planYearEnd(balances, { ...input, taxKurus }, keptDrafts(vouchers, lines)).map((step) => ({
    ...step,
    vouchers: vouchers.filter((voucher) => voucher.step === step.step),
  }));
  return { year, months, choices, steps, profitKurus, kkegKurus, tax, before };
}

function nextYear(year: number, start: number) {
  const { firstDay, lastMonth } = monthsOfYear(year + 1, start);
  return { first: firstDay, last: `${lastMonth}-01` };
}

/** The balances as they were before the closing began: what its standing vouchers moved is taken out again. */
function balancesBefore(
  balances: ReadonlyMap<string, bigint>,
  closed: ReadonlyMap<string, bigint>,
  vouchers: readonly ClosingVoucher[],
  lines: readonly LineAmounts[],
): ReadonlyMap<string, bigint> {
  const standing = new Set(
    vouchers
      .filter(({ step, status, isReversed }) => status === 'posted' && !isReversed && isWithinYear(step))
      .map(({ id }) => id),
  );
  const mirrored = lines
    .filter(({ voucherId }) => standing.has(voucherId))
    .map(({ accountCode, debitKurus, creditKurus }) => ({
      accountCode,
      debitKurus: creditKurus,
      creditKurus: debitKurus,
    }));
  const opened = [...closed].map(([accountCode, net]) => ({
    accountCode,
    debitKurus: -net,
    creditKurus: 0n,
  }));
  return afterLines(balances, [...mirrored, ...opened]);
}

/** Steps whose vouchers stand in the year and are no kapanış, which is summed apart; KDV belongs to its month. */
const isWithinYear = (step: string) => !['kapanis', 'acilis', 'kdv'].includes(step);

/** Whether the next year's opening holds more than what was proposed and posted here, reversals of it included. */
function isOpenedByHand(
  opened: ReadonlyMap<string, bigint>,
  vouchers: readonly ClosingVoucher[],
  lines: readonly LineAmounts[],
): boolean {
  const ours = new Set(
    vouchers
      .filter(({ step, status, isReversed }) => step === 'acilis' && status === 'posted' && !isReversed)
      .map(({ id }) => id),
  );
  const rest = afterLines(
    opened,
    lines
      .filter(({ voucherId }) => ours.has(voucherId))
      .map((line) => ({ ...line, debitKurus: line.creditKurus, creditKurus: line.debitKurus })),
  );
  return [...rest.values()].some((net) => net !== 0n);
}

/** What standing vouchers carried from 691 to 692: the provision was made all the same. */
function closedOf691(vouchers: readonly ClosingVoucher[], lines: readonly LineAmounts[]): bigint {
  const carrying = new Set(
    vouchers
      .filter(({ step, status, isReversed }) => step === 'net-kar' && status === 'posted' && !isReversed)
      .map(({ id }) => id),
  );
  return lines
    .filter(({ voucherId, accountCode }) => carrying.has(voucherId) && accountCode.startsWith('691'))
    .reduce((sum, line) => sum + line.creditKurus - line.debitKurus, 0n);
}

/** A draft that was proposed from the same lines stands for its step, with what a person changed in it. */
function keptDrafts(vouchers: readonly ClosingVoucher[], lines: readonly LineAmounts[]) {
  return (step: string, proposed: PlannedStep['lines']) => {
    const basis = basisOf(proposed);
    const draft = vouchers.find(
      (each) => each.step === step && each.status === 'draft' && each.basis === basis,
    );
    return draft === undefined ? null : lines.filter(({ voucherId }) => voucherId === draft.id);
  };
}

/** Adds up a planned invoice: every line rounded half up to the kuruş, every total the exact sum of what stands above it. */
import { decimal, multiply } from '@muhasebi/accounting/money/decimal.ts';
import { distributeKurus } from '@muhasebi/accounting/money/distribute.ts';
import { kurusFromAmount, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import type { Exemption, InvoicePlan, PlannedLine } from './invoice-plan.ts';

export interface BilledTax {
  readonly code: string;
  readonly name: string;
  readonly percent: string;
  readonly taxableKurus: bigint;
  readonly taxKurus: bigint;
  readonly exemption: Exemption | null;
}

export interface BilledLine {
  readonly plan: PlannedLine;
  readonly grossKurus: bigint;
  readonly discountKurus: bigint;
  readonly amountKurus: bigint;
  readonly taxes: readonly BilledTax[];
  readonly withheld: readonly BilledTax[];
}

export interface BilledInvoice {
  readonly plan: InvoicePlan;
  readonly lines: readonly BilledLine[];
  readonly taxes: readonly BilledTax[];
  readonly withheld: readonly BilledTax[];
  readonly totals: BilledTotals;
}

/** cac:LegalMonetaryTotal. */
export interface BilledTotals {
  readonly lineExtension: bigint;
  readonly allowance: bigint;
  readonly charge: bigint;
  readonly taxExclusive: bigint;
  readonly taxInclusive: bigint;
  readonly payable: bigint;
}

/** `amount` × basis points, half up. */
function share(amount: bigint, basisPoints: number): bigint {
  return kurusFromAmount(multiply({ digits: amount, scale: 2 }, { digits: BigInt(basisPoints), scale: 4 }));
}

/** 2000 → "20", 750 → "7.5". */
function percentText(basisPoints: number): string {
  return String(basisPoints / 100);
}

function priced(line: PlannedLine): Omit<BilledLine, 'taxes' | 'withheld'> {
  const grossKurus = kurusFromAmount(multiply(decimal(line.quantity), decimal(line.unitPrice)));
  const discountKurus = share(grossKurus, line.discountBasisPoints);
  return { plan: line, grossKurus, discountKurus, amountKurus: grossKurus - discountKurus };
}

function taxesOf(plan: InvoicePlan, line: PlannedLine, base: bigint): BilledTax[] {
  const isFree = plan.exemption !== null && plan.kdvBaseBasisPoints === 10_000;
  const rate = isFree ? 0 : line.rateBasisPoints;
  const kdvBase = share(base, plan.kdvBaseBasisPoints);
  const kdv: BilledTax = {
    code: '0015',
    name: 'KDV',
    percent: percentText(rate),
    taxableKurus: kdvBase,
    taxKurus: share(kdvBase, rate),
    exemption: plan.exemption,
  };
  const side = plan.sideTaxes.map((tax) => ({
    code: tax.code,
    name: tax.name,
    percent: percentText(tax.rateBasisPoints),
    taxableKurus: base,
    taxKurus: share(base, tax.rateBasisPoints),
    exemption: null,
  }));
  return [kdv, ...side];
}

function withheldOf(plan: InvoicePlan, taxes: readonly BilledTax[]): BilledTax[] {
  const withholding = plan.withholding;
  if (withholding === null) return [];
  return taxes
    .filter((tax) => tax.code === '0015')
    .map((kdv) => ({
      code: withholding.code,
      name: withholding.name,
      percent: String(withholding.percent),
      taxableKurus: kdv.taxKurus,
      taxKurus: share(kdv.taxKurus, withholding.percent * 100),
      exemption: null,
    }));
}

/** Taxes of one code and rate are one subtotal of the document. */
function gathered(taxes: readonly BilledTax[]): BilledTax[] {
  const groups = new Map<string, BilledTax>();
  for (const tax of taxes) {
    const key = `${tax.code}|${tax.percent}`;
    const before = groups.get(key);
    groups.set(key, {
      ...tax,
      taxableKurus: tax.taxableKurus + (before?.taxableKurus ?? 0n),
      taxKurus: tax.taxKurus + (before?.taxKurus ?? 0n),
    });
  }
  return [...groups.values()];
}

/** Adds the plan up; taxes of lines stand on their amount less (plus) their part of the document's discount (charge). */
export function addUp(plan: InvoicePlan): BilledInvoice {
  const bare = plan.lines.map(priced);
  const weights = bare.map((line) => line.amountKurus);
  const lineExtension = sumKurus(weights);
  const allowance = share(lineExtension, plan.discountBasisPoints);
  const charge = plan.charge?.amountKurus ?? 0n;
  const parts = distributeKurus(charge - allowance, weights);
  const lines = bare.map((line, index) => {
    const taxes = taxesOf(plan, line.plan, line.amountKurus + (parts[index] ?? 0n));
    return { ...line, taxes, withheld: withheldOf(plan, taxes) };
  });
  const taxes = gathered(lines.flatMap((line) => line.taxes));
  const withheld = gathered(lines.flatMap((line) => line.withheld));
  const taxExclusive = lineExtension - allowance + charge;
  const taxInclusive = taxExclusive + sumKurus(taxes.map((tax) => tax.taxKurus));
  const payable = taxInclusive - sumKurus(withheld.map((tax) => tax.taxKurus));
  const totals = { lineExtension, allowance, charge, taxExclusive, taxInclusive, payable };
  return { plan, lines, taxes, withheld, totals };
}

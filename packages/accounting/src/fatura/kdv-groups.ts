/** KDV of a document gathered by rate, and the withheld part of each rate. */
import { distributeKurus } from '../money/distribute.ts';
import { absoluteKurus } from '../money/kurus.ts';
import type { TaxAmount } from './amounts.ts';

/** All KDV of one rate (and, where the rate is zero, of one exemption). Hundredths of the document's currency. */
export interface KdvGroup {
  readonly rateBasisPoints: number | null;
  readonly exemptionCode: string | null;
  readonly taxable: bigint | null;
  readonly tax: bigint;
  readonly places: readonly string[];
}

function keyOf(tax: TaxAmount): string {
  return `${tax.rateBasisPoints}|${tax.tax === 0n ? (tax.exemptionCode ?? '') : ''}`;
}

type Gathered = { -readonly [Key in keyof KdvGroup]: KdvGroup[Key] } & { places: string[] };

export function groupKdv(taxes: readonly TaxAmount[]): KdvGroup[] {
  const groups = new Map<string, Gathered>();
  for (const tax of taxes.filter((each) => each.role === 'kdv')) {
    const { rateBasisPoints, exemptionCode, taxable, place } = tax;
    const group = groups.get(keyOf(tax));
    if (group === undefined) {
      groups.set(keyOf(tax), { rateBasisPoints, exemptionCode, taxable, tax: tax.tax, places: [place] });
      continue;
    }
    group.exemptionCode ??= exemptionCode;
    group.taxable = addKnown(group.taxable, taxable);
    group.tax += tax.tax;
    group.places.push(place);
  }
  return [...groups.values()];
}

function addKnown(a: bigint | null, b: bigint | null): bigint | null {
  return a === null ? b : b === null ? a : a + b;
}

// Withholding totals name the KDV (GİB's samples) or the base (some integrators) as their taxable amount.
function groupsNamedBy(withheld: TaxAmount, groups: readonly KdvGroup[]): number[] {
  const taxable = withheld.taxable;
  if (taxable === null) return [];
  const near = (other: bigint | null): boolean => other !== null && absoluteKurus(other - taxable) <= 2n;
  return groups.flatMap((group, index) =>
    group.tax !== 0n && (near(group.tax) || near(group.taxable)) ? [index] : [],
  );
}

/** The withheld part of each group, in their order: to the group it names, else in proportion to the KDV. */
export function withheldByGroup(withheld: readonly TaxAmount[], groups: readonly KdvGroup[]): bigint[] {
  const parts = groups.map(() => 0n);
  if (groups.length === 0) return parts;
  const weights = groups.map((group) => (group.tax > 0n ? group.tax : 0n));
  for (const each of withheld) {
    const named = groupsNamedBy(each, groups);
    const shares =
      named.length === 1
        ? groups.map((_, index) => (index === named[0] ? each.tax : 0n))
        : distributeKurus(each.tax, weights);
    for (const [index, amount] of shares.entries()) parts[index] = (parts[index] ?? 0n) + amount;
  }
  return parts;
}

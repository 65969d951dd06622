/** Reads from an invoice all that its template needs: amounts, traits, whether KDV is asked for, who the other side is. */
import { absoluteKurus, sumKurus, tryKurusFromDecimal } from '../money/kurus.ts';
import { searchKey } from '../turkish/fold.ts';
import { FINAL_CONSUMER_TCKN, FOREIGN_BUYER_TCKN, isStandInTaxNumber } from '../vkn/tax-number.ts';
import {
  isLira,
  lineSum,
  payableOf,
  readTaxes,
  readWithholdings,
  sumTax,
  type TaxAmount,
} from './amounts.ts';
import { type BaseSplit, splitBase } from './base-split.ts';
import { type CostAccount, costAccount, type PurchaseDefault } from './default-accounts.ts';
import { type HksDeduction, hksDeductions } from './hks-deductions.ts';
import type { Invoice, InvoiceParty } from './invoice.ts';
import { type InvoiceTraits, otherPartyOf, saysAdvance, traitsOf, type VoucherKind } from './invoice-kind.ts';
import { groupKdv, type KdvGroup } from './kdv-groups.ts';

/** An allowance of the document by which an advance is set off. */
export interface SetOffAdvance {
  readonly amount: bigint;
  readonly place: string;
}

/** Everything read from one invoice that its template needs. */
export interface Reading {
  readonly invoice: Invoice;
  readonly kind: VoucherKind;
  readonly traits: InvoiceTraits;
  readonly groups: readonly KdvGroup[];
  readonly withheld: readonly TaxAmount[];
  /** Income or corporate tax the payer keeps. */
  readonly kept: readonly TaxAmount[];
  readonly others: readonly TaxAmount[];
  readonly deductions: readonly HksDeduction[];
  /** Advances invoiced before that this document takes off its price. */
  readonly advances: readonly SetOffAdvance[];
  readonly payable: bigint;
  readonly rounding: bigint;
  readonly roundingLimit: bigint;
  /** False where KDV is shown but not asked for: ihraç kayıtlı and some exemptions. */
  readonly isKdvCharged: boolean;
  readonly split: BaseSplit;
  readonly purchase: CostAccount;
  readonly isForeign: boolean;
}

/** What comes in as goods came in as a document: purchases, and returns of what was sold. */
function otherParty(invoice: Invoice, kind: VoucherKind): InvoiceParty {
  return otherPartyOf(invoice, kind === 'alis' || kind === 'satistan-iade' ? 'alis' : 'satis');
}

const HOME = new Set(['tr', 'tur', 'turkiye', 'turkey', 'turkiye cumhuriyeti']);

function isForeignTrade(invoice: Invoice, kind: VoucherKind, traits: InvoiceTraits): boolean {
  if (traits.isExport) return true;
  const other = otherParty(invoice, kind);
  if (other.taxId !== null) return other.taxId.value === FOREIGN_BUYER_TCKN;
  const country = searchKey(other.country ?? '');
  return country !== '' && !HOME.has(country);
}

function references(invoice: Invoice): bigint[] {
  const stated = [invoice.totals.taxExclusive, invoice.totals.lineExtension].map(tryKurusFromDecimal);
  const lines = invoice.lines.length > 0 ? [lineSum(invoice)] : [];
  return [...stated.filter((amount) => amount !== null), ...lines];
}

function isUncharged(groups: readonly KdvGroup[], traits: InvoiceTraits, withKdv: bigint): boolean {
  const kdv = sumKurus(groups.map((group) => group.tax));
  const mayBe =
    traits.isExempt || traits.isIhracKayitli || groups.some((group) => group.exemptionCode !== null);
  if (!mayBe || kdv === 0n || traits.isOzelMatrah) return false;
  const stated = sumKurus(groups.map((group) => group.taxable ?? 0n));
  return absoluteKurus(withKdv + kdv - stated) < absoluteKurus(withKdv - stated);
}

// One lira; five hundredths of a foreign currency, which may be worth as much.
const LIRA_LIMIT = 100n;
const FOREIGN_LIMIT = 5n;

/** Reads the amounts; null where the document says nothing of what is to be paid. */
export function readInvoice(
  invoice: Invoice,
  kind: VoucherKind,
  purchaseDefault: PurchaseDefault = 'merchandise',
): Reading | null {
  const traits = traitsOf(invoice);
  const taxes = readTaxes(invoice);
  const ofRole = (role: TaxAmount['role']): TaxAmount[] => taxes.filter((tax) => tax.role === role);
  const withheld = [...readWithholdings(invoice), ...ofRole('tevkifat')];
  const payable = payableOf(invoice, taxes, readWithholdings(invoice));
  if (payable === null) return null;
  const groups = groupKdv(taxes);
  const kept = ofRole('kesinti');
  const others = [...ofRole('otv'), ...ofRole('diger')];
  const deductions = hksDeductions(invoice);
  const rounding = tryKurusFromDecimal(invoice.totals.payableRounding) ?? 0n;
  const kdv = sumKurus(groups.map((group) => group.tax));
  const gross =
    payable - rounding + sumTax(withheld) + sumTax(kept) + sumKurus(deductions.map((each) => each.amount));
  const withKdv = gross - sumTax(others) - kdv;
  const roundingLimit = isLira(invoice.currency ?? 'TRY') ? LIRA_LIMIT : FOREIGN_LIMIT;
  const isKdvCharged = !isUncharged(groups, traits, withKdv);
  const isOzelMatrah = traits.isOzelMatrah || hasOzelMatrahCode(groups);
  const split = splitBase({
    implied: isKdvCharged ? withKdv : withKdv + kdv,
    groups,
    insideBase: [sumTax(ofRole('otv')), sumTax(others)],
    references: references(invoice),
    baseDiffersByLaw: isOzelMatrah || (traits.isReturn && traits.isWithholding),
    isOzelMatrah,
    roundingLimit,
  });
  const purchase = costAccount(invoice, traits, taxes, withheld, purchaseDefault);
  const isForeign = isForeignTrade(invoice, kind, traits);
  return {
    invoice,
    kind,
    traits,
    groups,
    withheld,
    kept,
    others,
    deductions,
    advances: traits.isAdvance ? [] : setOffAdvances(invoice),
    payable,
    rounding,
    roundingLimit,
    isKdvCharged,
    split,
    purchase,
    isForeign,
  };
}

function setOffAdvances({ allowanceCharges }: Invoice): SetOffAdvance[] {
  return allowanceCharges.flatMap(({ isCharge, amount: stated, reason }, index) => {
    const amount = tryKurusFromDecimal(stated);
    if (isCharge || amount === null || amount <= 0n || !saysAdvance(reason)) return [];
    return [{ amount, place: `allowanceCharges[${index}].amount` }];
  });
}

function hasOzelMatrahCode(groups: readonly KdvGroup[]): boolean {
  return groups.some((group) => /^8(?:0\d|1[0-2])$/.test(group.exemptionCode ?? ''));
}

export interface Counterparty {
  /** Name of the sub-account: for GİB's stand-ins that of the many they stand for. */
  readonly name: string;
  /** The name on the document. */
  readonly stated: string;
  readonly taxId: string | null;
}

/** Name and tax number under which the counterparty's sub-account is opened, and the name the document states. */
export function counterpartyOf(reading: Reading): Counterparty {
  const { invoice, kind } = reading;
  const party = otherParty(invoice, kind);
  const taxId = party.taxId?.value.trim() || null;
  const stated = party.name?.replace(/\s+/g, ' ').trim() || (taxId ?? 'Unvanı Bilinmeyen');
  if (taxId === null || !isStandInTaxNumber(taxId)) return { name: stated, stated, taxId };
  const many = taxId === FINAL_CONSUMER_TCKN ? 'Muhtelif Nihai Tüketiciler' : 'Muhtelif Yurt Dışı Alıcılar';
  return { name: many, stated, taxId };
}

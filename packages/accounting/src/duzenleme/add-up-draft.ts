/** Adds an invoice up before it is issued: KDV once for each rate, rounded to the kuruş, and shared among its lines. */
import { basisPoints, share } from '../fatura/amounts.ts';
import { multiply, parseDecimal, ZERO } from '../money/decimal.ts';
import { distributeKurus } from '../money/distribute.ts';
import { kurusFromAmount, sumKurus, tryKurusFromDecimal } from '../money/kurus.ts';
import { withholdingTenthsOn } from '../tevkifat/withholding-codes.ts';
import { type DraftLine, type InvoiceDraft, isForgone } from './invoice-draft.ts';

/** Amounts are hundredths of the invoice's currency. */
export interface AddedLine {
  readonly line: DraftLine;
  /** Quantity × price. */
  readonly grossKurus: bigint;
  readonly discountKurus: bigint;
  /** Gross less discount. */
  readonly netKurus: bigint;
  /** Net less its part of the document's discount: the price before tax. */
  readonly baseKurus: bigint;
  /** What KDV is reckoned on: the price, or what the law puts in its place. */
  readonly kdvBaseKurus: bigint;
  readonly kdvBasisPoints: number;
  readonly kdvKurus: bigint;
  /** Whole percent of the KDV that the buyer keeps; null where nothing is withheld. */
  readonly withholdingPercent: number | null;
  readonly withheldKurus: bigint;
  /** Konaklama vergisi; it is no part of the KDV base (6802 s. K. md. 34). */
  readonly accommodationKurus: bigint;
  readonly accommodationBasisPoints: number;
}

/** KDV of one rate and exemption. */
export interface KdvOfDraft {
  readonly basisPoints: number;
  readonly exemptionCode: string | null;
  readonly exemptionReason: string | null;
  readonly taxableKurus: bigint;
  readonly taxKurus: bigint;
}

/** KDV withheld under one code at one rate. */
export interface WithheldOfDraft {
  readonly code: string;
  readonly percent: number;
  /** The KDV that it is taken from. */
  readonly kdvKurus: bigint;
  readonly taxKurus: bigint;
}

/** Konaklama vergisi at one rate. */
export interface AccommodationOfDraft {
  readonly basisPoints: number;
  readonly taxableKurus: bigint;
  readonly taxKurus: bigint;
}

export interface DraftTotals {
  /** Mal/hizmet toplam tutarı: before any discount. */
  readonly grossKurus: bigint;
  /** Toplam iskonto: of the lines and of the document. */
  readonly discountKurus: bigint;
  readonly taxExclusiveKurus: bigint;
  readonly kdvKurus: bigint;
  readonly accommodationKurus: bigint;
  readonly taxInclusiveKurus: bigint;
  readonly withheldKurus: bigint;
  /** KDV that is reckoned and not asked for: of a delivery for export (KDVK 11/1-c); forgone KDV stands in no total at all. */
  readonly uncollectedKurus: bigint;
  readonly payableKurus: bigint;
}

export interface AddedDraft {
  readonly lines: readonly AddedLine[];
  readonly kdv: readonly KdvOfDraft[];
  readonly withheld: readonly WithheldOfDraft[];
  readonly accommodation: readonly AccommodationOfDraft[];
  /** The document's own discount. */
  readonly documentDiscountKurus: bigint;
  readonly totals: DraftTotals;
}

const atLeastZero = (amount: bigint): bigint => (amount < 0n ? 0n : amount);
const atMost = (amount: bigint, most: bigint): bigint => (amount > most ? most : amount);

/** "20" for 2000, "7.5" for 750. */
export function percentText(points: number): string {
  return String(points / 100);
}

/** Whole percent withheld under the line's code: what it states, or the rate of the day; null where neither is known. */
export function withholdingPercentOf(line: DraftLine, date: string): number | null {
  if (line.withholdingCode === null) return null;
  if (line.withholdingPercent !== null) {
    const stated = basisPoints(line.withholdingPercent);
    return stated === null ? null : stated / 100;
  }
  const tenths = withholdingTenthsOn(line.withholdingCode, date);
  // The highest where GİB's list accepts several on the day: the newer rate of 627.
  return tenths.length === 0 ? null : Math.max(...tenths) * 10;
}

function discountOf(line: DraftLine, gross: bigint): bigint {
  const stated = tryKurusFromDecimal(line.discountAmount);
  if (stated !== null) return atMost(atLeastZero(stated), gross);
  return share(gross, basisPoints(line.discountPercent) ?? 0);
}

/** What cannot be read counts as nothing here; `checkDraft` tells of it. */
function priced(
  line: DraftLine,
): Pick<AddedLine, 'line' | 'grossKurus' | 'discountKurus' | 'netKurus' | 'kdvBasisPoints'> {
  const quantity = parseDecimal(line.quantity) ?? ZERO;
  const grossKurus = atLeastZero(kurusFromAmount(multiply(quantity, parseDecimal(line.unitPrice) ?? ZERO)));
  const discountKurus = discountOf(line, grossKurus);
  return {
    ...{ line, grossKurus, discountKurus },
    netKurus: grossKurus - discountKurus,
    kdvBasisPoints: basisPoints(line.kdvPercent) ?? 0,
  };
}

/** Gathers what has one key, in the order of first coming. */
function gathered<T>(items: readonly T[], keyOf: (item: T) => string | null): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key) ?? [];
    group.push(item);
    groups.set(key, group);
  }
  return [...groups.values()];
}

type Based = Omit<AddedLine, 'kdvKurus' | 'withheldKurus'>;

/** KDV of a group is reckoned once and shared out, so that the lines add up to the document to the kuruş. */
function shareKdv(lines: readonly Based[]): { kdv: KdvOfDraft[]; ofLine: Map<Based, bigint> } {
  const ofLine = new Map<Based, bigint>();
  const kdv = gathered(lines, ({ line, kdvBasisPoints }) => `${kdvBasisPoints} ${line.exemptionCode}`).map(
    (group) => {
      const [first] = group;
      const taxableKurus = sumKurus(group.map(({ kdvBaseKurus }) => kdvBaseKurus));
      const taxKurus = share(taxableKurus, first?.kdvBasisPoints ?? 0);
      const parts = distributeKurus(
        taxKurus,
        group.map(({ kdvBaseKurus }) => kdvBaseKurus),
      );
      for (const [index, line] of group.entries()) ofLine.set(line, parts[index] ?? 0n);
      return {
        basisPoints: first?.kdvBasisPoints ?? 0,
        exemptionCode: first?.line.exemptionCode ?? null,
        exemptionReason: first?.line.exemptionReason ?? null,
        ...{ taxableKurus, taxKurus },
      };
    },
  );
  return { kdv, ofLine };
}

type Taxed = Omit<AddedLine, 'withheldKurus'>;

function shareWithheld(lines: readonly Taxed[]): { withheld: WithheldOfDraft[]; ofLine: Map<Taxed, bigint> } {
  const ofLine = new Map<Taxed, bigint>();
  const keyOf = ({ line, withholdingPercent }: Taxed) =>
    withholdingPercent === null ? null : `${line.withholdingCode} ${withholdingPercent}`;
  const withheld = gathered(lines, keyOf).map((group) => {
    const percent = group[0]?.withholdingPercent ?? 0;
    const kdvKurus = sumKurus(group.map((each) => each.kdvKurus));
    const taxKurus = share(kdvKurus, percent * 100);
    const parts = distributeKurus(
      taxKurus,
      group.map((each) => each.kdvKurus),
    );
    for (const [index, line] of group.entries()) ofLine.set(line, parts[index] ?? 0n);
    return { code: group[0]?.line.withholdingCode ?? '', percent, kdvKurus, taxKurus };
  });
  return { withheld, ofLine };
}

/** What KDV is reckoned on: özel matrah has its own base (KDVK md. 23); a return of withheld KDV gives back what was not withheld alone. */
function kdvBaseOf(line: DraftLine, baseKurus: bigint, { type, issueDate }: OfWhole): bigint {
  if (type === 'OZELMATRAH') {
    const special = tryKurusFromDecimal(line.specialBase);
    return special === null ? baseKurus : atLeastZero(special);
  }
  if (type !== 'TEVKIFATIADE') return baseKurus;
  // KDVGUT I/C-2.1.4.1: the withheld part goes back through the buyer's own declaration.
  const percent = withholdingPercentOf(line, issueDate);
  return percent === null ? baseKurus : baseKurus - share(baseKurus, percent * 100);
}

function sumAccommodation(lines: readonly AddedLine[]): AccommodationOfDraft[] {
  const keyOf = ({ accommodationKurus, accommodationBasisPoints }: AddedLine) =>
    accommodationKurus === 0n ? null : String(accommodationBasisPoints);
  return gathered(lines, keyOf).map((group) => ({
    basisPoints: group[0]?.accommodationBasisPoints ?? 0,
    taxableKurus: sumKurus(group.map(({ baseKurus }) => baseKurus)),
    taxKurus: sumKurus(group.map(({ accommodationKurus }) => accommodationKurus)),
  }));
}

type OfWhole = Pick<InvoiceDraft, 'lines' | 'discountAmount' | 'issueDate' | 'type' | 'profile'>;

/**
 * Every amount of the invoice. A line is rounded half up to the kuruş (quantity × price, then its discount); KDV is the
 * rate on the sum of its bases (KDVK md. 20, 23, 28), withheld KDV the share of that KDV (KDVGUT I/C-2.1.3). Never throws.
 */
export function addUpDraft(draft: OfWhole): AddedDraft {
  const bare = draft.lines.map(priced);
  const net = sumKurus(bare.map(({ netKurus }) => netKurus));
  const documentDiscountKurus = atMost(atLeastZero(tryKurusFromDecimal(draft.discountAmount) ?? 0n), net);
  const parts =
    bare.length === 0
      ? []
      : distributeKurus(
          documentDiscountKurus,
          bare.map(({ netKurus }) => netKurus),
        );
  const based = bare.map((each, index) => {
    const baseKurus = each.netKurus - (parts[index] ?? 0n);
    const nightly = draft.type === 'KONAKLAMAVERGISI' ? each.line.accommodationPercent : null;
    const accommodationBasisPoints = basisPoints(nightly) ?? 0;
    return {
      ...each,
      baseKurus,
      kdvBaseKurus: kdvBaseOf(each.line, baseKurus, draft),
      accommodationKurus: share(baseKurus, accommodationBasisPoints),
      accommodationBasisPoints,
      withholdingPercent:
        draft.type === 'TEVKIFATIADE' ? null : withholdingPercentOf(each.line, draft.issueDate),
    };
  });
  const { kdv, ofLine: kdvOfLine } = shareKdv(based);
  const taxed = based.map((each) => ({ ...each, kdvKurus: kdvOfLine.get(each) ?? 0n }));
  const { withheld, ofLine: withheldOfLine } = shareWithheld(taxed);
  const lines = taxed.map((each) => ({ ...each, withheldKurus: withheldOfLine.get(each) ?? 0n }));
  const accommodation = sumAccommodation(lines);
  const parted = { lines, kdv, withheld, accommodation, documentDiscountKurus };
  return { ...parted, totals: totalsOf(parted, draft) };
}

function totalsOf(
  { lines, kdv, withheld, accommodation, documentDiscountKurus }: Omit<AddedDraft, 'totals'>,
  draft: OfWhole,
): DraftTotals {
  const { type } = draft;
  const grossKurus = sumKurus(lines.map((line) => line.grossKurus));
  const discountKurus = sumKurus(lines.map((line) => line.discountKurus)) + documentDiscountKurus;
  const kdvKurus = isForgone(draft) ? 0n : sumKurus(kdv.map(({ taxKurus }) => taxKurus));
  const inPrice = lines.filter(({ line }) => type === 'OZELMATRAH' && line.kdvInPrice);
  const accommodationKurus = sumKurus(accommodation.map(({ taxKurus }) => taxKurus));
  const withheldKurus = sumKurus(withheld.map(({ taxKurus }) => taxKurus));
  const taxExclusiveKurus = grossKurus - discountKurus;
  const taxInclusiveKurus =
    taxExclusiveKurus + kdvKurus + accommodationKurus - sumKurus(inPrice.map((line) => line.kdvKurus));
  const uncollectedKurus = type === 'IHRACKAYITLI' ? kdvKurus : 0n;
  return {
    ...{ grossKurus, discountKurus, taxExclusiveKurus, kdvKurus, accommodationKurus, taxInclusiveKurus },
    ...{ withheldKurus, uncollectedKurus },
    payableKurus: taxInclusiveKurus - withheldKurus - uncollectedKurus,
  };
}

/** Splits what an invoice costs before tax (matrah) by KDV rate, so that the stated totals hold. */
import { distributeKurus } from '../money/distribute.ts';
import { absoluteKurus, formatKurusTr, kurusToDecimal, sumKurus } from '../money/kurus.ts';
import type { Finding } from './finding.ts';
import type { KdvGroup } from './kdv-groups.ts';
import { finding } from './make-finding.ts';

export interface BaseShare {
  readonly group: KdvGroup | null;
  readonly amount: bigint;
  readonly places: readonly string[];
}

export interface BaseSplit {
  readonly shares: readonly BaseShare[];
  /** What the stated total has more than shares and taxes; goes to a rounding or difference line. */
  readonly residual: bigint;
  readonly findings: readonly Finding[];
}

export interface BaseQuestion {
  /** The base that the stated payable implies: payable − taxes + what was withheld. */
  readonly implied: bigint;
  readonly groups: readonly KdvGroup[];
  /** Taxes that may stand inside the KDV base: ÖTV alone, and all other taxes together. */
  readonly insideBase: readonly bigint[];
  /** TaxExclusive, LineExtension and the sum of lines, where stated. */
  readonly references: readonly bigint[];
  /** Özel matrah and returns of withheld KDV: the KDV base is not the price, by law. */
  readonly baseDiffersByLaw: boolean;
  /** Özel matrah alone (KDVK md. 23): what of the price exceeds the KDV base bears no KDV. */
  readonly isOzelMatrah: boolean;
  /** Up to this much is rounding, more is a fault of the document. */
  readonly roundingLimit: bigint;
}

function isNear(question: BaseQuestion, stated: bigint): boolean {
  return absoluteKurus(question.implied - stated) <= question.roundingLimit;
}

function placesOf(group: KdvGroup): readonly string[] {
  return group.places.map((place) => place.replace(/\.tax$/, '.taxable'));
}

function sharesOf(groups: readonly KdvGroup[], amounts: readonly bigint[]): BaseShare[] {
  return groups.map((group, index) => ({ group, amount: amounts[index] ?? 0n, places: placesOf(group) }));
}

function distributed(question: BaseQuestion, total: bigint): BaseShare[] {
  const weights = question.groups.map((group) =>
    group.taxable !== null && group.taxable > 0n ? group.taxable : 0n,
  );
  return sharesOf(question.groups, distributeKurus(total, weights));
}

const WHOLE_PLACES = ['totals.taxExclusive'];

function withoutGroups(question: BaseQuestion): BaseSplit {
  const { implied, references } = question;
  const close = references.find((reference) => isNear(question, reference));
  const amount = close ?? implied;
  const share: BaseShare = { group: null, amount, places: WHOLE_PLACES };
  const findings =
    close === undefined && references.length > 0 ? [mismatch(implied, references[0] ?? 0n)] : [];
  return { shares: [share], residual: implied - amount, findings };
}

function mismatch(implied: bigint, stated: bigint): Finding {
  const [a, b, d] = [implied, stated, implied - stated];
  return finding(
    'fis.toplam-tutmuyor',
    'error',
    'totals.payable',
    {
      tr: `Ödenecek tutardan vergiler düşülünce ${formatKurusTr(a)} kalıyor, belgedeki matrah ise ${formatKurusTr(b)}; ${formatKurusTr(d)} fark var. Fark ayrı satıra yazıldı, belgeyi düzenleyene sorun.`,
      en: `The payable less taxes leaves ${kurusToDecimal(a)}, but the document states a base of ${kurusToDecimal(b)}; the difference of ${kurusToDecimal(d)} stands on a line of its own. Ask the issuer.`,
    },
    { implied: kurusToDecimal(a), stated: kurusToDecimal(b), difference: kurusToDecimal(d) },
  );
}

function outsideKdv(question: BaseQuestion, stated: bigint): BaseSplit {
  const extra = question.implied - stated;
  const shares = sharesOf(
    question.groups,
    question.groups.map((group) => group.taxable ?? 0n),
  );
  const note = finding(
    'fis.matrah-disi-tutar',
    'info',
    'totals.taxExclusive',
    {
      tr: `Bedelin ${formatKurusTr(extra)} tutarındaki kısmı hiçbir KDV matrahında yer almıyor${question.isOzelMatrah ? ' (özel matrah, KDVK md. 23)' : ''}; ayrı satıra yazıldı.`,
      en: `${kurusToDecimal(extra)} of the price stands in no KDV base${question.isOzelMatrah ? ' (özel matrah, KDVK art. 23)' : ''}; it is posted on a line of its own.`,
    },
    { amount: kurusToDecimal(extra) },
  );
  return {
    shares: [...shares, { group: null, amount: extra, places: WHOLE_PLACES }],
    residual: 0n,
    findings: [note],
  };
}

/**
 * The stated payable is the truth. Where the KDV bases add up to what it implies (to within rounding, with or without
 * taxes that stand inside the KDV base), they are posted as stated; where the law parts base and price, the price is
 * split in their proportion; where neither holds, the difference is shown as an error and still posted apart.
 */
export function splitBase(question: BaseQuestion): BaseSplit {
  const { implied, groups } = question;
  if (groups.every((group) => group.taxable === null)) {
    const [only] = groups;
    const split = withoutGroups(question);
    return groups.length === 1 && only
      ? { ...split, shares: split.shares.map((share) => ({ ...share, group: only })) }
      : split;
  }
  const stated = sumKurus(groups.map((group) => group.taxable ?? 0n));
  if (isNear(question, stated))
    return {
      shares: sharesOf(
        groups,
        groups.map((group) => group.taxable ?? 0n),
      ),
      residual: implied - stated,
      findings: [],
    };
  const inside = question.insideBase.find((tax) => tax !== 0n && isNear(question, stated - tax));
  if (inside !== undefined)
    return {
      shares: distributed(question, stated - inside),
      residual: implied - stated + inside,
      findings: [],
    };
  if (question.isOzelMatrah && implied > stated) return outsideKdv(question, stated);
  if (question.baseDiffersByLaw)
    return { shares: distributed(question, implied), residual: 0n, findings: [] };
  if (implied > stated && question.references.some((reference) => isNear(question, reference)))
    return outsideKdv(question, stated);
  const [otv = 0n] = question.insideBase;
  const best =
    otv !== 0n && absoluteKurus(implied - stated + otv) < absoluteKurus(implied - stated) ? otv : 0n;
  return {
    shares: distributed(question, stated - best),
    residual: implied - stated + best,
    findings: [mismatch(implied, stated - best)],
  };
}

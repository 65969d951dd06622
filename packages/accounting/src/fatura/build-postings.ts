/** Turns an invoice's amounts into signed postings by the template of its kind; the postings sum to zero. */

import { findTaxCode } from '../kdv/tax-codes.ts';
import {
  absoluteKurus,
  formatKurusTr,
  kurusToDecimal,
  sumKurus,
  tryKurusFromDecimal,
} from '../money/kurus.ts';
import { isStandInTaxNumber } from '../vkn/tax-number.ts';
import {
  lineSum,
  payableOf,
  rateText,
  readTaxes,
  readWithholdings,
  sumTax,
  type TaxAmount,
} from './amounts.ts';
import { type BaseSplit, ROUNDING_LIMIT, splitBase } from './base-split.ts';
import { baseAccount, baseKey, type CostAccount, costAccount, kdvAccount } from './default-accounts.ts';
import type { Finding } from './finding.ts';
import { type HksDeduction, hksDeductions } from './hks-deductions.ts';
import type { Invoice } from './invoice.ts';
import { type InvoiceTraits, traitsOf, type VoucherKind } from './invoice-kind.ts';
import { groupKdv, type KdvGroup, withheldByGroup } from './kdv-groups.ts';
import { type Posting, posting } from './posting.ts';

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
  readonly payable: bigint;
  readonly rounding: bigint;
  /** False where KDV is shown but not asked for: ihraç kayıtlı and some exemptions. */
  readonly isKdvCharged: boolean;
  readonly split: BaseSplit;
  readonly purchase: CostAccount;
  readonly isForeign: boolean;
}

/** Borç is positive: +1 where the price is a borç (we receive goods), −1 where it is an alacak. */
function signOf(kind: VoucherKind): bigint {
  return kind === 'alis' || kind === 'satistan-iade' ? 1n : -1n;
}

function isPurchaseSide(kind: VoucherKind): boolean {
  return kind === 'alis' || kind === 'alistan-iade';
}

function isForeignTrade(invoice: Invoice, kind: VoucherKind, traits: InvoiceTraits): boolean {
  if (traits.isExport) return true;
  const other =
    kind === 'alis' || kind === 'satistan-iade' ? invoice.supplier : (invoice.buyer ?? invoice.customer);
  if (other.taxId !== null) return other.taxId.value === '22222222222';
  const country = (other.country ?? '').trim();
  return (
    country !== '' && !/^(?:tr|tur|türkiye|turkiye|turkey|türkiye)$/iu.test(country.replaceAll('İ', 'i'))
  );
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

/** Reads the amounts; null where the document says nothing of what is to be paid. */
export function readInvoice(invoice: Invoice, kind: VoucherKind): Reading | null {
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
  const isKdvCharged = !isUncharged(groups, traits, withKdv);
  const split = splitBase({
    implied: isKdvCharged ? withKdv : withKdv + kdv,
    groups,
    insideBase: [sumTax(ofRole('otv')), sumTax(others)],
    references: references(invoice),
    baseDiffersByLaw:
      traits.isOzelMatrah || (traits.isReturn && traits.isWithholding) || hasOzelMatrahCode(groups),
  });
  const purchase = costAccount(invoice, traits, taxes, withheld);
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
    payable,
    rounding,
    isKdvCharged,
    split,
    purchase,
    isForeign,
  };
}

function hasOzelMatrahCode(groups: readonly KdvGroup[]): boolean {
  return groups.some((group) => /^8(?:0\d|1[0-2])$/.test(group.exemptionCode ?? ''));
}

const BASE_WORDS: Readonly<Record<VoucherKind, readonly [string, string]>> = {
  alis: ['alış', 'purchase'],
  satis: ['satış', 'sale'],
  'satistan-iade': ['satıştan iade', 'sales return'],
  'alistan-iade': ['alıştan iade', 'purchase return'],
};

function basePostings(reading: Reading): Posting[] {
  const { kind, traits, purchase, isKdvCharged } = reading;
  return reading.split.shares.map(({ group, amount, places }) => {
    const rate = group?.rateBasisPoints ?? 0;
    const key = baseKey(group, traits, isKdvCharged);
    const [word, wordEn] = isPurchaseSide(kind) ? [purchase.tr, purchase.en] : BASE_WORDS[kind];
    const isOutside = group === null && reading.groups.length > 0;
    const [kdv, kdvEn] =
      group !== null && group.tax !== 0n && isKdvCharged
        ? [`KDV ${rateText(group.rateBasisPoints)}`, `KDV ${rateText(group.rateBasisPoints)}`]
        : isOutside
          ? ['KDV dışı', 'outside KDV']
          : [exemptText(group, key), exemptText(group, key)];
    return posting(
      `${kind}.matrah.${isOutside ? 'kdv-disi' : key}`,
      baseAccount(kind, isOutside ? 'istisna' : key, rate, purchase),
      signOf(kind) * amount,
      [
        `${kdv} matrah ${formatKurusTr(amount)} (${word})`,
        `${kdvEn} base ${kurusToDecimal(amount)} (${wordEn})`,
      ],
      places,
      { isBase: true },
    );
  });
}

function exemptText(group: KdvGroup | null, key: string): string {
  if (key === 'ihrac-kayitli') return 'İhraç kayıtlı (KDVK 11/1-c)';
  return group?.exemptionCode ? `İstisna ${group.exemptionCode}` : "KDV'siz";
}

function kdvTexts(
  group: KdvGroup,
  amount: bigint,
  suffix: readonly [string, string],
): readonly [string, string] {
  const rate = rateText(group.rateBasisPoints);
  return [
    `KDV ${rate} ${formatKurusTr(amount)}${suffix[0]}`,
    `KDV ${rate} ${kurusToDecimal(amount)}${suffix[1]}`,
  ];
}

/** KDV by rate; the buyer's withheld part in its own sub-account and owed to the state (KDVGUT I/C-2.1). */
function kdvPostings(reading: Reading): Posting[] {
  const { kind, groups } = reading;
  if (!reading.isKdvCharged) return unchargedKdv(reading);
  const sign = signOf(kind);
  const kept = withheldByGroup(reading.withheld, groups);
  return groups.flatMap((group, index) => {
    const withheld = kept[index] ?? 0n;
    const own = group.tax - withheld;
    const key = group.rateBasisPoints ?? 'bilinmeyen';
    const suffix: [string, string] =
      withheld === 0n ? ['', ''] : [' (tevkifattan sonra kalan)', ' (left after tevkifat)'];
    const account = kdvAccount(kind, group.rateBasisPoints);
    const lines = [
      posting(`${kind}.kdv.${key}`, account, sign * own, kdvTexts(group, own, suffix), group.places),
    ];
    if (isPurchaseSide(kind) && withheld !== 0n) {
      const inner = kind === 'alis' ? account.replace('191.01', '191.02') : account;
      const texts = kdvTexts(group, withheld, [
        ' (sorumlu sıfatıyla, KDV2 ile beyan edilir)',
        ' (as the responsible payer, declared by KDV2)',
      ]);
      lines.push(
        posting(
          `${kind}.kdv-tevkifat.${key}`,
          inner,
          sign * withheld,
          texts,
          reading.withheld.map((each) => each.place),
        ),
      );
    }
    return lines;
  });
}

/** Ihraç kayıtlı sale: KDV is computed, not collected, declared and deferred (KDVK 11/1-c, KDVGUT II/A-8): 192 / 391. */
function unchargedKdv(reading: Reading): Posting[] {
  const { kind, groups, traits } = reading;
  if (!traits.isIhracKayitli || isPurchaseSide(kind)) return [];
  const sign = signOf(kind);
  return groups.flatMap((group) => {
    const account = kdvAccount('satis', group.rateBasisPoints).replace('391.01', '391.03');
    const key = group.rateBasisPoints ?? 'bilinmeyen';
    const deferred = kdvTexts(group, group.tax, [
      ' tahsil edilmedi, tecil edilecek (KDVK 11/1-c)',
      ' not collected, to be deferred (KDVK 11/1-c)',
    ]);
    const computed = kdvTexts(group, group.tax, [
      ' ihraç kayıtlı teslimde hesaplandı',
      ' computed on a delivery for export',
    ]);
    return [
      posting(`${kind}.tecil-kdv.${key}`, '192.01', -sign * group.tax, deferred, group.places),
      posting(`${kind}.ihrac-kayitli-kdv.${key}`, account, sign * group.tax, computed, group.places),
    ];
  });
}

function withheldPostings(reading: Reading): Posting[] {
  const { kind, withheld, groups, isKdvCharged } = reading;
  if (withheld.length === 0) return [];
  // A seller's withheld KDV simply lowers its 391, unless there is no KDV line that could carry it.
  const isCarried = isKdvCharged && groups.length > 0;
  if (!isPurchaseSide(kind) && isCarried) return [];
  return withheld.map((each) => {
    const rate = each.rateBasisPoints === null ? '' : ` ${each.rateBasisPoints / 1000}/10`;
    return posting(
      `${kind}.tevkifat`,
      isPurchaseSide(kind) ? '360.02' : kdvAccount(kind, null),
      -signOf(kind) * each.tax,
      [
        `KDV tevkifatı ${each.code}${rate} ${formatKurusTr(each.tax)}`,
        `KDV withheld ${each.code}${rate} ${kurusToDecimal(each.tax)}`,
      ],
      [each.place],
    );
  });
}

function otherPostings(reading: Reading): Posting[] {
  const { kind, purchase } = reading;
  const sign = signOf(kind);
  const others = reading.others.map((tax) => {
    const owed = findTaxCode(tax.code)?.payableAccount ?? '360.99';
    const rate = reading.groups.find((group) => group.tax !== 0n)?.rateBasisPoints ?? 0;
    const account = isPurchaseSide(kind)
      ? baseAccount(kind, rate === 0 ? 'istisna' : 'oran', rate, purchase)
      : owed;
    const note: [string, string] = isPurchaseSide(kind)
      ? [' (maliyete dahil)', ' (part of cost)']
      : [' (ödenecek)', ' (owed)'];
    return posting(
      `${kind}.vergi.${tax.code}`,
      account,
      sign * tax.tax,
      [`${tax.name} ${formatKurusTr(tax.tax)}${note[0]}`, `${tax.name} ${kurusToDecimal(tax.tax)}${note[1]}`],
      [tax.place],
    );
  });
  const kept = reading.kept.map((tax) =>
    posting(
      `${kind}.stopaj.${tax.code}`,
      isPurchaseSide(kind) ? (findTaxCode(tax.code)?.payableAccount ?? '360.01') : '193.01',
      -sign * tax.tax,
      [
        `${tax.name} ${formatKurusTr(tax.tax)} (GVK 94 / KVK 15)`,
        `${tax.name} ${kurusToDecimal(tax.tax)} (GVK 94 / KVK 15)`,
      ],
      [tax.place],
    ),
  );
  const deducted = reading.deductions.map((each) =>
    posting(
      `${kind}.kesinti.${each.reason.toLowerCase()}`,
      isPurchaseSide(kind) ? each.commissionerAccount : each.sellerAccount,
      -sign * each.amount,
      [
        `Hal kesintisi: ${each.name} ${formatKurusTr(each.amount)}`,
        `Market deduction: ${each.name} ${kurusToDecimal(each.amount)}`,
      ],
      [each.place],
    ),
  );
  return [...others, ...kept, ...deducted];
}

function residualPosting(reading: Reading): Posting[] {
  const residual = reading.split.residual + reading.rounding;
  const signed = signOf(reading.kind) * residual;
  const isRounding = absoluteKurus(residual) <= ROUNDING_LIMIT;
  const texts: [string, string] = isRounding
    ? [
        `Kuruş farkı ${formatKurusTr(absoluteKurus(residual))}: belgenin toplamı korunur`,
        `Rounding ${kurusToDecimal(absoluteKurus(residual))}: the stated total is kept`,
      ]
    : [
        `AÇIKLANAMAYAN FARK ${formatKurusTr(absoluteKurus(residual))}`,
        `UNEXPLAINED DIFFERENCE ${kurusToDecimal(absoluteKurus(residual))}`,
      ];
  return [
    posting(
      `${reading.kind}.${isRounding ? 'kurus-farki' : 'fark'}`,
      signed > 0n ? '659.01' : '679.01',
      signed,
      texts,
      ['totals.payable'],
    ),
  ];
}

function partyPosting(reading: Reading): Posting {
  const { kind, payable, isForeign } = reading;
  const isPurchase = isPurchaseSide(kind);
  const parent = `${isPurchase ? '320' : '120'}.${isForeign ? '02' : '01'}`;
  const net = reading.withheld.length + reading.kept.length + reading.deductions.length > 0;
  return posting(
    `${kind}.${isPurchase ? 'satici' : 'alici'}`,
    parent,
    -signOf(kind) * payable,
    [
      `${net ? 'Kesintilerden sonra ödenecek' : 'Ödenecek'} tutar ${formatKurusTr(payable)}`,
      `${net ? 'Payable after what is withheld' : 'Payable'} ${kurusToDecimal(payable)}`,
    ],
    ['totals.payable'],
    { isCounterparty: true },
  );
}

/** Signed postings of the document, summing to zero in its own currency; zero amounts are left out. */
export function buildPostings(reading: Reading): { postings: Posting[]; findings: readonly Finding[] } {
  const price = basePostings(reading);
  const rest = [...kdvPostings(reading), ...otherPostings(reading), ...withheldPostings(reading)];
  const all = [...price, ...rest, ...residualPosting(reading), partyPosting(reading)];
  return { postings: all.filter((each) => each.signed !== 0n), findings: reading.split.findings };
}

/** Name and tax number under which the counterparty's sub-account is opened. */
export function counterpartyOf(reading: Reading): { name: string; taxId: string | null } {
  const { invoice, kind } = reading;
  const isSupplier = kind === 'alis' || kind === 'satistan-iade';
  const party = isSupplier ? invoice.supplier : (invoice.buyer ?? invoice.customer);
  const taxId = party.taxId?.value.trim() || null;
  if (taxId !== null && isStandInTaxNumber(taxId))
    return {
      name: taxId === '11111111111' ? 'Muhtelif Nihai Tüketiciler' : 'Muhtelif Yurt Dışı Alıcılar',
      taxId,
    };
  return { name: party.name?.trim() || (taxId ?? 'Unvanı Bilinmeyen'), taxId };
}

/** Turns an invoice's amounts into signed postings by the template of its kind; the postings sum to zero. */
import { exemptionGroup } from '../kdv/exemption-codes.ts';
import { findTaxCode } from '../kdv/tax-codes.ts';
import { absoluteKurus, formatKurusTr, kurusToDecimal } from '../money/kurus.ts';
import { advancePostings } from './advance-postings.ts';
import { mergeByCode, rateText, rateTextEn } from './amounts.ts';
import type { BaseShare } from './base-split.ts';
import { advanceAccount, baseAccount, baseKey, kdvAccount } from './default-accounts.ts';
import type { Finding } from './finding.ts';
import { type InvoiceTraits, isPurchaseSide, signOf, type VoucherKind } from './invoice-kind.ts';
import type { Reading } from './invoice-reading.ts';
import type { KdvGroup } from './kdv-groups.ts';
import { exportFindings, kdvPostings } from './kdv-postings.ts';
import { finding } from './make-finding.ts';
import { type Posting, posting } from './posting.ts';

const BASE_WORDS: Readonly<Record<VoucherKind, readonly [string, string]>> = {
  alis: ['alış', 'purchase'],
  satis: ['satış', 'sale'],
  'satistan-iade': ['satıştan iade', 'sales return'],
  'alistan-iade': ['alıştan iade', 'purchase return'],
};

function basePostings(reading: Reading): Posting[] {
  const { kind, traits, purchase, isKdvCharged } = reading;
  return reading.split.shares.map((share) => {
    const { group, amount, places } = share;
    const isOutside = group === null && reading.groups.length > 0;
    const key = isOutside ? 'istisna' : baseKey(group, traits, isKdvCharged);
    const rate = group === null ? 0 : group.rateBasisPoints;
    const [word, wordEn] = baseWords(reading);
    const [tr, en] = isOutside
      ? ['KDV matrahı dışında kalan bedel', 'Price outside the KDV base']
      : baseTexts(share, key, isKdvCharged);
    const [ofKdv, ofKdvEn] = kdvBaseTexts(share, isKdvCharged);
    const part = isOutside ? 'kdv-disi' : key;
    return posting(
      traits.isAdvance ? `${kind}.avans.${part}` : `${kind}.matrah.${part}`,
      traits.isAdvance ? advanceAccount(kind) : baseAccount(kind, key, rate, purchase),
      signOf(kind) * amount,
      [
        `${tr} ${formatKurusTr(amount)} (${word}${ofKdv})`,
        `${en} ${kurusToDecimal(amount)} (${wordEn}${ofKdvEn})`,
      ],
      places,
      { isBase: true },
    );
  });
}

/** What the price is of: for purchases their nature, sent back or not. */
function baseWords({ kind, purchase, traits }: Reading): readonly [tr: string, en: string] {
  const [tr, en] = BASE_WORDS[kind];
  if (traits.isAdvance) return [`${tr} avansı, KDVK md. 10/b`, `advance: ${en}, KDVK art. 10/b`];
  if (kind === 'alis') return [purchase.tr, purchase.en];
  return kind === 'alistan-iade' ? [`${tr}: ${purchase.tr}`, `${en}: ${purchase.en}`] : [tr, en];
}

function baseTexts(
  { group, amount }: BaseShare,
  key: string,
  isKdvCharged: boolean,
): readonly [tr: string, en: string] {
  if (group === null || group.tax === 0n || !isKdvCharged) {
    const [tr, en] = exemptTexts(group, key);
    return [`${tr} matrah`, `${en} base`];
  }
  const { rateBasisPoints: rate, taxable } = group;
  const [what, whatEn] = taxable === null || taxable === amount ? ['matrah', 'base'] : ['bedel', 'price'];
  return [`KDV ${rateText(rate)} ${what}`, `KDV ${rateTextEn(rate)} ${whatEn}`];
}

/** Where the law parts price and KDV base (ÖTV inside it, özel matrah, returns of withheld KDV) both are told. */
function kdvBaseTexts(
  { group, amount }: BaseShare,
  isKdvCharged: boolean,
): readonly [tr: string, en: string] {
  const taxable = group?.taxable ?? null;
  if (taxable === null || taxable === amount || group?.tax === 0n || !isKdvCharged) return ['', ''];
  return [`; KDV matrahı ${formatKurusTr(taxable)}`, `; KDV base ${kurusToDecimal(taxable)}`];
}

/** Deliveries for export by the buyer, by exemption code. */
const EXPORT_LAW: Readonly<Record<string, string>> = {
  '702': 'KDVK geç. 17',
  '703': 'ÖTVK 8/2',
  '704': 'KDVK 11/1-c, ÖTVK 8/2',
};

function exemptTexts(group: KdvGroup | null, key: string): readonly [tr: string, en: string] {
  const code = group?.exemptionCode ?? '';
  if (key === 'ihrac-kayitli') {
    const law = EXPORT_LAW[code] ?? 'KDVK 11/1-c';
    return [`İhraç kayıtlı (${law})`, `For export by the buyer (${law})`];
  }
  if (exemptionGroup(code) === 'diger') return [`KDV'siz (kod ${code})`, `Without KDV (code ${code})`];
  return code ? [`İstisna ${code}`, `Exempt ${code}`] : ["KDV'siz", 'Without KDV'];
}

function withheldPostings(reading: Reading): Posting[] {
  const { kind, withheld, groups, isKdvCharged } = reading;
  if (withheld.length === 0) return [];
  // A seller's withheld KDV simply lowers its 391, unless there is no KDV line that could carry it.
  const isCarried = isKdvCharged && groups.length > 0;
  if (!isPurchaseSide(kind) && isCarried) return [];
  return mergeByCode(withheld).map(({ tax: each, places }) => {
    const rate = each.rateBasisPoints === null ? '' : ` ${each.rateBasisPoints / 1000}/10`;
    return posting(
      `${kind}.tevkifat`,
      isPurchaseSide(kind) ? '360.02' : kdvAccount(kind, null),
      -signOf(kind) * each.tax,
      [
        `KDV tevkifatı ${each.code}${rate} ${formatKurusTr(each.tax)}`,
        `KDV withheld ${each.code}${rate} ${kurusToDecimal(each.tax)}`,
      ],
      places,
    );
  });
}

/** By what law the payer keeps each tax. */
const KEPT_LAW: Readonly<Record<string, string>> = {
  '0003': 'GVK md. 94',
  '0011': 'KVK md. 15',
  '4171': 'ÖTVK md. 4/2',
  '9040': '4342 s. K. md. 30',
  '8001': '5174 s. K.',
  SGK_PRIM: '5510 s. K. md. 88',
};

function keptLaw(code: string, { isProducerReceipt, isProfessionalReceipt }: InvoiceTraits): string {
  if (code === '0003' && isProducerReceipt) return 'GVK md. 94/11';
  if (code === '0003' && isProfessionalReceipt) return 'GVK md. 94/2';
  return KEPT_LAW[code] ?? 'GVK md. 94';
}

/** The payer owes what it kept; to the seller it is prepaid income tax, a cost, or ÖTV that it no longer owes itself. */
function keptAccount(kind: VoucherKind, code: string): string {
  // The exchange of commodities is no tax office.
  const owed = code === '8001' ? '336.99' : (findTaxCode(code)?.payableAccount ?? '360.01');
  if (isPurchaseSide(kind) || code === '4171') return owed;
  return code === '0003' || code === '0011' ? '193.01' : '760.03';
}

function otherPostings(reading: Reading, baseRole: string | null): Posting[] {
  const { kind, purchase } = reading;
  const sign = signOf(kind);
  const others = mergeByCode(reading.others).map(({ tax, places }) => {
    const owed = findTaxCode(tax.code)?.payableAccount ?? '360.99';
    const taxed = reading.groups.find((group) => group.tax !== 0n);
    const account = isPurchaseSide(kind)
      ? baseAccount(kind, taxed === undefined ? 'istisna' : 'oran', taxed?.rateBasisPoints ?? null, purchase)
      : owed;
    const note: [string, string] = isPurchaseSide(kind)
      ? [' (maliyete dahil)', ' (part of cost)']
      : [' (ödenecek)', ' (owed)'];
    return posting(
      `${kind}.vergi.${tax.code}`,
      account,
      sign * tax.tax,
      [`${tax.name} ${formatKurusTr(tax.tax)}${note[0]}`, `${tax.name} ${kurusToDecimal(tax.tax)}${note[1]}`],
      places,
      { follows: isPurchaseSide(kind) ? baseRole : null },
    );
  });
  const kept = mergeByCode(reading.kept).map(({ tax, places }) =>
    posting(
      `${kind}.stopaj.${tax.code}`,
      keptAccount(kind, tax.code),
      -sign * tax.tax,
      [
        `${tax.name} ${formatKurusTr(tax.tax)} (${keptLaw(tax.code, reading.traits)})`,
        `${tax.name} ${kurusToDecimal(tax.tax)} (${keptLaw(tax.code, reading.traits)})`,
      ],
      places,
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

function residualOf(reading: Reading): bigint {
  return reading.split.residual + reading.rounding;
}

function isExplained(reading: Reading): boolean {
  return absoluteKurus(residualOf(reading)) <= reading.roundingLimit;
}

function residualPosting(reading: Reading): Posting[] {
  const residual = residualOf(reading);
  const signed = signOf(reading.kind) * residual;
  const isRounding = isExplained(reading);
  const texts: [string, string] = isRounding
    ? [
        `Kuruş farkı ${formatKurusTr(absoluteKurus(residual))}: belgenin toplamı korunur`,
        `Rounding ${kurusToDecimal(absoluteKurus(residual))}: the stated total is kept`,
      ]
    : [
        `AÇIKLANAMAYAN FARK ${formatKurusTr(absoluteKurus(residual))}: nedenini bulmadan onaylamayın`,
        `UNEXPLAINED DIFFERENCE ${kurusToDecimal(absoluteKurus(residual))}: find its cause before approving`,
      ];
  return [
    posting(
      `${reading.kind}.${isRounding ? 'kurus-farki' : 'fark'}`,
      `${signed > 0n ? '659' : '679'}.${isRounding ? '01' : '99'}`,
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

/** A difference line never stands without an error: the split tells of its own, this tells of a stated rounding. */
function residualFindings(reading: Reading): Finding[] {
  const { split, rounding } = reading;
  if (isExplained(reading) || split.findings.some((each) => each.severity === 'error')) return [];
  return [
    finding(
      'fis.yuvarlama-buyuk',
      'error',
      'totals.payableRounding',
      {
        tr: `Belgedeki yuvarlama ${formatKurusTr(rounding)}, yuvarlama sayılamayacak kadar büyük; ayrı satıra yazıldı.`,
        en: `The stated rounding of ${kurusToDecimal(rounding)} is too large to be one; it stands on a line of its own.`,
      },
      { rounding: kurusToDecimal(rounding) },
    ),
  ];
}

/** Signed postings of the document, summing to zero in its own currency; zero amounts are left out. */
export function buildPostings(reading: Reading): { postings: Posting[]; findings: readonly Finding[] } {
  const price = basePostings(reading);
  const rest = [
    ...kdvPostings(reading),
    ...otherPostings(reading, price[0]?.role ?? null),
    ...withheldPostings(reading),
  ];
  const all = [
    ...price,
    ...advancePostings(reading, price),
    ...rest,
    ...residualPosting(reading),
    partyPosting(reading),
  ];
  return {
    postings: all.filter((each) => each.signed !== 0n),
    findings: [...reading.split.findings, ...residualFindings(reading), ...exportFindings(reading)],
  };
}

/** The kinds of invoice that can be drawn, and what each asks of its plan. */
import type { InvoicePlan, Withholding } from './invoice-plan.ts';
import { customsMinistry, finalConsumer, foreignBuyer, makeCompany, type Party } from './party.ts';
import type { Prng } from './prng.ts';
import type { Sector } from './products.ts';

export const INVOICE_KINDS = [
  'satis',
  'satis-iskontolu',
  'satis-masrafli',
  'tevkifat',
  'iade',
  'istisna',
  'hizmet-ihracati',
  'ihracat',
  'ihrac-kayitli',
  'ozel-matrah',
  'dovizli',
  'oiv',
  'konaklama',
  'e-arsiv',
  'e-arsiv-nihai',
] as const;
export type InvoiceKind = (typeof INVOICE_KINDS)[number];

/** What a kind changes in the plan of a plain sale. */
export type KindChange = Partial<
  Omit<InvoicePlan, 'number' | 'ettn' | 'issueDate' | 'issueTime' | 'supplier' | 'lines'>
>;

const withholding = (code: string, name: string, percent: number): Withholding => ({ code, name, percent });

/** Codes and shares of KDV Genel Uygulama Tebliği I/C-2.1.3, as GİB's code list writes them. */
const WITHHOLDINGS: Partial<Record<Sector, Withholding>> = {
  insaat: withholding(
    '601',
    'Yapım işleri ile bu işlerle birlikte ifa edilen mühendislik-mimarlık hizmetleri',
    40,
  ),
  yazilim: withholding('602', 'Etüt, plan-proje, danışmanlık, denetim ve benzeri hizmetler', 90),
  teknikServis: withholding('603', 'Makine, teçhizat, demirbaş ve taşıtlara ait tadil, bakım ve onarım', 70),
  topluYemek: withholding('604', 'Yemek servis hizmeti', 50),
  fason: withholding('609', 'Fason olarak yaptırılan tekstil ve konfeksiyon işleri', 70),
  temizlik: withholding('612', 'Temizlik hizmeti', 90),
  lojistik: withholding('624', 'Yük taşımacılığı hizmeti', 20),
};
const OTHER_SERVICES = withholding('616', 'Diğer hizmetler', 50);

const RATES: Readonly<Record<string, readonly [low: number, high: number]>> = {
  USD: [418_000, 432_000],
  EUR: [486_000, 503_000],
};

function foreignMoney(prng: Prng): Pick<InvoicePlan, 'currency' | 'exchangeRate'> {
  const currency = prng.pick(['USD', 'EUR']);
  const [low, high] = RATES[currency] ?? [0, 0];
  const rate = String(prng.between(low, high));
  return { currency, exchangeRate: `${rate.slice(0, 2)}.${rate.slice(2)}` };
}

/** What each kind asks for; `sector` is the seller's. */
const CHANGES: Readonly<Record<InvoiceKind, (prng: Prng, sector: Sector) => KindChange>> = {
  satis: () => ({}),
  'satis-iskontolu': (prng) => ({ discountBasisPoints: prng.between(1, 8) * 125 }),
  'satis-masrafli': (prng) => ({
    charge: { reason: 'Nakliye bedeli', amountKurus: BigInt(prng.between(5_000, 95_000)) },
  }),
  tevkifat: (_, sector) => ({ type: 'TEVKIFAT', withholding: WITHHOLDINGS[sector] ?? OTHER_SERVICES }),
  iade: () => ({ type: 'IADE', profile: 'TEMELFATURA' }),
  istisna: () => ({
    type: 'ISTISNA',
    exemption: { code: '350', reason: 'Diğerleri' },
  }),
  'hizmet-ihracati': (prng) => ({
    ...foreignMoney(prng),
    profile: 'EARSIVFATURA',
    type: 'ISTISNA',
    customer: foreignBuyer(prng),
    exemption: { code: '302', reason: '11/1-a Hizmet İhracatı' },
  }),
  ihracat: (prng) => ({
    ...foreignMoney(prng),
    profile: 'IHRACAT',
    type: 'ISTISNA',
    customer: customsMinistry(),
    buyer: foreignBuyer(prng),
    exemption: { code: '301', reason: '11/1-a Mal İhracatı' },
  }),
  'ihrac-kayitli': () => ({
    type: 'IHRACKAYITLI',
    exemption: { code: '701', reason: '3065 s. KDV Kanununun 11/1-c md. Kapsamındaki İhraç Kayıtlı Satış' },
  }),
  'ozel-matrah': (prng) => ({
    type: 'OZELMATRAH',
    kdvBaseBasisPoints: prng.between(4, 14) * 100,
    exemption: {
      code: '805',
      reason: 'Altından Mamül veya Altın İçeren Ziynet Eşyaları İle Sikke Altınların Teslimi',
    },
  }),
  dovizli: (prng) => foreignMoney(prng),
  // 6802 s. Gider Vergileri Kanunu md. 39 (ÖİV, 10 %) and md. 34 (konaklama, 2 %): neither is in the base of KDV.
  oiv: () => ({ sideTaxes: [{ code: '4080', name: 'Özel İletişim Vergisi', rateBasisPoints: 1_000 }] }),
  konaklama: () => ({ sideTaxes: [{ code: '0059', name: 'Konaklama Vergisi', rateBasisPoints: 200 }] }),
  'e-arsiv': () => ({ profile: 'EARSIVFATURA' }),
  'e-arsiv-nihai': (prng) => ({ profile: 'EARSIVFATURA', customer: finalConsumer(prng) }),
};

export function changeFor(kind: InvoiceKind, prng: Prng, sector: Sector): KindChange {
  return CHANGES[kind](prng, sector);
}

/** Sector that sells this kind, where only one does. */
const SELLERS: Partial<Record<InvoiceKind, Sector>> = {
  oiv: 'telekom',
  konaklama: 'otel',
  'ozel-matrah': 'kuyum',
  ihracat: 'tekstil',
  'hizmet-ihracati': 'yazilim',
  'ihrac-kayitli': 'tekstil',
};

const USUAL_SELLERS: readonly Sector[] = ['toptan', 'gida', 'kirtasiye', 'insaat', 'tekstil', 'teknikServis'];
const SERVICE_SELLERS: readonly Sector[] = ['temizlik', 'lojistik', 'teknikServis', 'insaat'];

export function sellerSector(kind: InvoiceKind, prng: Prng): Sector {
  return SELLERS[kind] ?? prng.pick(kind === 'tevkifat' ? SERVICE_SELLERS : USUAL_SELLERS);
}

export function usualBuyer(prng: Prng): Party {
  return makeCompany(prng, prng.pick(USUAL_SELLERS));
}

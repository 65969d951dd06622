/** What each sector sells: names, units, KDV class and usual prices. */

/** Position among the KDV rates of a day: 1 %, 10 (8) %, 20 (18) %. */
export type RateClass = 'low' | 'reduced' | 'general';

export interface Product {
  readonly name: string;
  /** UN/ECE Rec 20 code of GİB's list. */
  readonly unit: string;
  readonly rate: RateClass;
  /** Usual price of one unit in kuruş. */
  readonly priceKurus: bigint;
  readonly maxQuantity: number;
}

export interface Catalogue {
  /** How a company of the sector calls itself. */
  readonly trade: string;
  readonly products: readonly Product[];
}

const product = (
  name: string,
  unit: string,
  rate: RateClass,
  priceKurus: bigint,
  maxQuantity: number,
): Product => ({
  name,
  unit,
  rate,
  priceKurus,
  maxQuantity,
});

const CATALOGUES = {
  toptan: {
    trade: 'Ev Gereçleri',
    products: [
      product('Çelik tencere seti 8 parça', 'SET', 'general', 184_900n, 12),
      product('Cam bardak 6’lı', 'SET', 'general', 24_990n, 60),
      product('Pamuklu nevresim takımı', 'SET', 'reduced', 89_900n, 20),
      product('Porselen yemek takımı 24 parça', 'SET', 'general', 329_900n, 8),
      product('Mutfak robotu 1000 W', 'C62', 'general', 279_900n, 6),
      product('Bebek bezi jumbo paket', 'C62', 'reduced', 42_950n, 40),
    ],
  },
  gida: {
    trade: 'Gıda Dağıtım',
    products: [
      product('Baldo pirinç 25 kg', 'C62', 'low', 142_500n, 12),
      product('Ayçiçek yağı 18 L teneke', 'C62', 'low', 129_900n, 15),
      product('Dana kıyma', 'KGM', 'low', 52_900n, 40),
      product('Tam yağlı beyaz peynir 17 kg', 'C62', 'low', 289_000n, 8),
      product('Domates', 'KGM', 'low', 4_250n, 120),
      product('Gazlı içecek 24’lü koli', 'C62', 'reduced', 48_600n, 20),
      product('Bulaşık deterjanı 20 kg', 'C62', 'general', 96_500n, 6),
    ],
  },
  restoran: {
    trade: 'Lokantacılık',
    products: [
      product('Öğle yemeği menüsü', 'C62', 'reduced', 28_500n, 40),
      product('Izgara köfte porsiyon', 'C62', 'reduced', 39_000n, 12),
      product('Toplu yemek hizmeti kişi başı', 'C62', 'reduced', 32_000n, 60),
      product('Tatlı ve kahve ikramı', 'C62', 'reduced', 17_500n, 30),
    ],
  },
  yazilim: {
    trade: 'Yazılım ve Danışmanlık',
    products: [
      product('Yazılım geliştirme hizmeti', 'HUR', 'general', 165_000n, 80),
      product('Bulut sunucu aylık kullanım', 'MON', 'general', 1_249_900n, 3),
      product('Bakım ve destek sözleşmesi', 'MON', 'general', 2_450_000n, 1),
      product('Kullanıcı lisansı yıllık', 'C62', 'general', 389_900n, 25),
    ],
  },
  insaat: {
    trade: 'İnşaat Taahhüt',
    products: [
      product('Betonarme kalıp işçiliği', 'MTK', 'general', 68_500n, 220),
      product('Alçı sıva uygulaması', 'MTK', 'general', 24_750n, 400),
      product('Hazır beton C30', 'MTQ', 'general', 289_500n, 60),
      product('Nervürlü demir Ø12', 'KGM', 'general', 2_890n, 4_000),
      product('Seramik döşeme malzeme dahil', 'MTK', 'general', 74_900n, 150),
    ],
  },
  otel: {
    trade: 'Turizm Otelcilik',
    products: [
      product('Çift kişilik oda konaklama', 'DAY', 'reduced', 385_000n, 6),
      product('Tek kişilik oda konaklama', 'DAY', 'reduced', 265_000n, 5),
      product('Aile odası konaklama', 'DAY', 'reduced', 549_000n, 4),
    ],
  },
  tekstil: {
    trade: 'Tekstil Konfeksiyon',
    products: [
      product('Pamuklu örme kumaş', 'KGM', 'reduced', 28_400n, 600),
      product('Kadın gömlek dokuma', 'C62', 'reduced', 41_500n, 400),
      product('Havlu 50x90 jakarlı', 'C62', 'reduced', 9_850n, 1_200),
      product('Nakış ipliği bobin', 'C62', 'general', 6_490n, 300),
      product('Bornoz seti', 'SET', 'reduced', 78_900n, 150),
    ],
  },
  fason: {
    trade: 'Fason Dikim',
    products: [
      product('Fason dikim işçiliği', 'C62', 'reduced', 3_850n, 1_500),
      product('Fason nakış işçiliği', 'C62', 'reduced', 1_275n, 2_000),
      product('Ütü paket işçiliği', 'C62', 'reduced', 640n, 3_000),
    ],
  },
  topluYemek: {
    trade: 'Toplu Yemek',
    products: [
      product('Öğle yemeği servis hizmeti kişi başı', 'C62', 'reduced', 24_500n, 220),
      product('Kumanya hizmeti kişi başı', 'C62', 'reduced', 16_900n, 160),
    ],
  },
  lojistik: {
    trade: 'Lojistik Taşımacılık',
    products: [
      product('Yurt içi tır taşıma bedeli', 'C62', 'general', 3_450_000n, 3),
      product('Parsiyel taşıma', 'KGM', 'general', 690n, 4_000),
      product('Depolama hizmeti palet', 'DAY', 'general', 4_500n, 300),
      product('Yükleme boşaltma hizmeti', 'HUR', 'general', 85_000n, 12),
    ],
  },
  tasarim: {
    trade: 'Grafik Tasarım',
    products: [
      product('Kurumsal kimlik tasarımı', 'C62', 'general', 4_500_000n, 1),
      product('Katalog mizanpajı sayfa', 'C62', 'general', 85_000n, 48),
      product('Ürün fotoğrafı çekimi', 'C62', 'general', 32_000n, 60),
    ],
  },
  telekom: {
    trade: 'İletişim Hizmetleri',
    products: [
      product('Fiber internet aylık tarife', 'MON', 'general', 89_900n, 1),
      product('Mobil hat kurumsal tarife', 'C62', 'general', 34_900n, 14),
      product('Sabit telefon görüşme bedeli', 'C62', 'general', 21_450n, 2),
    ],
  },
  kirtasiye: {
    trade: 'Kırtasiye Büro',
    products: [
      product('A4 fotokopi kâğıdı 5’li koli', 'C62', 'general', 98_500n, 10),
      product('Toner kartuşu siyah', 'C62', 'general', 164_900n, 4),
      product('Klasör geniş', 'C62', 'general', 8_490n, 40),
      product('Mevzuat el kitabı', 'C62', 'reduced', 45_000n, 3),
    ],
  },
  temizlik: {
    trade: 'Temizlik Hizmetleri',
    products: [
      product('Büro temizlik hizmeti aylık', 'MON', 'general', 3_850_000n, 1),
      product('Dış cephe cam temizliği', 'MTK', 'general', 4_200n, 350),
    ],
  },
  teknikServis: {
    trade: 'Makine Bakım Onarım',
    products: [
      product('Klima periyodik bakım', 'C62', 'general', 285_000n, 12),
      product('Forklift onarım işçiliği', 'HUR', 'general', 145_000n, 20),
      product('Yedek parça değişimi', 'C62', 'general', 465_000n, 4),
    ],
  },
  kuyum: {
    trade: 'Kuyumculuk',
    products: [
      product('22 ayar bilezik', 'GRM', 'general', 612_500n, 30),
      product('14 ayar kolye', 'C62', 'general', 2_450_000n, 2),
    ],
  },
} as const satisfies Record<string, Catalogue>;

export type Sector = keyof typeof CATALOGUES;

export function catalogueOf(sector: Sector): Catalogue {
  return CATALOGUES[sector];
}

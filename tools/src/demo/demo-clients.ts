/** The client companies of the demo office, and what each sells, buys and gets wrong in a month. */
import type { Fault } from '@muhasebi/testkit/ubl-generator/faults.ts';
import type { InvoiceKind } from '@muhasebi/testkit/ubl-generator/kinds.ts';
import type { Sector } from '@muhasebi/testkit/ubl-generator/products.ts';

/** Invoices of one kind that come every month, or in the months named. */
export interface Flow {
  /** Who issues it: the client, or one of its suppliers. */
  readonly side: 'satis' | 'alis';
  readonly kind: InvoiceKind;
  /** What is sold. */
  readonly sector: Sector;
  readonly perMonth: number;
  /** How many months back; every month where absent. */
  readonly months?: readonly number[];
}

export interface PlannedFault {
  readonly fault: Fault;
  readonly monthsBack: number;
}

export interface DemoClient {
  readonly key: string;
  readonly title: string;
  /** A sole trader has a TCKN. */
  readonly person: { readonly first: string; readonly family: string } | null;
  readonly sector: Sector;
  readonly naceCode: string;
  readonly purchaseDefault: 'merchandise' | 'expense';
  /** First three letters of its invoice numbers. */
  readonly prefix: string;
  readonly flows: readonly Flow[];
  readonly faults: readonly PlannedFault[];
  /** The purchases of this month come in a ZIP. */
  readonly sendsArchive: boolean;
}

const flow = (
  side: Flow['side'],
  kind: InvoiceKind,
  sector: Sector,
  perMonth: number,
  months?: readonly number[],
): Flow => ({ side, kind, sector, perMonth, ...(months === undefined ? {} : { months }) });

const fault = (name: Fault, monthsBack: number): PlannedFault => ({ fault: name, monthsBack });

/** What every company buys: a telephone line, and paper now and then. */
const OVERHEADS: readonly Flow[] = [
  flow('alis', 'oiv', 'telekom', 1),
  flow('alis', 'satis', 'kirtasiye', 1, [0, 2, 4]),
];

const company = (
  key: string,
  prefix: string,
  title: string,
  sector: Sector,
  naceCode: string,
  purchaseDefault: DemoClient['purchaseDefault'],
  flows: readonly Flow[],
  faults: readonly PlannedFault[],
): DemoClient => ({
  key,
  prefix,
  title,
  person: null,
  sector,
  naceCode,
  purchaseDefault,
  flows: [...flows, ...OVERHEADS],
  faults,
  sendsArchive: false,
});

/** Key of the client whose books are kept by hand over two years (keep-trader-years.ts) and closed up to two months ago. */
export const TRADER = 'makine';
/** So no document of it is older than last month. */
const LATE = [0, 1] as const;

export const DEMO_CLIENTS: readonly DemoClient[] = [
  company(
    'ticaret',
    'SDF',
    'Sedefçi Ev Gereçleri Ticaret Ltd. Şti.',
    'toptan',
    '464903',
    'merchandise',
    [
      flow('satis', 'satis', 'toptan', 2),
      flow('satis', 'satis-iskontolu', 'toptan', 1),
      flow('satis', 'e-arsiv-nihai', 'toptan', 1),
      flow('alis', 'satis', 'toptan', 2),
      flow('satis', 'iade', 'toptan', 1, [1, 3]),
      flow('alis', 'iade', 'toptan', 1, [0, 2, 4]),
      flow('alis', 'tevkifat', 'lojistik', 1, [1, 3, 5]),
    ],
    [fault('wrong-total', 0), fault('duplicate-ettn', 1), fault('truncated', 0)],
  ),
  company(
    'lokanta',
    'KRG',
    'Kargı Lokantacılık ve Gıda Tic. A.Ş.',
    'restoran',
    '561103',
    'merchandise',
    [
      flow('satis', 'satis', 'restoran', 1),
      flow('satis', 'e-arsiv-nihai', 'restoran', 2),
      flow('satis', 'tevkifat', 'topluYemek', 1, [0, 1, 2, 3]),
      flow('alis', 'satis', 'gida', 3),
      flow('alis', 'tevkifat', 'temizlik', 1, [1, 2, 4]),
    ],
    [fault('wrong-vkn', 1), fault('not-xml', 0), fault('unknown-tax-code', 0)],
  ),
  company(
    'yazilim',
    'BLT',
    'Bulutova Yazılım ve Danışmanlık A.Ş.',
    'yazilim',
    '620101',
    'expense',
    [
      flow('satis', 'satis', 'yazilim', 2),
      flow('satis', 'tevkifat', 'yazilim', 1),
      flow('satis', 'hizmet-ihracati', 'yazilim', 1),
      flow('satis', 'dovizli', 'yazilim', 1, [0, 2, 3]),
      flow('alis', 'dovizli', 'yazilim', 1, [1, 2, 4]),
      flow('alis', 'tevkifat', 'temizlik', 1, [0, 1, 3]),
    ],
    [fault('currency-without-rate', 0), fault('other-company', 0)],
  ),
  company(
    'insaat',
    'KYA',
    'Kayaönü İnşaat Taahhüt San. ve Tic. Ltd. Şti.',
    'insaat',
    '412002',
    'expense',
    [
      flow('satis', 'tevkifat', 'insaat', 2),
      flow('satis', 'satis', 'insaat', 1),
      flow('alis', 'satis', 'insaat', 2),
      flow('alis', 'satis-masrafli', 'insaat', 1, [0, 1, 3, 4]),
      flow('alis', 'tevkifat', 'teknikServis', 1, [0, 2, 5]),
    ],
    [fault('wrong-tax', 1), fault('wrong-total', 0)],
  ),
  company(
    'otel',
    'LMN',
    'Limonluk Turizm Otelcilik A.Ş.',
    'otel',
    '551001',
    'expense',
    [
      flow('satis', 'konaklama', 'otel', 3),
      flow('satis', 'dovizli', 'otel', 1, [0, 1, 2]),
      flow('alis', 'satis', 'gida', 2),
      flow('alis', 'tevkifat', 'temizlik', 1),
      flow('alis', 'istisna', 'toptan', 1, [3]),
      flow('alis', 'ozel-matrah', 'kuyum', 1, [0, 4]),
    ],
    [fault('future-date', 0), fault('not-utf8', 1)],
  ),
  {
    ...company(
      'tekstil',
      'DKM',
      'Dokumacı Tekstil Konfeksiyon İhracat San. ve Tic. A.Ş.',
      'tekstil',
      '139203',
      'merchandise',
      [
        flow('satis', 'ihracat', 'tekstil', 2),
        flow('satis', 'satis', 'tekstil', 1),
        flow('alis', 'satis', 'tekstil', 2),
        flow('alis', 'ihrac-kayitli', 'tekstil', 1),
        flow('alis', 'tevkifat', 'fason', 1, [0, 1, 2, 4]),
        flow('alis', 'tevkifat', 'lojistik', 1, [0, 2, 3]),
      ],
      [fault('truncated', 0), fault('currency-without-rate', 1), fault('other-company', 1)],
    ),
    sendsArchive: true,
  },
  company(
    'lojistik',
    'YLG',
    'Yolağzı Lojistik Taşımacılık Tic. Ltd. Şti.',
    'lojistik',
    '494101',
    'expense',
    [
      flow('satis', 'tevkifat', 'lojistik', 3),
      flow('satis', 'dovizli', 'lojistik', 1, [0, 1, 3]),
      flow('alis', 'tevkifat', 'teknikServis', 1),
      flow('alis', 'satis', 'teknikServis', 1, [0, 1, 2, 3]),
    ],
    [fault('truncated', 1), fault('duplicate-ettn', 0)],
  ),
  {
    ...company(
      'tasarim',
      'ZAY',
      'Zeynep Aydınlık Grafik Tasarım',
      'tasarim',
      '741001',
      'expense',
      [
        flow('satis', 'e-arsiv', 'tasarim', 2),
        flow('satis', 'hizmet-ihracati', 'tasarim', 1, [1, 2, 4]),
        flow('alis', 'satis', 'kirtasiye', 1),
      ],
      [fault('not-xml', 0), fault('wrong-vkn', 0)],
    ),
    person: { first: 'Zeynep', family: 'Aydınlık' },
  },
  {
    ...company(TRADER, 'AKD', 'Akdoruk Makine Dış Ticaret A.Ş.', 'toptan', '466401', 'merchandise', [], []),
    flows: [flow('satis', 'satis', 'toptan', 1, LATE), flow('alis', 'oiv', 'telekom', 1, LATE)],
  },
];

/** The layout of the detailed balance sheet (ayrıntılı bilanço) of 1 Sıra No.lu MSUGT: sides, classes, groups, accounts. */
import { startingChart } from '../hesap-plani/starting-chart.ts';
import type { StatementWords } from '../mali-tablo/statement-row.ts';

export interface LayoutAccount {
  readonly name: StatementWords;
  /** Mostly one; the accounts of a work over several years (170–177, 350–357) share one row. */
  readonly codes: readonly string[];
}

export interface LayoutGroup {
  readonly mark: string;
  readonly code: string;
  readonly name: StatementWords;
  readonly accounts: readonly LayoutAccount[];
}

export interface LayoutClass {
  readonly mark: string;
  readonly code: string;
  readonly name: StatementWords;
  readonly groups: readonly LayoutGroup[];
}

export interface LayoutSide {
  readonly id: 'aktif' | 'pasif';
  readonly name: StatementWords;
  readonly classes: readonly LayoutClass[];
}

/** Code of the group, Turkish and English name; in the order of the layout, which letters them. */
type GroupLine = readonly [code: string, tr: string, en: string];

const DONEN: readonly GroupLine[] = [
  ['10', 'Hazır Değerler', 'Cash and cash equivalents'],
  ['11', 'Menkul Kıymetler', 'Marketable securities'],
  ['12', 'Ticari Alacaklar', 'Trade receivables'],
  ['13', 'Diğer Alacaklar', 'Other receivables'],
  ['15', 'Stoklar', 'Inventories'],
  ['17', 'Yıllara Yaygın İnşaat ve Onarım Maliyetleri', 'Costs of long-term contracts'],
  ['18', 'Gelecek Aylara Ait Giderler ve Gelir Tahakkukları', 'Prepaid expenses and accrued income'],
  ['19', 'Diğer Dönen Varlıklar', 'Other current assets'],
];
const DURAN: readonly GroupLine[] = [
  ['22', 'Ticari Alacaklar', 'Trade receivables'],
  ['23', 'Diğer Alacaklar', 'Other receivables'],
  ['24', 'Mali Duran Varlıklar', 'Financial fixed assets'],
  ['25', 'Maddi Duran Varlıklar', 'Tangible fixed assets'],
  ['26', 'Maddi Olmayan Duran Varlıklar', 'Intangible fixed assets'],
  ['27', 'Özel Tükenmeye Tabi Varlıklar', 'Assets subject to depletion'],
  ['28', 'Gelecek Yıllara Ait Giderler ve Gelir Tahakkukları', 'Prepaid expenses and accrued income'],
  ['29', 'Diğer Duran Varlıklar', 'Other non-current assets'],
];
const KISA_VADELI: readonly GroupLine[] = [
  ['30', 'Mali Borçlar', 'Financial liabilities'],
  ['32', 'Ticari Borçlar', 'Trade payables'],
  ['33', 'Diğer Borçlar', 'Other payables'],
  ['34', 'Alınan Avanslar', 'Advances received'],
  ['35', 'Yıllara Yaygın İnşaat ve Onarım Hakedişleri', 'Progress billings of long-term contracts'],
  ['36', 'Ödenecek Vergi ve Diğer Yükümlülükler', 'Taxes and other obligations payable'],
  ['37', 'Borç ve Gider Karşılıkları', 'Provisions'],
  ['38', 'Gelecek Aylara Ait Gelirler ve Gider Tahakkukları', 'Deferred income and accrued expenses'],
  ['39', 'Diğer Kısa Vadeli Yabancı Kaynaklar', 'Other short-term liabilities'],
];
const UZUN_VADELI: readonly GroupLine[] = [
  ['40', 'Mali Borçlar', 'Financial liabilities'],
  ['42', 'Ticari Borçlar', 'Trade payables'],
  ['43', 'Diğer Borçlar', 'Other payables'],
  ['44', 'Alınan Avanslar', 'Advances received'],
  ['47', 'Borç ve Gider Karşılıkları', 'Provisions'],
  ['48', 'Gelecek Yıllara Ait Gelirler ve Gider Tahakkukları', 'Deferred income and accrued expenses'],
  ['49', 'Diğer Uzun Vadeli Yabancı Kaynaklar', 'Other long-term liabilities'],
];
const OZKAYNAK: readonly GroupLine[] = [
  ['50', 'Ödenmiş Sermaye', 'Paid-in capital'],
  ['52', 'Sermaye Yedekleri', 'Capital reserves'],
  ['54', 'Kâr Yedekleri', 'Profit reserves'],
  ['57', 'Geçmiş Yıllar Kârları', 'Profits of earlier years'],
  ['58', 'Geçmiş Yıllar Zararları (-)', 'Losses of earlier years (-)'],
  ['59', 'Dönem Net Kârı (Zararı)', 'Net profit (loss) of the period'],
];

/** The rows of a group: its accounts of the law's chart; neighbours of one name are one row. */
export function accountsOfGroup(group: string): LayoutAccount[] {
  const rows: { name: StatementWords; codes: string[] }[] = [];
  for (const { code, name } of startingChart()) {
    if (code.length !== 3 || !code.startsWith(group)) continue;
    const last = rows.at(-1);
    if (last?.name.tr === name) last.codes.push(code);
    else rows.push({ name: { tr: name, en: name }, codes: [code] });
  }
  return rows;
}

const LETTERS = 'ABCDEFGHIJ';

function classOf(
  mark: string,
  code: string,
  name: StatementWords,
  groups: readonly GroupLine[],
): LayoutClass {
  return {
    mark,
    code,
    name,
    groups: groups.map(([group, tr, en], index) => ({
      mark: LETTERS[index] ?? '',
      code: group,
      name: { tr, en },
      accounts: accountsOfGroup(group),
    })),
  };
}

/** In force since 1994; MSUGT counts the classes of both sides through, as the corporate tax return does. */
export const BILANCO_LAYOUT: {
  readonly validFrom: string;
  readonly source: string;
  readonly sides: readonly [LayoutSide, LayoutSide];
} = {
  validFrom: '1994-01-01',
  source:
    '1 Sıra No.lu Muhasebe Sistemi Uygulama Genel Tebliği (RG 26.12.1992/21447 mük.), Ayrıntılı Bilanço',
  sides: [
    {
      id: 'aktif',
      name: { tr: 'Aktif (Varlıklar)', en: 'Assets' },
      classes: [
        classOf('I', '1', { tr: 'Dönen Varlıklar', en: 'Current assets' }, DONEN),
        classOf('II', '2', { tr: 'Duran Varlıklar', en: 'Non-current assets' }, DURAN),
      ],
    },
    {
      id: 'pasif',
      name: { tr: 'Pasif (Kaynaklar)', en: 'Liabilities and equity' },
      classes: [
        classOf(
          'III',
          '3',
          { tr: 'Kısa Vadeli Yabancı Kaynaklar', en: 'Short-term liabilities' },
          KISA_VADELI,
        ),
        classOf('IV', '4', { tr: 'Uzun Vadeli Yabancı Kaynaklar', en: 'Long-term liabilities' }, UZUN_VADELI),
        classOf('V', '5', { tr: 'Özkaynaklar', en: 'Equity' }, OZKAYNAK),
      ],
    },
  ],
};

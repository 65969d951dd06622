/** The layout of the detailed income statement (ayrıntılı gelir tablosu) of 1 Sıra No.lu MSUGT, and what stands in it beside class 6. */
import type { StatementWords } from '../mali-tablo/statement-row.ts';

/** Costs of class 7 that were not carried on: shown in the section that they are carried on to. */
export interface CostRow {
  readonly id: string;
  readonly name: StatementWords;
  readonly codes: readonly string[];
}

/** A group of accounts, lettered. */
export interface Section {
  readonly kind: 'section';
  readonly mark: string;
  readonly name: StatementWords;
  /** "60", or an account where the section is one alone ("691"). */
  readonly code: string;
  readonly costs: readonly CostRow[];
}

/** Everything above it, added up. */
export interface ResultLine {
  readonly kind: 'result';
  readonly id: string;
  readonly mark: string;
  readonly name: StatementWords;
}

const section = (
  mark: string,
  code: string,
  tr: string,
  en: string,
  costs: readonly CostRow[] = [],
): Section => ({ kind: 'section', mark, code, name: { tr, en }, costs });

const result = (id: string, tr: string, en: string, mark = ''): ResultLine => ({
  kind: 'result',
  id,
  mark,
  name: { tr, en },
});

const cost = (group: string, tr: string, en: string): CostRow => ({
  id: `yansitilmamis-${group}`,
  name: { tr: `Yansıtılmamış ${tr} (${group}) (-)`, en: `${en} not carried on (${group}) (-)` },
  codes: [group],
});

/** 697 and 698 wait there for the correction of inflation to end; 690 and 692 are emptied by the entries that are left out. */
const INFLATION: CostRow = {
  id: 'enflasyon',
  name: { tr: 'Kapatılmamış diğer 69 hesapları', en: 'Other accounts of 69 not closed' },
  codes: ['690', '692', '693', '694', '695', '696', '697', '698', '699'],
};

export const GELIR_TABLOSU_LAYOUT: {
  readonly validFrom: string;
  readonly source: string;
  readonly lines: readonly (Section | ResultLine)[];
} = {
  validFrom: '1994-01-01',
  source:
    '1 Sıra No.lu Muhasebe Sistemi Uygulama Genel Tebliği (RG 26.12.1992/21447 mük.), Ayrıntılı Gelir Tablosu',
  lines: [
    section('A', '60', 'Brüt Satışlar', 'Gross sales'),
    section('B', '61', 'Satış İndirimleri (-)', 'Sales deductions (-)'),
    result('net-satislar', 'Net Satışlar', 'Net sales', 'C'),
    section('D', '62', 'Satışların Maliyeti (-)', 'Cost of sales (-)', [
      cost('74', 'hizmet üretim maliyeti', 'Cost of services'),
    ]),
    result('brut-satis-kari', 'Brüt Satış Kârı veya Zararı', 'Gross profit or loss'),
    section('E', '63', 'Faaliyet Giderleri (-)', 'Operating expenses (-)', [
      cost('75', 'araştırma ve geliştirme giderleri', 'Research and development'),
      cost('76', 'pazarlama, satış ve dağıtım giderleri', 'Marketing, selling and distribution'),
      cost('77', 'genel yönetim giderleri', 'General administration'),
      cost('79', 'gider çeşitleri', 'Kinds of expense'),
    ]),
    result('faaliyet-kari', 'Faaliyet Kârı veya Zararı', 'Operating profit or loss'),
    section(
      'F',
      '64',
      'Diğer Faaliyetlerden Olağan Gelir ve Kârlar',
      'Ordinary income and profits of other operations',
    ),
    section(
      'G',
      '65',
      'Diğer Faaliyetlerden Olağan Gider ve Zararlar (-)',
      'Ordinary expenses and losses of other operations (-)',
    ),
    section('H', '66', 'Finansman Giderleri (-)', 'Financing expenses (-)', [
      cost('78', 'finansman giderleri', 'Financing expenses'),
    ]),
    result('olagan-kar', 'Olağan Kâr veya Zarar', 'Ordinary profit or loss'),
    section('I', '67', 'Olağan Dışı Gelir ve Kârlar', 'Extraordinary income and profits'),
    section('J', '68', 'Olağan Dışı Gider ve Zararlar (-)', 'Extraordinary expenses and losses (-)', [
      INFLATION,
    ]),
    result('donem-kari', 'Dönem Kârı veya Zararı', 'Profit or loss of the period'),
    section(
      'K',
      '691',
      'Dönem Kârı Vergi ve Diğer Yasal Yükümlülük Karşılıkları (-)',
      'Provisions for taxes and other legal obligations (-)',
    ),
    result('donem-net-kari', 'Dönem Net Kârı veya Zararı', 'Net profit or loss of the period'),
  ],
};

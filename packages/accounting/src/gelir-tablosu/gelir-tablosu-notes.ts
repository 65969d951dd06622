/** What the reader of an income statement is told where costs were not carried on. */
import type { StatementNote } from '../mali-tablo/statement-row.ts';

export const GELIR_TABLOSU_NOTES = {
  unreflectedCosts: {
    code: 'UNREFLECTED_COSTS',
    text: {
      tr: '74–78 giderleri 62, 63 ve 66 hesaplarına yansıtılmamış: yansıtılacakları bölümde ayrı satırda gösterilir.',
      en: 'Costs of 74–78 were not carried on to 62, 63 and 66: they stand on rows of their own in the sections that they belong to.',
    },
  },
  kindsOfExpense: {
    code: 'KINDS_OF_EXPENSE',
    text: {
      tr: '79 gider çeşitleri (7/B) dağıtılmamış: stoğa giden payı bilinmediğinden tamamı faaliyet gideri sayılır.',
      en: 'Kinds of expense (79, 7/B) were not spread: what part belongs to stocks is not known, so all of it counts as operating expense.',
    },
  },
  production: {
    code: 'PRODUCTION_IN_STOCK',
    text: {
      tr: '70–73 üretim maliyetleri yansıtılmamış: satılana kadar stoktur, gelir tablosunda değil bilançoda gösterilir.',
      en: 'Production costs (70–73) were not carried on: a stock until sold, they stand in the balance sheet and not here.',
    },
  },
} as const satisfies Record<string, StatementNote>;

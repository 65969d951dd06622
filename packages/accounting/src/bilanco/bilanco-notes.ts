/** What the reader of a balance sheet is told where books are not closed or costs not carried on. */
import type { StatementNote } from '../mali-tablo/statement-row.ts';

export const BILANCO_NOTES = {
  openResult: {
    code: 'OPEN_RESULT',
    text: {
      tr: '6xx ve 7xx hesapları henüz kapatılmadı: dönemin sonucu 59 grubunda ayrı satırda gösterilir, 590/591 hesabında değildir.',
      en: 'Classes 6 and 7 are not closed yet: the result of the period stands on a row of its own in group 59, not in account 590 or 591.',
    },
  },
  earlierResult: {
    code: 'EARLIER_RESULT',
    text: {
      tr: 'Önceki hesap dönemlerinin 6xx ve 7xx bakiyeleri kapatılmamış: 57/58 grubunda ayrı satırda gösterilir. O yılların dönem sonu kayıtlarını yapın.',
      en: 'Balances of classes 6 and 7 of earlier fiscal years were not closed: they stand on a row of their own in group 57 or 58. Post the year-end entries of those years.',
    },
  },
  production: {
    code: 'PRODUCTION_IN_STOCK',
    text: {
      tr: '70–73 üretim maliyetleri yansıtılmamış: stokta (15 grubu) ayrı satırda gösterilir.',
      en: 'Production costs (70–73) were not carried on: they stand on a row of their own in the stocks (group 15).',
    },
  },
  unreflectedCosts: {
    code: 'UNREFLECTED_COSTS',
    text: {
      tr: '74–78 giderleri 62, 63 ve 66 hesaplarına yansıtılmamış: dönemin sonucundan düşülerek gösterilir.',
      en: 'Costs of 74–78 were not carried on to 62, 63 and 66: they are deducted from the result of the period.',
    },
  },
  kindsOfExpense: {
    code: 'KINDS_OF_EXPENSE',
    text: {
      tr: '79 gider çeşitleri (7/B) dağıtılmamış: stoğa giden payı bilinmediğinden tamamı gider sayılır.',
      en: 'Kinds of expense (79, 7/B) were not spread: what part belongs to stocks is not known, so all of it counts as expense.',
    },
  },
} as const satisfies Record<string, StatementNote>;

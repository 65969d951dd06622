/** Until when a delivery is invoiced. */
import { addDays } from '../takvim/resmi-tatiller.ts';

interface InvoiceDays {
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly days: number;
  readonly law: string;
  readonly source: string;
}

const INVOICE_DAYS: readonly InvoiceDays[] = [
  {
    validFrom: '2003-04-24',
    validTo: null,
    days: 7,
    law: 'VUK md. 231/5',
    source: '213 s. VUK md. 231/5, 4842 s. K. ile (RG 24.04.2003/25088): teslimden itibaren azami yedi gün',
  },
  {
    validFrom: '1985-01-01',
    validTo: '2003-04-23',
    days: 10,
    law: 'VUK md. 231/5',
    source: '213 s. VUK md. 231/5, önceki metin',
  },
];

/** The last day on which goods delivered on this ISO day are invoiced; null before any rule. */
export function invoiceDueOf(deliveryDay: string): { readonly lastDay: string; readonly law: string } | null {
  const rule = INVOICE_DAYS.find(
    ({ validFrom, validTo }) => validFrom <= deliveryDay && (validTo === null || deliveryDay <= validTo),
  );
  return rule === undefined ? null : { lastDay: addDays(deliveryDay, rule.days), law: rule.law };
}

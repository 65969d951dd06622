/** Whether a document says that it follows the lists which are judged by here. */
import type { Invoice } from './invoice.ts';
import { hasTemplate } from './invoice-kind.ts';

/** TR1.2 (UBL 2.1) since 2014; documents before it had lists and spellings of their own, and are not judged by today's. */
export function isUnderCurrentLists({ customization }: Pick<Invoice, 'customization'>): boolean {
  return (customization ?? '').trim().startsWith('TR1.2');
}

/** The same of scenario, type and what belongs to types: receipts of the e-Arşiv family have rules of their own. */
export function isUnderInvoiceLists(invoice: Pick<Invoice, 'customization' | 'profile' | 'type'>): boolean {
  const isReceipt = invoice.profile?.trim() === 'EARSIVBELGE' || hasTemplate(invoice.type);
  return isUnderCurrentLists(invoice) && !isReceipt;
}

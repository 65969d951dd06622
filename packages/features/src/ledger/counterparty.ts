/** Who stands on the other side of an invoice, as the key under which the office's choices are remembered. */
import type { Invoice } from '@muhasebi/accounting/fatura/invoice.ts';
import { otherPartyOf } from '@muhasebi/accounting/fatura/invoice-kind.ts';

/** Tax number of the counterparty as written on the invoice, or null where it states none. */
export function counterpartyTaxId(invoice: Invoice, direction: 'alis' | 'satis'): string | null {
  return otherPartyOf(invoice, direction).taxId?.value.trim() || null;
}

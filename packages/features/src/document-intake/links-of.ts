/** What a document that was read says of others. */
import {
  linksOfDespatch,
  linksOfInvoice,
  linksOfReceipt,
  linksOfResponse,
  type StatedLink,
} from '@muhasebi/accounting/belge-baglari/stated-links.ts';
import type { UblDocument } from '@muhasebi/connectors/ubl-tr/ubl-document.ts';

export function linksOf(document: UblDocument): readonly StatedLink[] {
  switch (document.root) {
    case 'Invoice':
    case 'CreditNote':
      return linksOfInvoice(document.invoice);
    case 'DespatchAdvice':
      return linksOfDespatch(document.despatch);
    case 'ReceiptAdvice':
      return linksOfReceipt(document.receipt);
    case 'ApplicationResponse':
      return linksOfResponse(document.response);
    case 'ProcessUserAccount':
    case 'CancelUserAccount':
      return [];
  }
}

/** Everyone whom a document names as a party to it. */
import type { InvoiceParty } from '@muhasebi/accounting/fatura/invoice.ts';
import type { UblDocument } from './ubl-document.ts';

/** Seller and buyer first; of a despatch note also who ordered, who owns and who carries the goods. */
export function partiesIn(document: UblDocument): readonly InvoiceParty[] {
  const { supplier, customer } = document.header;
  const others =
    document.root === 'DespatchAdvice'
      ? [
          document.despatch.buyer,
          document.despatch.seller,
          document.despatch.originator,
          document.despatch.carrier,
        ]
      : [document.invoice?.buyer ?? null];
  return [supplier, customer, ...others.filter((party) => party !== null)];
}

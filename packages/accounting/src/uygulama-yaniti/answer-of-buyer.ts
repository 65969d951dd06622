/** The answer to a received invoice, made ready to be written: its parties and the invoice as the document states them. */
import type { AnswerToWrite } from '../duzenleme/answer.ts';
import type { DraftParty } from '../duzenleme/invoice-draft.ts';
import type { Invoice, InvoiceParty } from '../fatura/invoice.ts';

function partyOf(party: InvoiceParty): DraftParty {
  return {
    taxId: party.taxId?.value.trim() ?? '',
    name: party.name?.trim() ?? '',
    taxOffice: party.taxOffice,
    street: party.address,
    city: party.city,
    country: party.country ?? 'Türkiye',
    ...{ email: null, phone: null, website: null, building: null, district: null, postalZone: null },
  };
}

/** What the person decides, and what the moment gives; `number` as the office numbers its answers. */
export type Decided = Pick<AnswerToWrite, 'answer' | 'reason' | 'ettn' | 'issueDate' | 'issueTime'>;

/** Numbered after the invoice, of which there is one answer: "ABC2026000000001" → "YNT2026000000001". */
export function answerTo(invoice: Invoice, decided: Decided): AnswerToWrite {
  const number = invoice.number?.trim() ?? '';
  return {
    ...decided,
    number: `YNT${number.slice(3)}`,
    sender: partyOf(invoice.customer),
    receiver: partyOf(invoice.supplier),
    invoice: { number, ettn: invoice.ettn?.trim() ?? '', issueDate: invoice.issueDate ?? '' },
  };
}

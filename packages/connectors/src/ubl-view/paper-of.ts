/** Our own layout of any document of UBL-TR that is read. */
import type { UblAccountDocument, UblDocument } from '../ubl-tr/ubl-document.ts';
import { despatchPaper, receiptPaper } from './despatch-paper.ts';
import { invoicePaper } from './invoice-paper.ts';
import type { Paper } from './paper.ts';
import { factsOf, momentOf } from './paper-facts.ts';
import { partyOf } from './paper-party.ts';
import type { PaperLanguage } from './paper-text.ts';
import { wordsOf } from './paper-words.ts';
import { responsePaper } from './response-paper.ts';

export function paperOf(document: UblDocument, language: PaperLanguage): Paper {
  switch (document.root) {
    case 'Invoice':
    case 'CreditNote':
      return invoicePaper(document.invoice, language);
    case 'DespatchAdvice':
      return despatchPaper(document.despatch, language);
    case 'ReceiptAdvice':
      return receiptPaper(document.receipt, language);
    case 'ApplicationResponse':
      return responsePaper(document.response, language);
    case 'ProcessUserAccount':
    case 'CancelUserAccount':
      return accountPaper(document, language);
  }
}

/** Nothing but its header is read of a request to GİB. */
function accountPaper({ header }: UblAccountDocument, language: PaperLanguage): Paper {
  const say = wordsOf(language);
  return {
    language,
    title: say('accountRequest'),
    parties: [partyOf(say('sender'), header.supplier, say), partyOf(say('receiver'), header.customer, say)],
    facts: factsOf(
      [
        ['number', header.id],
        ['date', momentOf(header.issueDate, header.issueTime)],
        ['profile', header.profile],
        ['type', header.type],
        ['ettn', header.uuid],
      ],
      say,
    ),
    tables: [],
    totals: [],
    notes: [],
    qr: null,
    footer: say('footer'),
  };
}

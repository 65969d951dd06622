/** Our own layout of any document of UBL-TR that is read. */
import type { UblDocument } from '../ubl-tr/ubl-document.ts';
import { invoicePaper } from './invoice-paper.ts';
import type { Paper, PaperFact } from './paper.ts';
import { partyOf } from './paper-party.ts';
import { dateText, type PaperLanguage } from './paper-text.ts';
import { type PaperWord, wordsOf } from './paper-words.ts';

export function paperOf(document: UblDocument, language: PaperLanguage): Paper {
  if (document.invoice !== null) return invoicePaper(document.invoice, language);
  return headerPaper(document, language);
}

const TITLES = {
  Invoice: 'invoice',
  CreditNote: 'creditNote',
  DespatchAdvice: 'despatch',
  ReceiptAdvice: 'receipt',
  ApplicationResponse: 'response',
  ProcessUserAccount: 'account',
  CancelUserAccount: 'account',
} as const satisfies Record<UblDocument['root'], PaperWord>;

/** What every document tells of itself, where no more is read. */
function headerPaper({ root, header }: UblDocument, language: PaperLanguage): Paper {
  const say = wordsOf(language);
  const facts: [PaperWord, string | null][] = [
    ['number', header.id],
    ['date', header.issueDate === null ? null : dateText(header.issueDate)],
    ['time', header.issueTime?.slice(0, 5) ?? null],
    ['profile', header.profile],
    ['type', header.type],
    ['ettn', header.uuid],
  ];
  return {
    language,
    title: say(TITLES[root]),
    parties: [partyOf(say('sender'), header.supplier, say), partyOf(say('receiver'), header.customer, say)],
    facts: facts.flatMap(([word, value]): PaperFact[] => (value === null ? [] : [[say(word), value]])),
    tables: [],
    totals: [],
    notes: [],
    qr: null,
    footer: say('footer'),
  };
}

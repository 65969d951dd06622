/** The documents that a document points to, a sentence each. */
import type { DocumentReference } from '@muhasebi/accounting/fatura/invoice.ts';
import { dateText } from './paper-text.ts';
import type { PaperWord, Say } from './paper-words.ts';

const KINDS = {
  billing: 'billing',
  despatch: 'despatchNote',
  order: 'order',
  additional: 'additional',
  receipt: 'receiptNote',
  contract: 'contract',
  originator: 'originatorDocument',
} as const satisfies Record<DocumentReference['kind'], PaperWord>;

/** What stands among references and is none: the design that a document brings, its QR code, how an e-Arşiv invoice is sent. */
const NO_DOCUMENTS = new Set(['XSLT', 'KAREKOD', 'SENDINGTYPE', 'EARCHIVETYPE']);

export const referencesOf = (references: readonly DocumentReference[], say: Say): string[] =>
  references
    .filter(({ id, type }) => id !== null && !NO_DOCUMENTS.has(type?.toUpperCase() ?? ''))
    .map(({ kind, id, issueDate, type }) => {
      const date = issueDate === null ? null : dateText(issueDate);
      return `${say(KINDS[kind])}: ${[id, date, type].filter((part) => part !== null).join(', ')}`;
    });

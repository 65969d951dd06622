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

export const referencesOf = (references: readonly DocumentReference[], say: Say): string[] =>
  references
    // The design that a document brings is no document.
    .filter(({ id, type }) => id !== null && type?.toUpperCase() !== 'XSLT')
    .map(({ kind, id, issueDate, type }) => {
      const date = issueDate === null ? null : dateText(issueDate);
      return `${say(KINDS[kind])}: ${[id, date, type].filter((part) => part !== null).join(', ')}`;
    });

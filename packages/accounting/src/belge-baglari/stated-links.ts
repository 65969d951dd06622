/** What a document says of other documents: which it answers, returns, invoices or orders; read down to one shape. */
import type { DocumentReference, Invoice } from '../fatura/invoice.ts';
import { traitsOf } from '../fatura/invoice-kind.ts';
import type { Despatch } from '../irsaliye/despatch.ts';
import type { ReceiptAdvice } from '../irsaliye/receipt-advice.ts';
import type { ApplicationResponse } from '../uygulama-yaniti/application-response.ts';

/**
 * `answer` an application response and its invoice, `return` a return and its invoice, `reference` an invoice that names
 * another, `despatch` an invoice and the note its goods came with, `receipt` the receiver's answer and its note, `order`.
 */
export type LinkKind = 'answer' | 'return' | 'reference' | 'despatch' | 'receipt' | 'order';

/** One document that is named, by ETTN or by number; at least one of the two is there. */
export interface StatedLink {
  readonly kind: LinkKind;
  /** Lower case. */
  readonly ettn: string | null;
  readonly number: string | null;
  /** ISO day, null where it is none. */
  readonly date: string | null;
  /** Of `answer`: KABUL, RED, IADE … as written. */
  readonly answer: string | null;
  /** Of `answer`: why, in the sender's words. */
  readonly note: string | null;
}

/** A monthly invoice names its despatch notes; what is beyond this is no document any more. */
const MOST_LINKS = 1_000;
const LONGEST_NAME = 100;
const LONGEST_NOTE = 500;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ISO_DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

interface Named {
  readonly id: string | null;
  readonly issueDate: string | null;
}

function linkTo(kind: LinkKind, { id, issueDate }: Named): StatedLink[] {
  const name = (id ?? '').trim().slice(0, LONGEST_NAME).toWellFormed();
  if (name === '') return [];
  const isEttn = UUID.test(name);
  return [
    {
      kind,
      ettn: isEttn ? name.toLowerCase() : null,
      number: isEttn ? null : name,
      date: issueDate !== null && ISO_DAY.test(issueDate) ? issueDate : null,
      answer: null,
      note: null,
    },
  ];
}

function ofKind(
  references: readonly DocumentReference[],
  kind: DocumentReference['kind'],
  as: LinkKind,
): StatedLink[] {
  return references.filter((each) => each.kind === kind).flatMap((each) => linkTo(as, each));
}

/** Each named document once, as it was named first. */
function distinct(links: readonly StatedLink[]): StatedLink[] {
  const seen = new Map<string, StatedLink>();
  for (const link of links) {
    const key = `${link.kind} ${link.ettn ?? ''} ${link.number ?? ''}`;
    if (!seen.has(key)) seen.set(key, link);
  }
  return [...seen.values()].slice(0, MOST_LINKS);
}

export function linksOfInvoice(invoice: Invoice): StatedLink[] {
  const billing = traitsOf(invoice).isReturn ? 'return' : 'reference';
  return distinct([
    ...ofKind(invoice.references, 'billing', billing),
    ...ofKind(invoice.references, 'despatch', 'despatch'),
    ...ofKind(invoice.references, 'order', 'order'),
  ]);
}

export function linksOfDespatch({ references }: Despatch): StatedLink[] {
  return distinct(ofKind(references, 'order', 'order'));
}

/** GİB has the note's ETTN in one place and its number in another: both name one document. */
export function linksOfReceipt({ despatch, references }: ReceiptAdvice): StatedLink[] {
  const [byEttn] = linkTo('receipt', { id: despatch.ettn, issueDate: despatch.issueDate });
  const [byNumber] = linkTo('receipt', { id: despatch.number, issueDate: despatch.issueDate });
  const note =
    byEttn === undefined ? byNumber : { ...byEttn, number: byEttn.number ?? byNumber?.number ?? null };
  return distinct([...(note === undefined ? [] : [note]), ...ofKind(references, 'order', 'order')]);
}

export function linksOfResponse({ answers, responseCode, reasons }: ApplicationResponse): StatedLink[] {
  const answer = responseCode?.trim().slice(0, LONGEST_NAME).toWellFormed() || null;
  const note = reasons.join(' ').trim().slice(0, LONGEST_NOTE).toWellFormed() || null;
  return distinct(
    answers.flatMap(({ ettn, number, issueDate }) =>
      linkTo('answer', { id: ettn ?? number, issueDate }).map((link) => ({ ...link, answer, note })),
    ),
  );
}

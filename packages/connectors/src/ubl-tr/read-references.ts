/** Reads the documents that a document points to. */

import type { DocumentReference } from '@muhasebi/accounting/fatura/invoice.ts';
import { readAmount, textsOf } from './read-item.ts';
import { readParty } from './read-party.ts';
import { stated } from './stated.ts';
import { child, childrenOf, textAt, type UblNode } from './ubl-node.ts';

/** Where a reference of each kind stands; the order is that of the result. */
const KINDS: readonly (readonly [name: string, kind: DocumentReference['kind']])[] = [
  ['DespatchDocumentReference', 'despatch'],
  ['OrderReference', 'order'],
  ['AdditionalDocumentReference', 'additional'],
  ['ReceiptDocumentReference', 'receipt'],
  ['ContractDocumentReference', 'contract'],
  ['OriginatorDocumentReference', 'originator'],
];

/** All references of `node`: the invoices that it answers first. */
export function readReferences(node: UblNode): DocumentReference[] {
  return [
    ...childrenOf(node, 'BillingReference').flatMap(readBilling),
    ...KINDS.flatMap(([name, kind]) => childrenOf(node, name).map((entry) => readReference(kind, entry, []))),
  ];
}

function readBilling(billing: UblNode): DocumentReference[] {
  const lines = childrenOf(billing, 'BillingReferenceLine').map((line) => ({
    id: textAt(line, 'ID'),
    amount: readAmount(line, 'Amount'),
  }));
  return billing.children
    .filter((inner) => inner.name.endsWith('DocumentReference'))
    .map((entry) => readReference('billing', entry, lines));
}

function readReference(
  kind: DocumentReference['kind'],
  node: UblNode,
  lines: NonNullable<DocumentReference['lines']>,
): DocumentReference {
  const issuer = child(node, 'IssuerParty');
  return {
    kind,
    id: textAt(node, 'ID'),
    issueDate: textAt(node, 'IssueDate'),
    type: textAt(node, 'DocumentTypeCode') ?? textAt(node, 'DocumentType') ?? textAt(node, 'OrderTypeCode'),
    ...stated({
      scheme: child(node, 'ID')?.attribute ?? null,
      description: textsOf(node, 'DocumentDescription').join('\n') || null,
      issuer: issuer === null ? null : readParty(issuer),
      lines,
    }),
  };
}

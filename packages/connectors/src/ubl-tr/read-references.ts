/** Reads the documents that a document points to. */

import type { DocumentReference } from '@muhasebi/accounting/fatura/invoice.ts';
import { childrenOf, textAt, type UblNode } from './ubl-node.ts';

/** Where a reference of each kind stands; the order is that of the result. */
const KINDS: readonly (readonly [name: string, kind: DocumentReference['kind']])[] = [
  ['DespatchDocumentReference', 'despatch'],
  ['OrderReference', 'order'],
  ['AdditionalDocumentReference', 'additional'],
];

/** All references of `node`: the invoices that it answers first. */
export function readReferences(node: UblNode): DocumentReference[] {
  const billing = childrenOf(node, 'BillingReference').flatMap((entry) =>
    entry.children.filter((inner) => inner.name.endsWith('DocumentReference')),
  );
  return [
    ...billing.map((entry) => readReference('billing', entry)),
    ...KINDS.flatMap(([name, kind]) => childrenOf(node, name).map((entry) => readReference(kind, entry))),
  ];
}

function readReference(kind: DocumentReference['kind'], node: UblNode): DocumentReference {
  return {
    kind,
    id: textAt(node, 'ID'),
    issueDate: textAt(node, 'IssueDate'),
    type: textAt(node, 'DocumentTypeCode') ?? textAt(node, 'DocumentType') ?? textAt(node, 'OrderTypeCode'),
  };
}

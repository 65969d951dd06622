/** Reads a UBL-TR ReceiptAdvice (the answer to an e-İrsaliye). */

import type { ReceiptAdvice, ReceiptLine } from '@muhasebi/accounting/irsaliye/receipt-advice.ts';
import { readIdentifications, readLineReference, readNote, readQuantity, textsOf } from './read-item.ts';
import { readReferences } from './read-references.ts';
import type { UblHeader } from './ubl-document.ts';
import { child, childrenOf, textAt, type UblNode } from './ubl-node.ts';

/** `node` is the answer without its lines, which were read one by one. */
export function readReceipt(node: UblNode, header: UblHeader, lines: readonly ReceiptLine[]): ReceiptAdvice {
  const delivery = child(child(node, 'Shipment'), 'Delivery');
  return {
    profile: header.profile,
    customization: header.customization,
    number: header.id,
    ettn: header.uuid,
    issueDate: header.issueDate,
    issueTime: header.issueTime,
    type: header.type,
    supplier: header.supplier,
    customer: header.customer,
    actualDeliveryDate: textAt(delivery, 'ActualDeliveryDate'),
    actualDeliveryTime: textAt(delivery, 'ActualDeliveryTime'),
    despatch: readAnsweredDespatch(node),
    lines,
    references: readReferences(node),
    notes: textsOf(node, 'Note'),
  };
}

/** One cac:ReceiptLine. */
export function readReceiptLine(line: UblNode): ReceiptLine {
  const item = child(line, 'Item');
  return {
    id: textAt(line, 'ID'),
    name: textAt(item, 'Name'),
    received: readQuantity(line, 'ReceivedQuantity'),
    rejected: readQuantity(line, 'RejectedQuantity'),
    rejectReason: textsOf(line, 'RejectReason').join('\n') || null,
    short: readQuantity(line, 'ShortQuantity'),
    oversupply: readQuantity(line, 'OversupplyQuantity'),
    timingComplaint: textAt(line, 'TimingComplaint'),
    identifications: readIdentifications(item),
    orderLineId: readLineReference(line, 'OrderLineReference'),
    despatchLineId: readLineReference(line, 'DespatchLineReference'),
    note: readNote(line),
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function readAnsweredDespatch(node: UblNode): ReceiptAdvice['despatch'] {
  const reference = child(node, 'DespatchDocumentReference');
  const id = textAt(reference, 'ID');
  const numbered = childrenOf(node, 'AdditionalDocumentReference').find((entry) =>
    /^despatchadviceid$/i.test(textAt(entry, 'DocumentTypeCode') ?? ''),
  );
  const isUuid = id !== null && UUID.test(id);
  return {
    ettn: isUuid ? id.toLowerCase() : null,
    number: textAt(numbered ?? null, 'ID') ?? (isUuid ? null : id),
    issueDate: textAt(reference, 'IssueDate') ?? textAt(numbered ?? null, 'IssueDate'),
  };
}

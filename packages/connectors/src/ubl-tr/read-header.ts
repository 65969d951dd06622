/** Reads what every UBL-TR document tells of itself: profile, number, ETTN, date, type, the two parties. */

import { readParty } from './read-party.ts';
import type { UblHeader } from './ubl-document.ts';
import { child, textAt, type UblNode } from './ubl-node.ts';

/** Where the two parties stand, by root element; each a path to a cac:Party. */
const PARTIES: Readonly<Record<string, readonly [supplier: readonly string[], customer: readonly string[]]>> =
  {
    Invoice: [
      ['AccountingSupplierParty', 'Party'],
      ['AccountingCustomerParty', 'Party'],
    ],
    CreditNote: [
      ['AccountingSupplierParty', 'Party'],
      ['AccountingCustomerParty', 'Party'],
    ],
    DespatchAdvice: [
      ['DespatchSupplierParty', 'Party'],
      ['DeliveryCustomerParty', 'Party'],
    ],
    ReceiptAdvice: [
      ['DespatchSupplierParty', 'Party'],
      ['DeliveryCustomerParty', 'Party'],
    ],
    ApplicationResponse: [['SenderParty'], ['ReceiverParty']],
  };

/** The header of `root`; a document that is no UBL at all (a user account request) has an empty one. */
export function readHeader(root: string, node: UblNode): UblHeader {
  const [supplier, customer] = PARTIES[root] ?? [[''], ['']];
  return {
    profile: textAt(node, 'ProfileID'),
    customization: textAt(node, 'CustomizationID'),
    id: textAt(node, 'ID'),
    uuid: textAt(node, 'UUID'),
    issueDate: textAt(node, 'IssueDate'),
    issueTime: textAt(node, 'IssueTime'),
    type:
      root === 'ApplicationResponse'
        ? textAt(node, 'DocumentResponse', 'Response', 'ResponseCode')
        : textAt(node, `${root}TypeCode`),
    supplier: readParty(at(node, supplier)),
    customer: readParty(at(node, customer)),
  };
}

function at(node: UblNode, path: readonly string[]): UblNode | null {
  return path.reduce<UblNode | null>((from, name) => child(from, name), node);
}

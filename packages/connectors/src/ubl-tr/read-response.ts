/** Reads a UBL-TR ApplicationResponse: an answer of the other side, of the customs, or of GİB's system. */

import type {
  AnsweredDocument,
  ApplicationResponse,
  ResponseDetail,
} from '@muhasebi/accounting/uygulama-yaniti/application-response.ts';
import { textsOf } from './read-item.ts';
import type { UblHeader } from './ubl-document.ts';
import { child, childrenOf, textAt, type UblNode } from './ubl-node.ts';

export function readResponse(node: UblNode, header: UblHeader): ApplicationResponse {
  const responses = childrenOf(node, 'DocumentResponse');
  const reasons = responses.flatMap((response) => [
    ...descriptions(response),
    ...childrenOf(response, 'LineResponse').flatMap(descriptions),
  ]);
  return {
    number: header.id,
    ettn: header.uuid,
    profile: header.profile,
    customization: header.customization,
    issueDate: header.issueDate,
    issueTime: header.issueTime,
    sender: header.supplier,
    receiver: header.customer,
    responseCode: header.type?.toUpperCase() ?? null,
    answers: responses.flatMap((response) => childrenOf(response, 'DocumentReference').map(readAnswered)),
    reasons: [...new Set(reasons)],
    details: responses.flatMap((response) => childrenOf(response, 'LineResponse').flatMap(readDetails)),
    customs: readCustoms(node),
    notes: textsOf(node, 'Note'),
  };
}

function descriptions(parent: UblNode): string[] {
  return childrenOf(parent, 'Response').flatMap((response) => textsOf(response, 'Description'));
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function readAnswered(reference: UblNode): AnsweredDocument {
  const id = textAt(reference, 'ID');
  const isUuid = id !== null && UUID.test(id);
  return {
    ettn: isUuid ? id.toLowerCase() : null,
    number: isUuid ? null : id,
    issueDate: textAt(reference, 'IssueDate'),
    type: textAt(reference, 'DocumentTypeCode') ?? textAt(reference, 'DocumentType'),
  };
}

function readDetails(line: UblNode): ResponseDetail[] {
  const lineId = textAt(line, 'LineReference', 'LineID');
  return childrenOf(line, 'Response').map((response) => ({
    lineId,
    code: textAt(response, 'ResponseCode'),
    text: textsOf(response, 'Description').join('\n') || null,
  }));
}

/** What is neither a tax number nor empty among the sender's identifications of scheme GTB_…. */
function readCustoms(node: UblNode): Record<string, string> {
  const sender = child(node, 'SenderParty');
  if (sender === null) return {};
  const numbers = childrenOf(sender, 'PartyIdentification').flatMap((one): [string, string][] => {
    const id = child(one, 'ID');
    return id?.attribute?.startsWith('GTB_') && id.text !== null ? [[id.attribute, id.text]] : [];
  });
  return Object.fromEntries(numbers);
}

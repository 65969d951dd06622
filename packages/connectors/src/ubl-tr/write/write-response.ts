/** Writes the answer to a received TICARIFATURA: an ApplicationResponse that accepts or refuses it. */
import type { AnswerToWrite } from '@muhasebi/accounting/duzenleme/answer.ts';
import { partyParts, writeSignature } from './write-party.ts';
import { cac, cbc, ublDocument } from './xml-text.ts';

const WORDS = { KABUL: 'Fatura kabul edilmiştir.', RED: 'Fatura reddedilmiştir.' } as const;

/** The document as text in UTF-8, unsigned. Rules: ApplicationResponseProfileIDCheck, ARSignatureCheck, PostBoxDocumentReferenceCheck. */
export function writeResponse(answer: AnswerToWrite): string {
  const { invoice, reason } = answer;
  const description = reason ?? WORDS[answer.answer];
  return ublDocument('ApplicationResponse', [
    cbc('UBLVersionID', '2.1'),
    cbc('CustomizationID', 'TR1.2.1'),
    cbc('ProfileID', 'TICARIFATURA'),
    cbc('ID', answer.number),
    cbc('UUID', answer.ettn),
    cbc('IssueDate', answer.issueDate),
    cbc('IssueTime', answer.issueTime),
    cbc('Note', description),
    writeSignature(answer.sender),
    cac('SenderParty', partyParts(answer.sender)),
    cac('ReceiverParty', partyParts(answer.receiver)),
    cac(
      'DocumentResponse',
      cac(
        'Response',
        cbc('ReferenceID', invoice.ettn),
        cbc('ResponseCode', answer.answer),
        cbc('Description', description),
      ),
      cac(
        'DocumentReference',
        cbc('ID', invoice.ettn),
        cbc('IssueDate', invoice.issueDate),
        cbc('DocumentTypeCode', 'FATURA'),
        cbc('DocumentType', 'FATURA'),
        cbc('DocumentDescription', invoice.number),
      ),
    ),
  ]);
}

/** Writes the small UBL-TR documents that speak of others: answers, despatch notes, receipts. */
import { randomUUID } from 'node:crypto';

const NS = (root: string) =>
  `xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"`;

const party = (taxId: string) =>
  `<cac:PartyIdentification><cbc:ID schemeID="VKN">${taxId}</cbc:ID></cac:PartyIdentification><cac:PartyName><cbc:Name>Taraf ${taxId}</cbc:Name></cac:PartyName>`;

interface Sent {
  readonly from: string;
  readonly to: string;
  readonly number: string;
  readonly ettn?: string;
  readonly date?: string;
}

const head = (root: string, profile: string, { number, ettn, date }: Sent) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${NS(root)}><cbc:UBLVersionID>2.1</cbc:UBLVersionID><cbc:CustomizationID>TR1.2</cbc:CustomizationID>` +
  `<cbc:ProfileID>${profile}</cbc:ProfileID><cbc:ID>${number}</cbc:ID><cbc:UUID>${ettn ?? randomUUID()}</cbc:UUID>` +
  `<cbc:IssueDate>${date ?? '2026-11-04'}</cbc:IssueDate><cbc:IssueTime>11:00:00</cbc:IssueTime>`;

/** An answer to the invoice of this ETTN or number. */
export function answerXml(sent: Sent & { of: string; code: string; note?: string }): Buffer {
  return Buffer.from(
    `${head('ApplicationResponse', 'TICARIFATURA', sent)}` +
      `<cac:SenderParty>${party(sent.from)}</cac:SenderParty><cac:ReceiverParty>${party(sent.to)}</cac:ReceiverParty>` +
      `<cac:DocumentResponse><cac:Response><cbc:ReferenceID>1</cbc:ReferenceID><cbc:ResponseCode>${sent.code}</cbc:ResponseCode>` +
      `<cbc:Description>${sent.note ?? sent.code}</cbc:Description></cac:Response><cac:DocumentReference><cbc:ID>${sent.of}</cbc:ID>` +
      '<cbc:IssueDate>2026-11-02</cbc:IssueDate><cbc:DocumentTypeCode>FATURA</cbc:DocumentTypeCode></cac:DocumentReference></cac:DocumentResponse></ApplicationResponse>',
  );
}

const trade = ({ from, to }: Sent) =>
  `<cac:DespatchSupplierParty><cac:Party>${party(from)}</cac:Party></cac:DespatchSupplierParty>` +
  `<cac:DeliveryCustomerParty><cac:Party>${party(to)}</cac:Party></cac:DeliveryCustomerParty>`;

export function despatchXml(sent: Sent): Buffer {
  return Buffer.from(
    `${head('DespatchAdvice', 'TEMELIRSALIYE', sent)}<cbc:DespatchAdviceTypeCode>SEVK</cbc:DespatchAdviceTypeCode>` +
      `${trade(sent)}<cac:Shipment><cbc:ID>1</cbc:ID><cac:Delivery><cac:Despatch><cbc:ActualDespatchDate>${sent.date ?? '2026-11-04'}</cbc:ActualDespatchDate></cac:Despatch></cac:Delivery></cac:Shipment>` +
      '<cac:DespatchLine><cbc:ID>1</cbc:ID><cbc:DeliveredQuantity unitCode="C62">1</cbc:DeliveredQuantity><cac:Item><cbc:Name>Kırtasiye</cbc:Name></cac:Item></cac:DespatchLine></DespatchAdvice>',
  );
}

/** The receiver's answer to the note of this ETTN; `from` is who sent the goods. */
export function receiptXml(sent: Sent & { of: string }): Buffer {
  return Buffer.from(
    `${head('ReceiptAdvice', 'TEMELIRSALIYE', sent)}<cbc:ReceiptAdviceTypeCode>SEVK</cbc:ReceiptAdviceTypeCode>` +
      `<cac:DespatchDocumentReference><cbc:ID>${sent.of}</cbc:ID><cbc:IssueDate>2026-11-04</cbc:IssueDate></cac:DespatchDocumentReference>` +
      `<cac:DeliveryCustomerParty><cac:Party>${party(sent.to)}</cac:Party></cac:DeliveryCustomerParty>` +
      `<cac:DespatchSupplierParty><cac:Party>${party(sent.from)}</cac:Party></cac:DespatchSupplierParty>` +
      '<cac:ReceiptLine><cbc:ID>1</cbc:ID><cbc:ReceivedQuantity unitCode="C62">1</cbc:ReceivedQuantity><cac:Item><cbc:Name>Kırtasiye</cbc:Name></cac:Item></cac:ReceiptLine></ReceiptAdvice>',
  );
}

/** Writes small UBL-TR invoices for tests, each the accountant can check by head: one line, one KDV. */

export interface InvoiceWish {
  readonly number?: string;
  readonly ettn?: string;
  readonly supplier?: string;
  readonly customer?: string;
  /** Whom an export really goes to; the customer is the customs ministry then. */
  readonly buyer?: string;
  readonly issueDate?: string;
  /** Whole lira before KDV. */
  readonly net?: number;
  readonly type?: string;
  readonly lines?: number;
  readonly customization?: string;
}

let counter = 0;
let numbered = 0;

/** A different ETTN on each call, readable in a failing test. */
export function freshEttn(): string {
  counter += 1;
  return `00000000-0000-4000-8000-${String(counter).padStart(12, '0')}`;
}

/** A different number on each call, of the year of its day. */
function freshNumber(issueDate = '2026-11-02'): string {
  numbered += 1;
  return `ABC${issueDate.slice(0, 4)}${String(numbered).padStart(9, '0')}`;
}

const party = (tag: string, taxId: string, name: string) => `
  <cac:${tag}><cac:Party>
    <cac:PartyIdentification><cbc:ID schemeID="${taxId.length === 10 ? 'VKN' : 'TCKN'}">${taxId}</cbc:ID></cac:PartyIdentification>
    <cac:PartyName><cbc:Name>${name}</cbc:Name></cac:PartyName>
    <cac:PostalAddress><cbc:CitySubdivisionName>Çankaya</cbc:CitySubdivisionName><cbc:CityName>Ankara</cbc:CityName>
      <cac:Country><cbc:Name>Türkiye</cbc:Name></cac:Country></cac:PostalAddress>
    <cac:PartyTaxScheme><cac:TaxScheme><cbc:Name>Çankaya</cbc:Name></cac:TaxScheme></cac:PartyTaxScheme>
  </cac:Party></cac:${tag}>`;

/** GİB marks the real buyer of an export by a party type. */
const buyer = (taxId: string | undefined) =>
  taxId === undefined
    ? ''
    : party('BuyerCustomerParty', taxId, 'Farthing Purchasing Consortium').replace(
        '<cac:PartyName>',
        '<cac:PartyIdentification><cbc:ID schemeID="PARTYTYPE">EXPORT</cbc:ID></cac:PartyIdentification><cac:PartyName>',
      );

const tax = (net: string, kdv: string) => `
  <cac:TaxTotal><cbc:TaxAmount currencyID="TRY">${kdv}</cbc:TaxAmount>
    <cac:TaxSubtotal><cbc:TaxableAmount currencyID="TRY">${net}</cbc:TaxableAmount>
      <cbc:TaxAmount currencyID="TRY">${kdv}</cbc:TaxAmount><cbc:Percent>20</cbc:Percent>
      <cac:TaxCategory><cac:TaxScheme><cbc:Name>KDV</cbc:Name><cbc:TaxTypeCode>0015</cbc:TaxTypeCode></cac:TaxScheme></cac:TaxCategory>
    </cac:TaxSubtotal></cac:TaxTotal>`;

const NAMESPACES =
  'xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"';

/** One invoice of `net` lira a line, KDV %20 on top, without an XML declaration. */
export function invoiceElement(wish: InvoiceWish = {}): string {
  const lines = wish.lines ?? 1;
  const each = wish.net ?? 1000;
  const net = (each * lines).toFixed(2);
  const kdv = ((each * lines) / 5).toFixed(2);
  const gross = (each * lines * 1.2).toFixed(2);
  const line = (index: number) => `
  <cac:InvoiceLine><cbc:ID>${index + 1}</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount currencyID="TRY">${each.toFixed(2)}</cbc:LineExtensionAmount>${tax(each.toFixed(2), (each / 5).toFixed(2))}
    <cac:Item><cbc:Name>Kırtasiye</cbc:Name></cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="TRY">${each.toFixed(2)}</cbc:PriceAmount></cac:Price></cac:InvoiceLine>`;
  return `<Invoice ${NAMESPACES}>
  <cbc:UBLVersionID>2.1</cbc:UBLVersionID><cbc:CustomizationID>${wish.customization ?? 'TR1.2'}</cbc:CustomizationID>
  <cbc:ProfileID>TICARIFATURA</cbc:ProfileID><cbc:ID>${wish.number ?? freshNumber(wish.issueDate)}</cbc:ID>
  <cbc:CopyIndicator>false</cbc:CopyIndicator><cbc:UUID>${wish.ettn ?? freshEttn()}</cbc:UUID>
  <cbc:IssueDate>${wish.issueDate ?? '2026-11-02'}</cbc:IssueDate><cbc:IssueTime>10:00:00</cbc:IssueTime>
  <cbc:InvoiceTypeCode>${wish.type ?? 'SATIS'}</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>TRY</cbc:DocumentCurrencyCode>
  <cbc:LineCountNumeric>${lines}</cbc:LineCountNumeric>
  ${party('AccountingSupplierParty', wish.supplier ?? '1234567808', 'Çiğdem Kırtasiye A.Ş.')}
  ${party('AccountingCustomerParty', wish.customer ?? '9876543217', 'Örnek Ticaret Ltd. Şti.')}${buyer(wish.buyer)}
  ${tax(net, kdv)}
  <cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="TRY">${net}</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="TRY">${net}</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="TRY">${gross}</cbc:TaxInclusiveAmount>
    <cbc:PayableAmount currencyID="TRY">${gross}</cbc:PayableAmount></cac:LegalMonetaryTotal>
  ${Array.from({ length: lines }, (_, index) => line(index)).join('')}
</Invoice>`;
}

/** The same as a file. */
export function invoiceXml(wish: InvoiceWish = {}): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${invoiceElement(wish)}`);
}

const side = (tag: string, taxId: string) => `
  <sh:${tag}><sh:Identifier>urn:mail:${taxId}@ornek.test</sh:Identifier><sh:ContactInformation>
    <sh:Contact>${taxId}</sh:Contact><sh:ContactTypeIdentifier>VKN_TCKN</sh:ContactTypeIdentifier></sh:ContactInformation></sh:${tag}>`;

/** GİB's envelope around several documents; with a header where its two sides are given. */
export function envelopeXml(
  documents: readonly string[],
  sides: readonly [string, string] | null = null,
): Buffer {
  const header =
    sides === null
      ? ''
      : `<sh:StandardBusinessDocumentHeader>${side('Sender', sides[0])}${side('Receiver', sides[1])}
  <sh:DocumentIdentification><sh:InstanceIdentifier>${freshEttn()}</sh:InstanceIdentifier><sh:Type>SENDERENVELOPE</sh:Type></sh:DocumentIdentification>
</sh:StandardBusinessDocumentHeader>`;
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<sh:StandardBusinessDocument xmlns:sh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader" xmlns:ef="http://www.efatura.gov.tr/package-namespace">
${header}<ef:Package><Elements><ElementType>INVOICE</ElementType><ElementCount>${documents.length}</ElementCount>
<ElementList>${documents.join('')}</ElementList></Elements></ef:Package></sh:StandardBusinessDocument>`);
}

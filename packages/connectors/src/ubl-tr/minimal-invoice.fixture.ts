/** Writes a small UBL-TR invoice for tests of reading, every part replaceable. */

const NAMESPACES =
  'xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" ' +
  'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" ' +
  'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"';

export interface MinimalInvoice {
  /** XML declaration with anything else before the root element. */
  readonly prolog?: string;
  readonly customization?: string;
  readonly currency?: string;
  readonly sellerName?: string;
  /** XML between the parties and the tax total. */
  readonly extra?: string;
  readonly payable?: string;
  /** XML of the lines. */
  readonly lines?: string;
  readonly id?: string;
}

/** One line; amounts are written as given. */
export function lineXml(id: string, amount = '100.00', name = 'Kalem'): string {
  return (
    `<cac:InvoiceLine><cbc:ID>${id}</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>` +
    `<cbc:LineExtensionAmount currencyID="TRY">${amount}</cbc:LineExtensionAmount><cac:Item><cbc:Name>${name}</cbc:Name></cac:Item>` +
    `<cac:Price><cbc:PriceAmount currencyID="TRY">${amount}</cbc:PriceAmount></cac:Price></cac:InvoiceLine>`
  );
}

/** The root element alone, without prolog. */
export function invoiceElement(parts: MinimalInvoice = {}): string {
  const currency = parts.currency ?? 'TRY';
  const party = (vkn: string, name: string): string =>
    `<cac:Party><cac:PartyIdentification><cbc:ID schemeID="VKN">${vkn}</cbc:ID></cac:PartyIdentification>` +
    `<cac:PartyName><cbc:Name>${name}</cbc:Name></cac:PartyName></cac:Party>`;
  return (
    `<Invoice ${NAMESPACES}><cbc:UBLVersionID>2.1</cbc:UBLVersionID>` +
    `<cbc:CustomizationID>${parts.customization ?? 'TR1.2'}</cbc:CustomizationID><cbc:ProfileID>TICARIFATURA</cbc:ProfileID>` +
    `<cbc:ID>${parts.id ?? 'ABC2026000000001'}</cbc:ID><cbc:UUID>1b4e28ba-2fa1-41d2-883f-0016d3cca427</cbc:UUID>` +
    `<cbc:IssueDate>2026-03-15</cbc:IssueDate><cbc:InvoiceTypeCode>SATIS</cbc:InvoiceTypeCode>` +
    `<cbc:DocumentCurrencyCode>${currency}</cbc:DocumentCurrencyCode>` +
    `<cac:AccountingSupplierParty>${party('1234567890', parts.sellerName ?? 'Işıl Ğıda Şti.')}</cac:AccountingSupplierParty>` +
    `<cac:AccountingCustomerParty>${party('9876543210', 'Alıcı A.Ş.')}</cac:AccountingCustomerParty>${parts.extra ?? ''}` +
    `<cac:TaxTotal><cbc:TaxAmount currencyID="${currency}">20.00</cbc:TaxAmount><cac:TaxSubtotal>` +
    `<cbc:TaxableAmount currencyID="${currency}">100.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="${currency}">20.00</cbc:TaxAmount>` +
    `<cbc:Percent>20</cbc:Percent><cac:TaxCategory><cac:TaxScheme><cbc:Name>KDV</cbc:Name><cbc:TaxTypeCode>0015</cbc:TaxTypeCode>` +
    `</cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>` +
    `<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="${currency}">${parts.payable ?? '120.00'}</cbc:PayableAmount>` +
    `</cac:LegalMonetaryTotal>${parts.lines ?? lineXml('1')}</Invoice>`
  );
}

/** The invoice as text. */
export function invoiceXml(parts: MinimalInvoice = {}): string {
  return (parts.prolog ?? '<?xml version="1.0" encoding="UTF-8"?>\n') + invoiceElement(parts);
}

/** `text` in windows-1254, as far as these tests need it. */
export function windows1254(text: string): Buffer {
  const turkish = new Map(
    [...'ĞİŞğış'].map((letter, index) => [letter, [0xd0, 0xdd, 0xde, 0xf0, 0xfd, 0xfe][index]]),
  );
  return Buffer.from([...text].map((letter) => turkish.get(letter) ?? letter.charCodeAt(0)));
}

/** An e-Müstahsil makbuzu as GİB's guide has it: a CreditNote of the buyer, deductions written as taxes. */

const NAMESPACES =
  'xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2" ' +
  'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" ' +
  'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"';

const subtotal = (taxable: string, tax: string, percent: string, code: string, name: string): string =>
  `<cac:TaxSubtotal><cbc:TaxableAmount currencyID="TRY">${taxable}</cbc:TaxableAmount>` +
  `<cbc:TaxAmount currencyID="TRY">${tax}</cbc:TaxAmount><cbc:Percent>${percent}</cbc:Percent><cac:TaxCategory>` +
  `<cac:TaxScheme><cbc:Name>${name}</cbc:Name><cbc:TaxTypeCode>${code}</cbc:TaxTypeCode></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>`;

/** 1,000 kg at 12.50: gelir vergisi stopajı 2 %, Bağ-Kur 1 %, borsa tescil 0.2 %, mera fonu 0.1 %. */
export const PRODUCER_RECEIPT =
  `<?xml version="1.0" encoding="UTF-8"?>\n<CreditNote ${NAMESPACES}><cbc:UBLVersionID>2.1</cbc:UBLVersionID>` +
  '<cbc:CustomizationID>TR1.2.1</cbc:CustomizationID><cbc:ProfileID>EARSIVBELGE</cbc:ProfileID><cbc:ID>MMK2026000000007</cbc:ID>' +
  '<cbc:UUID>0d019ab4-ad89-497c-948e-278bc0c20285</cbc:UUID><cbc:IssueDate>2026-06-03</cbc:IssueDate><cbc:IssueTime>09:30:00</cbc:IssueTime>' +
  '<cbc:CreditNoteTypeCode>MUSTAHSILMAKBUZ</cbc:CreditNoteTypeCode><cbc:DocumentCurrencyCode>TRY</cbc:DocumentCurrencyCode>' +
  '<cac:AccountingSupplierParty><cac:Party><cac:PartyIdentification><cbc:ID schemeID="VKN">4810058590</cbc:ID></cac:PartyIdentification>' +
  '<cac:PartyName><cbc:Name>Ova Tarım A.Ş.</cbc:Name></cac:PartyName></cac:Party></cac:AccountingSupplierParty>' +
  '<cac:AccountingCustomerParty><cac:Party><cac:PartyIdentification><cbc:ID schemeID="TCKN">39586528950</cbc:ID></cac:PartyIdentification>' +
  '<cac:Person><cbc:FirstName>Ayşe</cbc:FirstName><cbc:FamilyName>Çiftçi</cbc:FamilyName></cac:Person></cac:Party></cac:AccountingCustomerParty>' +
  `<cac:TaxTotal><cbc:TaxAmount currencyID="TRY">412.50</cbc:TaxAmount>${subtotal('12500.00', '250.00', '2', '0003', 'GV STOPAJ')}` +
  `${subtotal('12500.00', '125.00', '1', 'SGK_PRIM', 'Bağ-Kur')}${subtotal('12500.00', '25.00', '0.2', '8001', 'BORSA TES.ÜC.')}` +
  `${subtotal('12500.00', '12.50', '0.1', '9040', 'MERA FONU')}</cac:TaxTotal>` +
  '<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="TRY">12500.00</cbc:LineExtensionAmount>' +
  '<cbc:TaxExclusiveAmount currencyID="TRY">12500.00</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount currencyID="TRY">12087.50</cbc:TaxInclusiveAmount>' +
  '<cbc:PayableAmount currencyID="TRY">12087.50</cbc:PayableAmount></cac:LegalMonetaryTotal>' +
  '<cac:CreditNoteLine><cbc:ID>1</cbc:ID><cbc:CreditedQuantity unitCode="KGM">1000</cbc:CreditedQuantity>' +
  '<cbc:LineExtensionAmount currencyID="TRY">12500.00</cbc:LineExtensionAmount><cac:Item><cbc:Name>Buğday</cbc:Name></cac:Item>' +
  '<cac:Price><cbc:PriceAmount currencyID="TRY">12.50</cbc:PriceAmount></cac:Price></cac:CreditNoteLine></CreditNote>';

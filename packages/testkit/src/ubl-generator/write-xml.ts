/** Writes a billed invoice as UBL-TR 2.1, elements in the order of GİB's schema. */
import { kurusToDecimal, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import type { BilledInvoice, BilledLine, BilledTax } from './add-up.ts';
import type { InvoicePlan } from './invoice-plan.ts';
import type { Party } from './party.ts';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

function cbc(name: string, text: string | null, attributes = ''): string {
  return text === null ? '' : `<cbc:${name}${attributes}>${escaped(text)}</cbc:${name}>`;
}

function cac(name: string, ...children: readonly string[]): string {
  return `<cac:${name}>${children.join('')}</cac:${name}>`;
}

type Money = (name: string, kurus: bigint) => string;

function moneyIn(currency: string): Money {
  return (name, kurus) => cbc(name, kurusToDecimal(kurus), ` currencyID="${currency}"`);
}

function address(party: Party, name = 'PostalAddress'): string {
  return cac(
    name,
    cbc('StreetName', party.street),
    cbc('BuildingNumber', party.building),
    cbc('CitySubdivisionName', party.district),
    cbc('CityName', party.city),
    cac('Country', cbc('Name', party.country)),
  );
}

function partyOf(party: Party): string {
  const person = party.person;
  return cac(
    'Party',
    cac('PartyIdentification', cbc('ID', party.taxId.value, ` schemeID="${party.taxId.scheme}"`)),
    person === null ? cac('PartyName', cbc('Name', party.name)) : '',
    address(party),
    party.taxOffice === null ? '' : cac('PartyTaxScheme', cac('TaxScheme', cbc('Name', party.taxOffice))),
    person === null ? '' : cac('Person', cbc('FirstName', person.first), cbc('FamilyName', person.family)),
  );
}

/** The party abroad behind an export invoice. */
function exportBuyer(buyer: Party): string {
  const party = cac(
    'Party',
    cac('PartyIdentification', cbc('ID', 'EXPORT', ' schemeID="PARTYTYPE"')),
    cac('PartyName', cbc('Name', buyer.name)),
    address(buyer),
    cac('PartyLegalEntity', cbc('RegistrationName', buyer.name), cbc('CompanyID', buyer.taxId.value)),
  );
  return cac('BuyerCustomerParty', party);
}

function signature(supplier: Party): string {
  const { scheme, value } = supplier.taxId;
  return cac(
    'Signature',
    cbc('ID', value, ' schemeID="VKN_TCKN"'),
    cac(
      'SignatoryParty',
      cac('PartyIdentification', cbc('ID', value, ` schemeID="${scheme}"`)),
      address(supplier),
    ),
    cac('DigitalSignatureAttachment', cac('ExternalReference', cbc('URI', '#Signature'))),
  );
}

function subtotal(tax: BilledTax, money: Money): string {
  const exemption = tax.exemption;
  return cac(
    'TaxSubtotal',
    money('TaxableAmount', tax.taxableKurus),
    money('TaxAmount', tax.taxKurus),
    cbc('Percent', tax.percent),
    cac(
      'TaxCategory',
      cbc('TaxExemptionReasonCode', exemption?.code ?? null),
      cbc('TaxExemptionReason', exemption?.reason ?? null),
      cac('TaxScheme', cbc('Name', tax.name), cbc('TaxTypeCode', tax.code)),
    ),
  );
}

function taxTotal(
  name: 'TaxTotal' | 'WithholdingTaxTotal',
  taxes: readonly BilledTax[],
  money: Money,
): string {
  if (taxes.length === 0) return '';
  const sum = money('TaxAmount', sumKurus(taxes.map((tax) => tax.taxKurus)));
  return cac(name, sum, ...taxes.map((tax) => subtotal(tax, money)));
}

function allowanceCharge(
  isCharge: boolean,
  reason: string,
  amount: bigint,
  base: bigint,
  money: Money,
): string {
  if (amount === 0n) return '';
  return cac(
    'AllowanceCharge',
    cbc('ChargeIndicator', String(isCharge)),
    cbc('AllowanceChargeReason', reason),
    money('Amount', amount),
    money('BaseAmount', base),
  );
}

/** What customs must know of an exported line. */
function exportDelivery(buyer: Party): string {
  return cac(
    'Delivery',
    address(buyer, 'DeliveryAddress'),
    cac('DeliveryTerms', cbc('ID', 'FOB', ' schemeID="INCOTERMS"')),
    cac(
      'Shipment',
      cbc('ID', '1'),
      cac('GoodsItem', cbc('RequiredCustomsID', '630260000000')),
      cac('ShipmentStage', cbc('TransportModeCode', '1')),
      cac(
        'TransportHandlingUnit',
        cac('ActualPackage', cbc('ID', '1'), cbc('Quantity', '1'), cbc('PackagingTypeCode', 'CT')),
      ),
    ),
  );
}

function invoiceLine(line: BilledLine, index: number, plan: InvoicePlan, money: Money): string {
  return cac(
    'InvoiceLine',
    cbc('ID', String(index + 1)),
    cbc('InvoicedQuantity', line.plan.quantity, ` unitCode="${line.plan.unit}"`),
    money('LineExtensionAmount', line.amountKurus),
    plan.buyer === null ? '' : exportDelivery(plan.buyer),
    allowanceCharge(false, 'İskonto', line.discountKurus, line.grossKurus, money),
    taxTotal('TaxTotal', line.taxes, money),
    taxTotal('WithholdingTaxTotal', line.withheld, money),
    cac('Item', cbc('Name', line.plan.name)),
    cac('Price', cbc('PriceAmount', line.plan.unitPrice, ` currencyID="${plan.currency}"`)),
  );
}

function head(plan: InvoicePlan, lineCount: number): string[] {
  return [
    '<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>',
    '<u:Unsigned xmlns:u="urn:muhasebi:generated"/>',
    '</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>',
    cbc('UBLVersionID', '2.1'),
    cbc('CustomizationID', 'TR1.2'),
    cbc('ProfileID', plan.profile),
    cbc('ID', plan.number),
    cbc('CopyIndicator', 'false'),
    cbc('UUID', plan.ettn),
    cbc('IssueDate', plan.issueDate),
    cbc('IssueTime', plan.issueTime),
    cbc('InvoiceTypeCode', plan.type),
    ...plan.notes.map((note) => cbc('Note', note)),
    cbc('DocumentCurrencyCode', plan.currency),
    cbc('LineCountNumeric', String(lineCount)),
  ];
}

function references(plan: InvoicePlan): string[] {
  const billing =
    plan.billing === null
      ? ''
      : cac(
          'BillingReference',
          cac(
            'InvoiceDocumentReference',
            cbc('ID', plan.billing.number),
            cbc('IssueDate', plan.billing.issueDate),
            cbc('DocumentTypeCode', 'IADE'),
          ),
        );
  const sentAs =
    plan.profile === 'EARSIVFATURA'
      ? cac(
          'AdditionalDocumentReference',
          cbc('ID', plan.ettn),
          cbc('IssueDate', plan.issueDate),
          cbc('DocumentTypeCode', 'SendingType'),
          cbc('DocumentType', 'ELEKTRONIK'),
        )
      : '';
  return [billing, sentAs];
}

function exchangeRate(plan: InvoicePlan): string {
  if (plan.exchangeRate === null) return '';
  return cac(
    'PricingExchangeRate',
    cbc('SourceCurrencyCode', plan.currency),
    cbc('TargetCurrencyCode', 'TRY'),
    cbc('CalculationRate', plan.exchangeRate),
    cbc('Date', plan.issueDate),
  );
}

/** The whole document as text; declared and meant to be stored as UTF-8. */
export function writeXml(invoice: BilledInvoice): string {
  const { plan, totals } = invoice;
  const money = moneyIn(plan.currency);
  const parts = [
    ...head(plan, invoice.lines.length),
    ...references(plan),
    signature(plan.supplier),
    cac('AccountingSupplierParty', partyOf(plan.supplier)),
    cac('AccountingCustomerParty', partyOf(plan.customer)),
    plan.buyer === null ? '' : exportBuyer(plan.buyer),
    allowanceCharge(false, 'Genel iskonto', totals.allowance, totals.lineExtension, money),
    allowanceCharge(true, plan.charge?.reason ?? '', totals.charge, totals.lineExtension, money),
    exchangeRate(plan),
    taxTotal('TaxTotal', invoice.taxes, money),
    taxTotal('WithholdingTaxTotal', invoice.withheld, money),
    cac(
      'LegalMonetaryTotal',
      money('LineExtensionAmount', totals.lineExtension),
      money('TaxExclusiveAmount', totals.taxExclusive),
      money('TaxInclusiveAmount', totals.taxInclusive),
      money('AllowanceTotalAmount', totals.allowance),
      money('ChargeTotalAmount', totals.charge),
      money('PayableAmount', totals.payable),
    ),
    ...invoice.lines.map((line, index) => invoiceLine(line, index, plan, money)),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<Invoice xmlns="${UBL}:Invoice-2" xmlns:cac="${UBL}:CommonAggregateComponents-2"`,
    ` xmlns:cbc="${UBL}:CommonBasicComponents-2" xmlns:ext="${UBL}:CommonExtensionComponents-2"`,
    ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${UBL}:Invoice-2 UBL-Invoice-2.1.xsd">\n`,
    parts.filter((part) => part !== '').join('\n'),
    '\n</Invoice>\n',
  ].join('');
}

/** Writes an invoice as UBL-TR 1.2.1, elements in the order of GİB's schema; the same input gives the same bytes. */
import { type AddedLine, addUpDraft } from '@muhasebi/accounting/duzenleme/add-up-draft.ts';
import { amountInWords } from '@muhasebi/accounting/duzenleme/amount-in-words.ts';
import {
  type DraftLine,
  type InternetSale,
  isForgone,
  type NumberedDocument,
  type NumberedInvoice,
} from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { karekodOf } from '@muhasebi/accounting/duzenleme/karekod.ts';
import { plainIban } from '@muhasebi/accounting/vkn/iban.ts';
import {
  type Money,
  moneyIn,
  taxesOfLine,
  writeDiscount,
  writeTaxes,
  writeTotals,
  writeWithheld,
} from './write-amounts.ts';
import {
  partyParts,
  writeAddress,
  writeCarrier,
  writeCustomer,
  writeForeignBuyer,
  writePermitLine,
  writeSignature,
} from './write-party.ts';
import { cac, cbc, ublDocument, type Xml } from './xml-text.ts';

/** What the schema asks of an invoice of the internet (VUK 509 Sıra No.lu Tebliğ). */
const INTERNET_NOTE = 'Bu satış internet üzerinden yapılmıştır.';

function head(invoice: NumberedInvoice, payableKurus: bigint): Xml[] {
  const notes = [
    ...invoice.notes,
    amountInWords(payableKurus, invoice.currency),
    ...(invoice.earchive?.internet == null ? [] : [INTERNET_NOTE]),
  ];
  return [
    cbc('UBLVersionID', '2.1'),
    cbc('CustomizationID', 'TR1.2.1'),
    cbc('ProfileID', invoice.profile),
    cbc('ID', invoice.number),
    cbc('CopyIndicator', 'false'),
    cbc('UUID', invoice.ettn),
    cbc('IssueDate', invoice.issueDate),
    cbc('IssueTime', invoice.issueTime),
    cbc('InvoiceTypeCode', invoice.type),
    ...notes.map((note) => cbc('Note', note)),
    cbc('DocumentCurrencyCode', invoice.currency),
    cbc('LineCountNumeric', String(invoice.lines.length)),
  ];
}

const numbered = ({ number, issueDate }: NumberedDocument): Xml =>
  cbc('ID', number) + cbc('IssueDate', issueDate);

/** The investment certificate: GİB's scheme YTBNO. */
const contract = ({ number, issueDate }: NumberedDocument): Xml =>
  cac('ContractDocumentReference', cbc('ID', number, { schemeID: 'YTBNO' }), cbc('IssueDate', issueDate));

function references(invoice: NumberedInvoice, karekod: string): Xml[] {
  const { order, returns, despatches, earchive, certificate, number, ettn, issueDate } = invoice;
  const additional = (id: string, typeCode: string, type: string, description = ''): Xml =>
    cac(
      'AdditionalDocumentReference',
      numbered({ number: id, issueDate }),
      cbc('DocumentTypeCode', typeCode),
      cbc('DocumentType', type),
      cbc('DocumentDescription', description),
    );
  return [
    order === null ? '' : cac('OrderReference', numbered(order)),
    ...returns.map((each) =>
      cac(
        'BillingReference',
        cac(
          'InvoiceDocumentReference',
          numbered(each),
          // Of TEVKIFATIADE, too: GİB's rule IADEInvioceCheck.
          cbc('DocumentTypeCode', 'IADE'),
          cbc('DocumentType', 'İade Edilen Fatura'),
        ),
      ),
    ),
    ...despatches.map((each) => cac('DespatchDocumentReference', numbered(each))),
    certificate === null ? '' : contract(certificate),
    earchive === null ? '' : additional(number, 'SendingType', earchive.sendingType),
    earchive?.internet == null ? '' : additional(number, 'EArchiveType', 'INTERNET'),
    additional(ettn, 'KAREKOD', 'KAREKOD', karekod),
  ];
}

function internetDelivery(internet: InternetSale | null): Xml {
  if (internet === null) return '';
  return cac(
    'Delivery',
    writeCarrier(internet.carrier),
    cac('Despatch', cbc('ActualDespatchDate', internet.sentOn)),
  );
}

function payment(invoice: NumberedInvoice): Xml[] {
  const { dueDate, iban, currency, paymentMeansCode } = invoice;
  const internet = invoice.earchive?.internet ?? null;
  const account =
    iban === null
      ? ''
      : cac('PayeeFinancialAccount', cbc('ID', plainIban(iban)), cbc('CurrencyCode', currency));
  const means =
    internet === null && account === '' && paymentMeansCode === null
      ? ''
      : cac(
          'PaymentMeans',
          cbc('PaymentMeansCode', internet?.paymentMeansCode ?? paymentMeansCode ?? '42'),
          cbc('PaymentDueDate', internet?.paymentDate ?? dueDate),
          account,
        );
  return [means, cac('PaymentTerms', cbc('PaymentDueDate', dueDate))];
}

function exchangeRate({ currency, exchangeRate: rate, issueDate }: NumberedInvoice): Xml {
  if (rate === null) return '';
  return cac(
    'PricingExchangeRate',
    cbc('SourceCurrencyCode', currency),
    cbc('TargetCurrencyCode', 'TRY'),
    cbc('CalculationRate', rate),
    cbc('Date', issueDate),
  );
}

/** What customs must know of an exported line. */
function exportDelivery(invoice: NumberedInvoice, gtip: string | null): Xml {
  const { export: terms, buyer } = invoice;
  if (invoice.profile !== 'IHRACAT' || terms === null || buyer === null) return '';
  return cac(
    'Delivery',
    writeAddress('DeliveryAddress', buyer),
    cac('DeliveryTerms', cbc('ID', terms.incoterms, { schemeID: 'INCOTERMS' })),
    cac(
      'Shipment',
      cbc('ID', '1'),
      cac('GoodsItem', cbc('RequiredCustomsID', gtip)),
      cac('ShipmentStage', cbc('TransportModeCode', terms.transportMode)),
      cac(
        'TransportHandlingUnit',
        cac(
          'ActualPackage',
          cbc('ID', terms.packageNumber),
          cbc('Quantity', terms.packageCount),
          cbc('PackagingTypeCode', terms.packageType),
        ),
      ),
    ),
  );
}

/** The buyer's permit line of a delivery under 702: GİB's rule TaxExemptionReasonCodeCheck. */
function permitDelivery({ type }: NumberedInvoice, { buyerLineCode, exemptionCode, gtip }: DraftLine): Xml {
  if (type !== 'IHRACKAYITLI' || exemptionCode !== '702') return '';
  return cac(
    'Delivery',
    cac(
      'Shipment',
      // The schema asks for both IDs; GİB gives no number to them.
      cbc('ID', '1'),
      cac('GoodsItem', cbc('RequiredCustomsID', gtip)),
      cac(
        'TransportHandlingUnit',
        cac('CustomsDeclaration', cbc('ID', '1'), writePermitLine(buyerLineCode ?? '')),
      ),
    ),
  );
}

function writeItem({ name, sellerCode, investment }: DraftLine): Xml {
  return cac(
    'Item',
    cbc('Name', name),
    cbc('ModelName', investment?.model ?? null),
    cac('SellersItemIdentification', cbc('ID', sellerCode)),
    cac('CommodityClassification', cbc('ItemClassificationCode', investment?.kind ?? null)),
    cac(
      'ItemInstance',
      cbc('ProductTraceID', investment?.traceId ?? null),
      cbc('SerialID', investment?.serialId ?? null),
    ),
  );
}

function writeLine(added: AddedLine, index: number, invoice: NumberedInvoice, money: Money): Xml {
  const { line } = added;
  const { kdv, accommodation, withheld } = taxesOfLine(added);
  return cac(
    'InvoiceLine',
    cbc('ID', String(index + 1)),
    cbc('Note', line.note),
    cbc('InvoicedQuantity', line.quantity, { unitCode: line.unit }),
    money('LineExtensionAmount', added.netKurus),
    exportDelivery(invoice, line.gtip),
    permitDelivery(invoice, line),
    writeDiscount('İskonto', added.discountKurus, added.grossKurus, money),
    writeTaxes([kdv], accommodation, money, isForgone(invoice)),
    writeWithheld(withheld, money),
    writeItem(line),
    cac('Price', cbc('PriceAmount', line.unitPrice, { currencyID: invoice.currency })),
  );
}

/**
 * The document as text in UTF-8, unsigned: the place of the signature says so. The invoice must be one that `checkDraft`
 * and `checkNumbering` find nothing in; what they would refuse is written as it stands.
 */
export function writeInvoice(invoice: NumberedInvoice): string {
  const added = addUpDraft(invoice);
  const money = moneyIn(invoice.currency);
  const isExport = invoice.profile === 'IHRACAT';
  return ublDocument('Invoice', [
    ...head(invoice, added.totals.payableKurus),
    ...references(invoice, karekodOf(invoice, added)),
    writeSignature(invoice.supplier),
    cac('AccountingSupplierParty', cac('Party', partyParts(sellerOf(invoice)))),
    writeCustomer(invoice.customer, isExport),
    isExport ? writeForeignBuyer(invoice.buyer) : '',
    internetDelivery(invoice.earchive?.internet ?? null),
    ...payment(invoice),
    writeDiscount('Genel iskonto', added.documentDiscountKurus, netOf(added.lines), money),
    exchangeRate(invoice),
    writeTaxes(added.kdv, added.accommodation, money, isForgone(invoice)),
    writeWithheld(added.withheld, money),
    writeTotals(added, money),
    ...added.lines.map((line, index) => writeLine(line, index, invoice, money)),
  ]);
}

/** A sale over the internet names the shop where the seller's address of the web stands. */
function sellerOf({ supplier, earchive }: NumberedInvoice): NumberedInvoice['supplier'] {
  const shop = earchive?.internet?.website;
  return shop === undefined ? supplier : { ...supplier, website: shop };
}

const netOf = (lines: readonly AddedLine[]): bigint =>
  lines.reduce((sum, { netKurus }) => sum + netKurus, 0n);

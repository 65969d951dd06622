/** The samples are read without loss: every amount, quantity, percent and rate in the XML is among what was read, as often and as written. */

import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { decodeXml } from './decode-xml.ts';
import { figuresRead } from './figures-read.fixture.ts';
import { invoiceXml, lineXml } from './minimal-invoice.fixture.ts';
import { PRODUCER_RECEIPT } from './producer-receipt.fixture.ts';
import { readUbl } from './read-ubl.ts';

const SAMPLES = join(import.meta.dirname, '../../../../../shared/gib/samples');
const files = existsSync(SAMPLES) ? globSync('*/*.xml', { cwd: SAMPLES }).toSorted() : [];

/** Refused as a whole, and clearly. */
const NOT_WELL_FORMED = 'e-fatura-paketi/7_UYGULAMA_YANITI_IADE.xml';

/** Left out on purpose, by parent and name. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  // The schema wants a quantity in the invoice line that carries the price of a despatch line; the guide has 0 there.
  'DespatchLine/Shipment/GoodsItem/InvoiceLine/InvoicedQuantity': 'a place holder of the schema',
};

/** Figures by any of: a currency, or a name that says so. Counts of lines and numbers of a sequence are no figures. */
function isFigure(element: XmlElement): boolean {
  if (element.attr('currencyID') !== null) return true;
  return /(?:Quantity|Percent|Rate|Measure|MultiplierFactorNumeric)$/.test(element.name);
}

function figuresIn(element: XmlElement, path: string): string[] {
  if (element.name === 'UBLExtensions' || element.name === 'Signature') return [];
  const here = `${path}/${element.name}`;
  const inner: string[] = [];
  let isLeaf = true;
  for (let child = element.firstChild; child !== null; child = child.next) {
    if (!(child instanceof XmlElement)) continue;
    isLeaf = false;
    inner.push(...figuresIn(child, here));
  }
  const text = element.content.trim();
  const leftOut = Object.keys(LEFT_OUT).some((end) => here.endsWith(end));
  if (isLeaf && text !== '' && isFigure(element) && !leftOut) inner.push(`${element.name}=${text}`);
  return inner;
}

/** Of all documents of a file together. */
function inXml(bytes: Uint8Array): string[] {
  const document = XmlDocument.fromBuffer(decodeXml(bytes).utf8);
  try {
    return figuresIn(document.root, '').toSorted();
  } finally {
    document.dispose();
  }
}

function inReading(bytes: Uint8Array): string[] {
  const result = readUbl(bytes);
  if (!result.ok) throw new Error(result.error.messageEn);
  return result.documents.flatMap(figuresRead).toSorted();
}

describe.skipIf(files.length === 0)('every figure of a sample is read, as often and as written', () => {
  it.each(files.filter((file) => file !== NOT_WELL_FORMED))('%s', (file) => {
    const bytes = readFileSync(join(SAMPLES, file));
    expect(inReading(bytes)).toEqual(inXml(bytes));
  });

  it('and they are many', () => {
    const all = files.filter((file) => file !== NOT_WELL_FORMED);
    const count = all.reduce((sum, file) => sum + inXml(readFileSync(join(SAMPLES, file))).length, 0);
    expect(count).toBeGreaterThan(1500);
  });
});

it('the same holds for what no sample has: advance, terms, tax by the piece, sub-lines, values of a shipment, a producer receipt', () => {
  const extra =
    '<cac:InvoicePeriod><cbc:StartDate>2026-01-01</cbc:StartDate><cbc:DurationMeasure unitCode="MON">3</cbc:DurationMeasure></cac:InvoicePeriod>' +
    '<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>ABC2025000000007</cbc:ID></cac:InvoiceDocumentReference>' +
    '<cac:BillingReferenceLine><cbc:ID>1</cbc:ID><cbc:Amount currencyID="TRY">55.10</cbc:Amount></cac:BillingReferenceLine></cac:BillingReference>' +
    '<cac:Delivery><cac:DeliveryTerms><cbc:ID schemeID="INCOTERMS">FOB</cbc:ID><cbc:Amount currencyID="TRY">7</cbc:Amount></cac:DeliveryTerms>' +
    '<cac:Shipment><cbc:ID/><cbc:GrossWeightMeasure unitCode="KGM">12.5</cbc:GrossWeightMeasure><cac:GoodsItem>' +
    '<cbc:FreeOnBoardValueAmount currencyID="USD">99.99</cbc:FreeOnBoardValueAmount></cac:GoodsItem></cac:Shipment></cac:Delivery>' +
    '<cac:PaymentTerms><cbc:PenaltySurchargePercent>4.5</cbc:PenaltySurchargePercent><cbc:Amount currencyID="TRY">8</cbc:Amount></cac:PaymentTerms>' +
    '<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:MultiplierFactorNumeric>0.1</cbc:MultiplierFactorNumeric>' +
    '<cbc:Amount currencyID="TRY">10</cbc:Amount><cbc:BaseAmount currencyID="TRY">100</cbc:BaseAmount></cac:AllowanceCharge>';
  const perUnit =
    '<cbc:BaseUnitMeasure unitCode="LTR">4</cbc:BaseUnitMeasure><cbc:PerUnitAmount currencyID="TRY">2.5</cbc:PerUnitAmount><cbc:Percent>';
  const line = lineXml('1').replace(
    '</cac:Price>',
    `</cac:Price>${lineXml('1.1', '3').replaceAll('InvoiceLine', 'SubInvoiceLine')}`,
  );
  const xml = invoiceXml({ extra, lines: line })
    .replace('<cbc:Percent>', perUnit)
    .replace(
      '<cbc:PayableAmount',
      '<cbc:PrepaidAmount currencyID="TRY">30</cbc:PrepaidAmount><cbc:PayableAmount',
    );
  for (const source of [xml, PRODUCER_RECEIPT]) {
    const bytes = Buffer.from(source);
    expect(inReading(bytes)).toEqual(inXml(bytes));
  }
});

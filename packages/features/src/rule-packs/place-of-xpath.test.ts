/** Where faults stand on the paper, in which words they are told, and which pack judges which day. */
import { expect, it } from 'vitest';
import { newestPack, packFor } from './pack-in-force.ts';
import { placeOfXpath } from './place-of-xpath.ts';
import { verdictFindings } from './verdict-findings.ts';

it.each([
  ['/Invoice/cac:InvoiceLine[2]/cac:TaxTotal', 'lines[1].taxTotals[0]'],
  ['/*:Invoice/*:InvoiceLine/*:InvoicedQuantity', 'lines[0].quantity'],
  [
    '/Q{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice[1]/Q{urn:a/b}InvoiceLine[3]/Q{urn:a/b}WithholdingTaxTotal[1]/Q{urn:a/b}TaxSubtotal[2]/Q{u}Percent[1]',
    'lines[2].withholdingTotals[0].subtotals[1].percent',
  ],
  [
    "/*[local-name()='StandardBusinessDocument'][1]/*[local-name()='Package']/*[local-name()='Invoice'][1]/*[local-name()='TaxTotal'][1]",
    'taxTotals[0]',
  ],
  ['/CreditNote/cac:CreditNoteLine[4]', 'lines[3]'],
  ['/Invoice/cac:InvoiceLine[1]/cac:Delivery/cac:Shipment', 'lines[0]'],
  [
    '/Invoice/cac:TaxTotal[1]/cac:TaxSubtotal[1]/cac:TaxCategory/cac:TaxScheme',
    'taxTotals[0].subtotals[0].code',
  ],
  ['/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount/@currencyID', 'totals.payable'],
  ['/Invoice/cac:AccountingSupplierParty/cac:Party/cac:PartyIdentification[2]/cbc:ID', 'supplier'],
  ['/Invoice/cbc:UUID', 'ettn'],
  ['/Invoice', null],
  ['/Invoice/cac:Signature/cbc:ID', null],
  ['/ApplicationResponse/cac:DocumentResponse', null],
  ['', null],
])('the element %s stands at %s', (xpath, place) => {
  expect(placeOfXpath(xpath)).toBe(place);
});

it('the pack that was in force on the day judges, one older than all packs is told so, and the newest only if asked for', () => {
  const [later, earlier] = [
    { packId: 'b', version: '20260701', validFrom: '2026-09-14' },
    { packId: 'a', version: '20260312', validFrom: '2026-03-12' },
  ];
  const packs = [later, earlier];
  expect(packFor(packs, '2026-09-14')).toEqual({ pack: later, inForce: true });
  expect(packFor(packs, '2026-09-13')).toEqual({ pack: earlier, inForce: true });
  expect(packFor(packs, '2024-01-01')).toEqual({ pack: earlier, inForce: false });
  expect(packFor([], '2026-09-14')).toBeNull();
  expect(newestPack(packs, '2026-05-01')).toEqual({ pack: later, inForce: false });
  expect(newestPack(packs, '2026-10-01')).toEqual({ pack: later, inForce: true });
});

it('a broken rule is told in our words where we have them, with the official text and its place as facts', () => {
  const fault = { message: 'Resmi metin.', xpath: '/Invoice/cbc:ID', line: 12 };
  const found = verdictFindings(
    {
      xsd: 'skipped',
      xsdFaults: [],
      onlySignatureMissing: false,
      schematron: 'fail',
      faults: [
        { rule: 'InvoiceIDCheck', ...fault },
        { rule: 'YeniKural', ...fault },
      ],
      faultCount: 2,
      failedRules: [
        { rule: 'InvoiceIDCheck', count: 1 },
        { rule: 'YeniKural', count: 1 },
      ],
    },
    { version: '20260312', inForce: true, onPaper: true },
  );
  expect(found).toMatchObject([
    { place: 'number', message: expect.stringContaining('16 karakter'), params: { text: 'Resmi metin.' } },
    { message: 'Resmi metin.', messageEn: 'Resmi metin.', params: { rule: 'YeniKural', line: '12' } },
  ]);
});

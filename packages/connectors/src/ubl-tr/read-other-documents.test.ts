/** What is read of despatch notes, their answers, application responses and producer receipts. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { invoiceXml } from './minimal-invoice.fixture.ts';
import { PRODUCER_RECEIPT } from './producer-receipt.fixture.ts';
import { readUbl } from './read-ubl.ts';
import type { UblDocument, UblRoot } from './ubl-document.ts';

const SAMPLES = join(import.meta.dirname, '../../../../../shared/gib/samples');

function read<Root extends UblRoot>(file: string, root: Root): Extract<UblDocument, { root: Root }> {
  const result = readUbl(readFileSync(join(SAMPLES, file)));
  const document = result.ok ? result.documents[0] : undefined;
  const is = (one: UblDocument | undefined): one is Extract<UblDocument, { root: Root }> =>
    one?.root === root;
  if (!is(document)) throw new Error(`${file}: no ${root}`);
  return document;
}

describe.skipIf(!existsSync(SAMPLES))('a despatch note', () => {
  it('says who sends what to whom, who carries it in which vehicle, and when it left', () => {
    const { despatch } = read('ubl-tr/Irsaliye-Ornek3.xml', 'DespatchAdvice');
    expect(despatch).toMatchObject({
      profile: 'TEMELIRSALIYE',
      number: 'GIB2016000000013',
      type: 'SEVK',
      actualDespatchDate: '2016-08-14',
      actualDespatchTime: '09:00:00',
      supplier: { taxId: { value: '1288331521' } },
      customer: { taxId: { value: '9205121120' }, taxOffice: 'Çankaya' },
      buyer: { name: 'CCC Limited Şirketi' },
      seller: { name: 'DDD Limited Şirketi' },
      originator: { name: 'EEE Limited Şirketi' },
      carrier: { taxId: { value: '1288331523' }, city: 'Çorum' },
      drivers: [{ name: 'Mehmet Öztürk', nationalityId: '14922266699' }],
      plates: ['06DR4077'],
      trailerPlates: ['06DR4088'],
      deliveryAddress: null,
      value: { value: '35200', currency: 'TRY' },
      references: [{ kind: 'order', id: 'GIB2016000000033', issueDate: '2016-08-14' }],
    });
    expect(despatch.lines).toHaveLength(4);
    expect(despatch.lines[1]).toEqual({
      id: '2',
      name: 'Notebook Bilgisayar',
      quantity: '12',
      unit: 'C62',
      outstanding: null,
      outstandingReason: null,
      unitPrice: { value: '1000', currency: 'TRY' },
      amount: { value: '12000', currency: 'TRY' },
      identifications: [{ kind: 'seller', scheme: null, id: 'PNC1235' }],
      orderLineId: '2',
      note: null,
    });
  });

  it('has its label numbers and its delivery address, which is null where its elements are empty', () => {
    const { despatch } = read('ubl-tr/IDIS_Irsaliye.xml', 'DespatchAdvice');
    expect(despatch.lines[0]?.identifications).toEqual([
      { kind: 'additional', scheme: 'ETIKETNO', id: 'CV0152457' },
    ]);
    expect(despatch.deliveryAddress).toEqual({
      address: 'Altındağ',
      city: 'Ankara',
      postalZone: '11111',
      country: 'Türkiye',
    });
  });

  it('of a part tells what is still to come and why', () => {
    const { despatch } = read('izibiz/irsaliye_kismi_ornek.xml', 'DespatchAdvice');
    const open = despatch.lines.filter((line) => line.outstanding !== null);
    expect(open.length).toBeGreaterThan(0);
    expect(open.every((line) => line.outstandingReason !== null)).toBe(true);
  });
});

describe.skipIf(!existsSync(SAMPLES))('the answer to a despatch note', () => {
  it('names the despatch and tells what is missing and what is too much', () => {
    const { receipt } = read('izibiz/irsaliyeyanit_fazlaeksik_ornek.xml', 'ReceiptAdvice');
    expect(receipt.despatch).toEqual({
      ettn: 'a8469d30-e5c8-4403-a707-471685d34106',
      number: 'UGR2020000000008',
      issueDate: '2020-05-22',
    });
    expect(receipt).toMatchObject({ actualDeliveryDate: '2020-04-21', actualDeliveryTime: '12:35:29' });
    expect(receipt.lines.map(({ received, short, oversupply }) => [received, short, oversupply])).toEqual([
      [{ value: '20', unit: 'C62' }, { value: '2', unit: 'C62' }, null],
      [{ value: '12', unit: 'C62' }, null, null],
      [{ value: '12', unit: 'C62' }, null, { value: '8', unit: 'C62' }],
      [{ value: '2', unit: 'C62' }, null, null],
    ]);
    expect(receipt.lines[2]).toMatchObject({ despatchLineId: '3', orderLineId: '3' });
  });

  it('gives the reason of what was refused, and a complaint of lateness', () => {
    const damaged = read('izibiz/irsaliyeyanit_hasarli_ornek.xml', 'ReceiptAdvice').receipt;
    const refused = damaged.lines.filter((line) => line.rejected !== null);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every((line) => line.rejectReason !== null)).toBe(true);
    const late = read('ubl-tr/IrsaliyeYaniti-Ornek2.xml', 'ReceiptAdvice').receipt;
    expect(late.lines[0]?.timingComplaint).toMatch(/geç gönderilmiştir/);
    expect(late.notes).toEqual(['Bütün ürünler kabul edildi. Ürünler geç teslim edildi.']);
  });
});

describe.skipIf(!existsSync(SAMPLES))('an application response', () => {
  it('of the buyer names what it answers, its code and every reason once', () => {
    const { response } = read('ubl-tr/RedUygulamaYanitiOrnegi.xml', 'ApplicationResponse');
    expect(response).toMatchObject({
      responseCode: 'RED',
      sender: { taxId: { value: '9205121120' } },
      receiver: { taxId: { value: '1288331521' } },
      answers: [{ ettn: null, number: 'GIB2009000000011', issueDate: '2009-01-05', type: 'FATURA' }],
      reasons: ['FATURARED', 'Fatura satış anlaşmasına uygun fiyatlandırılmaması nedeniyle reddedilmiştir'],
      details: [{ lineId: null, code: 'RED' }],
      customs: {},
    });
  });

  it('of the system answers an envelope with its status code', () => {
    const { response } = read('e-fatura-paketi/1_SISTEM_YANITI_MERKEZ.xml', 'ApplicationResponse');
    expect(response).toMatchObject({
      profile: 'UBL-TR-PROFILE-1',
      responseCode: 'S_APR',
      answers: [{ ettn: 'e002da78-223f-438c-addb-16badeb047b5', number: null, type: 'SENDERENVELOPE' }],
      details: [{ lineId: '0', code: '1200', text: 'BASARIYLA ISLENDI' }],
    });
  });

  it('of the customs carries the number of the declaration and the day of export', () => {
    const { response } = read('ubl-tr/IHRACAT_GTB_UygulamaYaniti_KABUL.xml', 'ApplicationResponse');
    expect(response.responseCode).toBe('KABUL');
    expect(response.customs).toEqual({
      GTB_REFNO: '16545419880849000000392',
      GTB_GCB_TESCILNO: '00060200EX000293',
      GTB_FIILI_IHRACAT_TARIHI: '2015-08-03',
    });
  });
});

it('a producer receipt is read as an invoice of its issuer, who buys, with every deduction by its code', () => {
  const result = readUbl(Buffer.from(PRODUCER_RECEIPT));
  const document = result.ok ? result.documents[0] : undefined;
  expect(document?.root).toBe('CreditNote');
  expect(document?.invoice).toMatchObject({
    profile: 'EARSIVBELGE',
    type: 'MUSTAHSILMAKBUZ',
    number: 'MMK2026000000007',
    supplier: { taxId: { scheme: 'VKN', value: '4810058590' } },
    customer: { taxId: { scheme: 'TCKN', value: '39586528950' }, name: 'Ayşe Çiftçi' },
    taxTotals: [
      {
        amount: '412.50',
        subtotals: [
          { tax: '250.00', percent: '2', code: '0003' },
          { tax: '125.00', percent: '1', code: 'SGK_PRIM' },
          { tax: '25.00', percent: '0.2', code: '8001' },
          { tax: '12.50', percent: '0.1', code: '9040' },
        ],
      },
    ],
    totals: { lineExtension: '12500.00', payable: '12087.50' },
    lines: [{ quantity: '1000', unit: 'KGM', unitPrice: '12.50', amount: '12500.00', name: 'Buğday' }],
  });
});

it('an e-SMM is read alike as an Invoice and as a CreditNote of profile EARSIVBELGE', () => {
  const withheld =
    '<cac:TaxSubtotal><cbc:TaxableAmount currencyID="TRY">100.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="TRY">20.00</cbc:TaxAmount>' +
    '<cbc:Percent>20</cbc:Percent><cac:TaxCategory><cac:TaxScheme><cbc:TaxTypeCode>0003</cbc:TaxTypeCode></cac:TaxScheme></cac:TaxCategory>' +
    '</cac:TaxSubtotal></cac:TaxTotal>';
  const asInvoice = invoiceXml({ payable: '100.00' })
    .replace('TICARIFATURA', 'EARSIVBELGE')
    .replace('SATIS', 'SERBESTMESLEKMAKBUZU')
    .replace('</cac:TaxTotal>', withheld);
  const asCreditNote = asInvoice
    .replaceAll(/\bInvoice(?=[ >]|-2|Line|TypeCode)/g, 'CreditNote')
    .replaceAll('Invoiced', 'Credited');
  const [invoice, creditNote] = [asInvoice, asCreditNote].map((xml) => {
    const result = readUbl(Buffer.from(xml));
    return result.ok ? result.documents[0] : undefined;
  });
  expect([invoice?.root, creditNote?.root]).toEqual(['Invoice', 'CreditNote']);
  expect(creditNote?.invoice).toEqual(invoice?.invoice);
  expect(invoice?.invoice).toMatchObject({
    type: 'SERBESTMESLEKMAKBUZU',
    taxTotals: [{ subtotals: [{ code: '0015' }, { code: '0003', tax: '20.00' }] }],
    lines: [{ quantity: '1', amount: '100.00' }],
  });
});

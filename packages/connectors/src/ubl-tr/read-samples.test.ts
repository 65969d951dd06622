/** The samples of GİB and of an integrator: official verdicts, figures checked by eye, random damage. */

import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Invoice } from '@muhasebi/accounting/fatura/invoice.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUbl } from './read-ubl.ts';
import type { UblDocument } from './ubl-document.ts';

const SAMPLES = join(import.meta.dirname, '../../../../../shared/gib/samples');
const files = existsSync(SAMPLES) ? globSync('*/*.xml', { cwd: SAMPLES }).toSorted() : [];

const MALFORMED = 'e-fatura-paketi/7_UYGULAMA_YANITI_IADE.xml';

function bytesOf(file: string): Buffer {
  return readFileSync(join(SAMPLES, file));
}

/** The only document of a sample. */
function documentOf(file: string): UblDocument {
  const result = readUbl(bytesOf(file));
  if (!result.ok) throw new Error(`${file}: ${result.error.messageEn}`);
  const [document] = result.documents;
  if (document === undefined || result.documents.length > 1) throw new Error(`${file}: not one document`);
  return document;
}

function invoiceOf(file: string): Invoice {
  const { invoice } = documentOf(file);
  if (invoice === null) throw new Error(`${file}: no invoice`);
  return invoice;
}

/** root, profile and type by the official verdicts; file names are compared in one normal form. */
function verdicts(): Map<string, string[]> {
  const rows = readFileSync(join(SAMPLES, 'verdicts.csv'), 'utf8').trim().split('\n').slice(1);
  return new Map(rows.map((row) => [row.split(',')[0]?.normalize('NFC') ?? '', row.split(',').slice(2, 5)]));
}

describe.skipIf(files.length === 0)('the samples of GİB and of an integrator', () => {
  it('are 104, and all but the one that is not well-formed are read', () => {
    expect(files).toHaveLength(104);
    expect(files.filter((file) => !readUbl(bytesOf(file)).ok)).toEqual([MALFORMED]);
    expect(readUbl(bytesOf(MALFORMED))).toMatchObject({ ok: false, error: { code: 'xml.malformed' } });
  });

  it.each(files.filter((file) => file !== MALFORMED))(
    '%s has the root, profile and type of its official verdict',
    (file) => {
      const { root, header } = documentOf(file);
      const [officialRoot, profile, type] = verdicts().get(file.normalize('NFC')) ?? [];
      // The verdict of an envelope is of the envelope; its document is named by the file beside it.
      if (officialRoot !== 'StandardBusinessDocument') expect(root).toBe(officialRoot);
      expect(header.profile ?? '').toBe(profile);
      // The verdicts leave the type of receipts empty; the documents have one.
      expect(header.type ?? '').toBe(root === 'ReceiptAdvice' ? 'SEVK' : type);
    },
  );

  it('in an envelope are the same documents as outside', () => {
    for (const name of ['1_TEMEL_FATURA', '2_TICARI_FATURA', '7_TEMEL_FATURA_IADE']) {
      const inside = documentOf(`e-fatura-paketi/${name}_ZARF.xml`);
      expect(inside.invoice).toEqual(invoiceOf(`e-fatura-paketi/${name}.xml`));
      const alone = readUbl(inside.bytes);
      expect(alone.ok && alone.documents[0]?.invoice).toEqual(inside.invoice);
    }
  });

  it('never make reading throw, whichever bytes of them are changed, dropped or doubled', () => {
    const small = files.filter((file) => bytesOf(file).length < 20_000);
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(40),
      put: fc.uint8Array({ maxLength: 12 }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...small),
        fc.array(edit, { minLength: 1, maxLength: 5 }),
        (file, edits) => {
          let bytes = bytesOf(file);
          for (const { at, cut, put } of edits) {
            const index = Math.floor(at * bytes.length);
            bytes = Buffer.concat([bytes.subarray(0, index), put, bytes.subarray(index + cut)]);
          }
          const result = readUbl(bytes);
          return result.ok ? result.documents.length > 0 : result.error.message.length > 0;
        },
      ),
      { numRuns: 400 },
    );
  });
});

it('any bytes at all are read or refused, never thrown at', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom('', '<', '<?xml version="1.0"?><'),
      (bytes, start) => {
        const result = readUbl(Buffer.concat([Buffer.from(start), bytes]));
        return result.ok || result.error.message.length > 0;
      },
    ),
    { numRuns: 1000 },
  );
});

describe.skipIf(files.length === 0)('figures of the samples, checked against the documents by eye', () => {
  it('a withholding invoice keeps tax, withheld tax and totals as stated, even where they disagree', () => {
    expect(invoiceOf('ubl-tr/TEVKIFAT.xml')).toMatchObject({
      number: 'SRM2012000086985',
      ettn: 'F47AC10B-58CC-4372-A567-0E02B2C3D479',
      issueDate: '2012-08-04',
      issueTime: '07:47:00',
      currency: 'TRY',
      exchangeRate: null,
      supplier: {
        taxId: { scheme: 'VKN', value: '0890890895' },
        taxOffice: 'Ziyapaşa',
        city: 'Adana',
        country: 'Türkiye',
      },
      customer: {
        taxId: { scheme: 'VKN', value: '1870200192' },
        name: 'British American Tobacco Exports B.V. Merkezi',
      },
      taxTotals: [
        {
          amount: '360',
          subtotals: [{ taxable: '20000', tax: '3600', percent: '18', code: '0015', name: 'KDV' }],
        },
      ],
      withholdingTotals: [
        {
          amount: '3240',
          subtotals: [{ taxable: null, tax: '3240', percent: '90', code: '606', name: null }],
        },
      ],
      totals: {
        lineExtension: '20000',
        taxExclusive: '20000',
        taxInclusive: '23600',
        payable: '20360',
        allowance: null,
      },
      lines: [
        { id: '1', name: 'İş gücü hizmeti', quantity: '1', unit: null, unitPrice: '20000', amount: '20000' },
      ],
    });
  });

  it('a dollar invoice has its rate and exact line amounts', () => {
    expect(invoiceOf('izibiz/FATURA_7.xml')).toMatchObject({
      number: 'DMY2018062513490',
      currency: 'USD',
      exchangeRate: '4.6688',
      supplier: { name: 'İZİBİZ BİLİŞİM TEKNOLOJİLERİ ANONİM ŞİRKETİ', taxOffice: 'Küçükyalı VD' },
      taxTotals: [{ amount: '18.00', subtotals: [{ taxable: '100.00', percent: '18.00' }] }],
      totals: {
        taxInclusive: '118.00',
        allowance: '0.00',
        charge: '0.00',
        payableRounding: null,
        payable: '118.00',
      },
      lines: [{ name: 'Ürün', amount: '100', taxTotals: [{ amount: '18.00000' }] }],
    });
  });

  it('special consumption tax stands beside KDV; a rate of a lira invoice is not its rate', () => {
    expect(invoiceOf('ubl-tr/OTV.xml')).toMatchObject({
      currency: 'TRY',
      exchangeRate: null,
      customer: { taxId: { scheme: 'VKN', value: '333063526' } },
      taxTotals: [
        {
          amount: '3324.79',
          subtotals: [
            { taxable: null, tax: '1842.62', percent: null, code: '0071' },
            { taxable: '8234.29', tax: '1482.17', percent: '18', code: '0015' },
          ],
        },
      ],
      totals: { lineExtension: '6391.67', payable: '9718.48' },
      lines: [{ quantity: '922', unit: 'KGM', unitPrice: '6.9324' }],
    });
  });

  it('a return names the invoice it answers', () => {
    const invoice = invoiceOf('ubl-tr/IadeFaturasiOrnegi.xml');
    expect(invoice).toMatchObject({ type: 'IADE', totals: { payable: '812.43', allowance: '0' } });
    expect(invoice.references).toContainEqual({
      kind: 'billing',
      id: 'GIB2009000000011',
      issueDate: '2009-01-05',
      type: 'FATURA',
    });
  });

  it('a person buys by TCKN; special base and exemption codes are kept', () => {
    expect(invoiceOf('ubl-tr/OZELMATRAH.xml')).toMatchObject({
      customer: { taxId: { scheme: 'TCKN', value: '39586528950' } },
      taxTotals: [{ amount: '4.01', subtotals: [{ taxable: '22.28', exemptionCode: '806' }] }],
      lines: [{ quantity: '0.5', unitPrice: '49.87', amount: '24.94' }],
    });
    expect(invoiceOf('ubl-tr/IHRACAT.xml')).toMatchObject({
      profile: 'IHRACAT',
      customer: { taxId: { scheme: 'VKN', value: '1460415308' } },
      taxTotals: [
        {
          amount: '0',
          subtotals: [{ percent: '0', exemptionCode: '301', exemptionReason: '11/1-a Mal ihracatı' }],
        },
      ],
      buyer: {
        taxId: null,
        name: 'Farthing Purchasing Consortium',
        city: 'Bridgtow',
        country: 'Great Britain',
      },
      lines: [{ unit: 'TNE' }],
    });
  });

  it('the patient of a hospital invoice is not its buyer', () => {
    expect(invoiceOf('ubl-tr/HASTANE.xml').buyer).toBeNull();
    expect(invoiceOf('ubl-tr/YOLCUBERABER.xml').buyer).toMatchObject({ taxId: null });
  });

  it('a commission agent’s deductions are allowances with their reasons; withholding stands at the line too', () => {
    const { allowanceCharges, taxTotals } = invoiceOf('ubl-tr/HKS-Ornek2.xml');
    expect(allowanceCharges.slice(0, 3)).toEqual([
      { isCharge: false, amount: '0.00', reason: null },
      { isCharge: false, amount: '10', reason: 'HKSKOMISYON', factor: '5' },
      { isCharge: false, amount: '15', reason: 'HKSKOMISYONKDV', factor: '3' },
    ]);
    expect(taxTotals).toMatchObject([{ amount: '80000.00', subtotals: [{ percent: '8' }] }]);
    const file = files.find((name) => /YTB_Tevk.*fat_Efatura/.test(name)) ?? '';
    expect(invoiceOf(file)).toMatchObject({
      withholdingTotals: [{ amount: '20.25', subtotals: [{ taxable: '22.50', percent: '90', code: '613' }] }],
      lines: [{ withholdingTotals: [{ amount: '20.25', subtotals: [{ taxable: '22.5' }] }] }],
      totals: { taxInclusive: '247.50', payable: '227.25' },
    });
  });

  it('an export states its terms, its transport, its packages and the customs number of the goods', () => {
    expect(invoiceOf('ubl-tr/IHRACAT.xml').lines[0]?.deliveries).toMatchObject([
      {
        terms: 'CIF',
        transportMode: '1',
        address: { city: 'Bridgtow', country: 'Great Britain' },
        customsIds: ['020622000000'],
        packages: [{ id: 'UACU2451999', type: 'CN', quantity: { value: '1' } }],
      },
    ]);
  });

  it('what a kind of invoice must state beside its amounts is read: account, period, kind, künye, certificate, patient', () => {
    const hospital = invoiceOf('ubl-tr/HASTANE.xml');
    expect(hospital.paymentMeans).toMatchObject([
      { code: '1', payee: { id: 'TR860004600032008000022176', currency: 'TRY', bank: 'AKBANK' } },
    ]);
    expect(hospital.onBehalfOf).toMatchObject({
      name: 'Berkan Yılmaz',
      identifications: [{ scheme: 'PROTOCOLNO', id: '68083' }],
    });
    expect(invoiceOf('izibiz/FATURA_20.xml')).toMatchObject({
      type: 'SGK',
      accountingCost: 'DIGER',
      period: { startDate: '2018-06-18', endDate: '2018-06-25' },
    });
    expect(invoiceOf('izibiz/HAL-SATIS.xml').lines[0]?.identifications).toContainEqual({
      kind: 'additional',
      scheme: 'KUNYENO',
      id: '1231231231231231111',
    });
    const investment = files.find((name) => /YTB_Sat.*s_Efatura/.test(name)) ?? '';
    expect(invoiceOf(investment).references).toContainEqual({
      kind: 'contract',
      id: '123456',
      issueDate: '2025-01-01',
      type: null,
      scheme: 'YTBNO',
    });
    expect(invoiceOf(investment).lines[0]?.identifications).toContainEqual({
      kind: 'serial',
      scheme: null,
      id: '412578',
    });
    expect(invoiceOf('izibiz/FATURA_7.xml').exchangeRates).toMatchObject([
      { kind: 'pricing', source: 'USD', target: 'TRY', rate: '4.6688' },
    ]);
  });
});

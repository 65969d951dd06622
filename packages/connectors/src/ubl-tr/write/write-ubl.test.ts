/** What is written: sound to GİB's schema and to our own checks, read again without a difference, and always the same. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addUpDraft } from '@muhasebi/accounting/duzenleme/add-up-draft.ts';
import { checkDraft, checkNumbering } from '@muhasebi/accounting/duzenleme/check-draft.ts';
import type { NumberedInvoice } from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { karekodOf } from '@muhasebi/accounting/duzenleme/karekod.ts';
import { checkInvoice } from '@muhasebi/accounting/fatura/check-invoice.ts';
import { chartView } from '@muhasebi/accounting/fatura/invoice.fixture.ts';
import { proposeVoucher } from '@muhasebi/accounting/fatura/propose-voucher.ts';
import { kurusToDecimal, tryKurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectPackFolder, openRulePack, type RulePack } from '../../gib-rules/rule-pack.ts';
import { qrOfInvoice } from '../../ubl-view/qr-of-invoice.ts';
import { readUbl } from '../read-ubl.ts';
import { writeInvoice } from './write-invoice.ts';
import { writeResponse } from './write-response.ts';
import { ANSWERS, line, sale, WRITTEN } from './written.fixture.ts';

const TODAY = '2026-11-28';
const SCHEMAS = join(import.meta.dirname, '../../../../../../shared/gib/rules/xsdrt/maindoc');
const golden = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'golden', `${name}.xml`), 'utf8');

function readAgain(xml: string) {
  const result = readUbl(Buffer.from(xml));
  const document = result.ok ? result.documents[0] : undefined;
  if (document?.root !== 'Invoice') throw new Error('what was written cannot be read');
  return document;
}

const DOCUMENTS = [
  ...Object.entries(WRITTEN).map(([name, invoice]) => [name, writeInvoice(invoice)] as const),
  ...Object.entries(ANSWERS).map(([name, answer]) => [name, writeResponse(answer)] as const),
];

describe('a document that is written', () => {
  it.each(DOCUMENTS)('is the golden one, byte for byte: %s', (name, xml) => {
    expect(xml).toBe(golden(name));
  });

  it.each(Object.entries(WRITTEN))('is one that our own checks find nothing in: %s', (_, invoice) => {
    expect([...checkDraft(invoice, TODAY), ...checkNumbering(invoice)]).toEqual([]);
    const { invoice: read, findings } = readAgain(writeInvoice(invoice));
    expect(findings).toEqual([]);
    expect(checkInvoice(read, TODAY).map(({ code, message }) => [code, message])).toEqual([]);
  });

  it.each(Object.entries(WRITTEN))('has on its paper the QR code that stands in it: %s', (_, invoice) => {
    const { invoice: read } = readAgain(writeInvoice(invoice));
    expect(qrOfInvoice(read)).toBe(karekodOf(invoice, addUpDraft(invoice)));
  });

  it('is booked as its kind, its amounts those that were added up', () => {
    const booked = (name: string): string[] => {
      const written = WRITTEN[name] ?? sale();
      const { invoice } = readAgain(writeInvoice(written));
      const { proposal } = proposeVoucher({
        ...{ invoice, clientTaxId: written.supplier.taxId, direction: 'satis', fallbackRate: null },
        ...{ purchaseDefault: 'merchandise', chart: chartView() },
      });
      return (proposal?.lines ?? []).map(
        ({ accountCode, debitKurus, creditKurus }) =>
          `${accountCode} ${debitKurus > 0n ? 'B' : 'A'} ${kurusToDecimal(debitKurus + creditKurus)}`,
      );
    };
    // Özel matrah: what of the price exceeds the base is no part of the rated account (KDVK md. 23).
    expect(booked('ozelmatrah')).toEqual([
      '120.01.0001 B 62019.53',
      '600.01.020 A 6710.13',
      '600.02 A 53967.37',
      '391.01.020 A 1342.03',
    ]);
    expect(booked('ozelmatrah-icinde')).toEqual([
      '120.01.0001 B 24.94',
      '600.01.020 A 20.78',
      '391.01.020 A 4.16',
    ]);
    // KDVK 11/1-c: computed, not collected, deferred.
    expect(booked('ihrackayitli')).toEqual([
      '192.01 B 20000.00',
      '120.01.0001 B 100000.00',
      '600.03 A 100000.00',
      '391.03.020 A 20000.00',
    ]);
    // KDVK 13/d: what is forgone is not booked.
    expect(booked('yatirim-istisna')).toEqual(['120.01.0001 B 750000.00', '600.02 A 750000.00']);
    expect(booked('konaklama')).toContain('360.07 A 19.53');
    expect(booked('tevkifatiade')).toContain('391.02.010 A 0.90');
  });

  it('carries hostile text as text', () => {
    const name = ']]><cbc:ID>9</cbc:ID>&amp;\u0022\r\n🧾 İĞŞ';
    const { invoice } = readAgain(writeInvoice(sale({ lines: [line({ name })] })));
    expect(invoice.lines.map((each) => each.name)).toEqual([name]);
  });
});

describe.skipIf(!existsSync(SCHEMAS))('the UBL-TR 1.2.1 schemas of GİB', () => {
  const open: { dispose(): void }[] = [];
  const validators = new Map<string, XsdValidator>();

  beforeAll(async () => {
    xmlRegisterFsInputProviders();
    for (const root of ['Invoice', 'ApplicationResponse']) {
      const url = join(SCHEMAS, `UBL-${root}-2.1.xsd`);
      const schema = XmlDocument.fromBuffer(await readFile(url), { url });
      const validator = XsdValidator.fromDoc(schema);
      open.push(validator, schema);
      validators.set(root, validator);
    }
  });
  afterAll(() => {
    for (const each of open) each.dispose();
  });

  const validate = (xml: string): void => {
    const document = XmlDocument.fromString(xml);
    try {
      validators.get(document.root.name)?.validate(document);
    } finally {
      document.dispose();
    }
  };

  it.each(DOCUMENTS)('accept what is written: %s', (_, xml) => validate(xml));

  it('refuse one whose payable stands before its taxes, so that accepting means something', () => {
    const xml = writeInvoice(sale());
    const disordered = xml.replace(
      /(<cbc:TaxInclusiveAmount.*?)(<cbc:PayableAmount.*?<\/cbc:PayableAmount>)/,
      '$2$1',
    );
    expect(disordered).not.toBe(xml);
    expect(() => validate(disordered)).toThrow(/PayableAmount/);
  });
});

describe.skipIf(!existsSync(SCHEMAS))('the official rules of GİB', () => {
  let pack: RulePack;

  beforeAll(async () => {
    pack = openRulePack(await collectPackFolder(join(SCHEMAS, '../..')));
  }, 60_000);
  afterAll(() => pack?.dispose());

  it.each(DOCUMENTS)('find no fault in what is written, unsigned as it is: %s', (name, xml) => {
    const type = name === 'e-arsiv' ? 'earchive' : 'efatura';
    const { xsd, schematron, faults } = pack.judge(Buffer.from(xml), { type, today: TODAY });
    expect({ xsd, schematron, faults }).toEqual({ xsd: 'valid', schematron: 'pass', faults: [] });
  });

  it('find no fault in any invoice that may be issued', () => {
    fc.assert(
      fc.property(anyInvoice, (invoice) => {
        const verdict = pack.judge(Buffer.from(writeInvoice(invoice)), { type: 'efatura', today: TODAY });
        expect([verdict.xsd, verdict.faults]).toEqual(['valid', []]);
      }),
      { numRuns: 40 },
    );
  });

  it('find one where a rule is broken, so that finding none means something', () => {
    const xml = writeInvoice(sale({ profile: 'TICARIFATURA', type: 'IADE' }));
    const { faults } = pack.judge(Buffer.from(xml), { type: 'efatura', today: TODAY });
    expect(new Set(faults.map(({ rule }) => rule))).toEqual(
      new Set(['InvoiceTypeCodeCheck', 'IADEInvioceCheck']),
    );
  });
});

const amountText = fc.bigInt({ min: 1000n, max: 10n ** 9n }).map(kurusToDecimal);
const anyLine = fc
  .record({
    quantity: fc.constantFrom('1', '0.333', '7', '12.125', '1000'),
    unitPrice: amountText,
    discountPercent: fc.constantFrom(null, '3.33', '15', '50'),
    kdv: fc.constantFrom('20', '10', '1'),
    code: fc.constantFrom(null, '612', '624', '801'),
  })
  .map(({ kdv, code, ...rest }) => line({ ...rest, kdvPercent: kdv, withholdingCode: code }));
const anyInvoice: fc.Arbitrary<NumberedInvoice> = fc
  .record({
    lines: fc.array(anyLine, { minLength: 1, maxLength: 12 }),
    discount: fc.constantFrom(null, '0.07', '1.00'),
  })
  .map(({ lines, discount }) =>
    sale({
      lines,
      discountAmount: discount,
      type: lines.some(({ withholdingCode }) => withholdingCode !== null) ? 'TEVKIFAT' : 'SATIS',
    }),
  );

describe('an invoice read again', () => {
  it('has the amounts that were added up, its lines adding up to its taxes to the kuruş, and nothing to find', () => {
    fc.assert(
      fc.property(anyInvoice, (invoice) => {
        const { totals, lines } = addUpDraft(invoice);
        const { invoice: read } = readAgain(writeInvoice(invoice));
        expect(read.totals.payable).toBe(kurusToDecimal(totals.payableKurus));
        expect(read.totals.taxExclusive).toBe(kurusToDecimal(totals.taxExclusiveKurus));
        expect(read.taxTotals[0]?.amount).toBe(kurusToDecimal(totals.kdvKurus));
        expect(read.lines.map(({ amount }) => amount)).toEqual(
          lines.map(({ netKurus }) => kurusToDecimal(netKurus)),
        );
        const ofLines = read.lines.map((each) => tryKurusFromDecimal(each.taxTotals[0]?.amount) ?? 0n);
        expect(ofLines.reduce((sum, each) => sum + each, 0n)).toBe(totals.kdvKurus);
        expect(checkInvoice(read, TODAY)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

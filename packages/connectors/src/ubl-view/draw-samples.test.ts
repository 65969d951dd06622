/** The samples of GİB and of an integrator, drawn: by the designs they bring and in our own layout. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { decodeXml } from '../ubl-tr/decode-xml.ts';
import { readUbl } from '../ubl-tr/read-ubl.ts';
import type { UblDocument } from '../ubl-tr/ubl-document.ts';
import { drawTogether, htmlOf } from './draw-together.fixture.ts';
import { findEmbeddedDesign } from './embedded-design.ts';
import { paperHtml } from './paper-html.ts';
import { paperOf } from './paper-of.ts';
import { paperPdf } from './paper-pdf.ts';
import { amountText, quantityText } from './paper-text.ts';

const SAMPLES = join(import.meta.dirname, '../../../../../shared/gib/samples');
const files = existsSync(SAMPLES) ? globSync('*/*.xml', { cwd: SAMPLES }).toSorted() : [];

interface Sample {
  readonly file: string;
  readonly document: UblDocument;
}

function read(file: string): Sample[] {
  const result = readUbl(readFileSync(join(SAMPLES, file)));
  return result.ok ? result.documents.map((document) => ({ file, document })) : [];
}

const samples = files.flatMap(read);

/** One document of each design: many bring the same. */
function ofEachDesign(): Sample[] {
  const byDesign = new Map<string, Sample>();
  for (const sample of samples) {
    const design = findEmbeddedDesign(decodeXml(sample.document.bytes).utf8);
    if (design !== null) byDesign.set(design.toString('base64'), sample);
  }
  return [...byDesign.values()];
}

/** What must stand on its paper, as it is written there. */
function figuresOf(document: UblDocument): (string | null)[] {
  const amount = (text: string | null | undefined) => (text == null ? null : amountText(text, 'tr'));
  switch (document.root) {
    case 'Invoice':
    case 'CreditNote':
      return [
        amount(document.invoice.totals.payable),
        ...document.invoice.lines.map((line) => amount(line.amount)),
      ];
    case 'DespatchAdvice':
      return [
        amount(document.despatch.value?.value),
        ...document.despatch.plates,
        ...document.despatch.lines.map(({ quantity, unit }) => quantityText(quantity, unit, 'tr')),
      ];
    case 'ReceiptAdvice':
      return document.receipt.lines.map(({ received }) =>
        received === null ? null : quantityText(received.value, received.unit, 'tr'),
      );
    case 'ApplicationResponse':
      return [
        document.response.responseCode,
        ...document.response.reasons,
        ...document.response.answers.map(({ ettn, number }) => ettn ?? number),
      ];
    default:
      return [];
  }
}

/** Text alone, its entities as letters. */
const textOf = (html: string) =>
  html
    .replaceAll(/<style>[\s\S]*?<\/style>|<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

describe.skipIf(files.length === 0)('the samples', () => {
  it('with a design of their own are drawn by it, with the number of the document and what is to be paid', async () => {
    const chosen = ofEachDesign();
    expect(chosen).toHaveLength(16);
    const answers = await drawTogether(chosen.map(({ document }) => document.bytes));
    for (const [index, { file, document }] of chosen.entries()) {
      expect(answers[index], file).toMatchObject({ kind: 'drawn', design: 'embedded' });
      const text = textOf(htmlOf(answers[index]));
      expect(text, file).toContain(document.header.id);
      const payable = document.invoice?.totals.payable;
      if (payable !== undefined && payable !== null) expect(text, file).toContain(amountText(payable, 'tr'));
    }
  });

  it('are all drawn in our own layout, with their number, parties and every amount and quantity of their lines', () => {
    expect(samples.length).toBeGreaterThan(100);
    for (const { file, document } of samples) {
      const text = textOf(paperHtml(paperOf(document, 'tr')));
      const { id, supplier, customer } = document.header;
      const wanted = [id, supplier.name, customer.name, ...figuresOf(document)];
      for (const part of wanted) if (part !== null) expect(text, file).toContain(part);
    }
  });

  it('become a PDF of ours that holds the number and what is to be paid', async () => {
    for (const file of ['ubl-tr/TEVKIFAT.xml', 'ubl-tr/Irsaliye-Ornek1.xml']) {
      const [sample] = read(file);
      if (sample === undefined) throw new Error(file);
      const { document } = sample;
      const pdf = await getDocumentProxy(new Uint8Array(await paperPdf(paperOf(document, 'tr'))));
      const { text } = await extractText(pdf, { mergePages: true });
      expect(text).toContain(document.header.id);
      const payable = document.invoice?.totals.payable;
      if (payable !== undefined && payable !== null) expect(text).toContain(amountText(payable, 'tr'));
    }
  });
});

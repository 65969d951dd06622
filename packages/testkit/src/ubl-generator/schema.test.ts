/** What GİB's own schema says of generated invoices; skipped where its files are not at hand. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateInvoice } from './generate-invoice.ts';
import { INVOICE_KINDS } from './kinds.ts';

const xsd = join(import.meta.dirname, '../../../../../shared/gib/rules/xsdrt/maindoc/UBL-Invoice-2.1.xsd');

describe.skipIf(!existsSync(xsd))('the UBL-TR 1.2.1 schema of GİB', () => {
  let schema: XmlDocument;
  let validator: XsdValidator;

  beforeAll(async () => {
    xmlRegisterFsInputProviders();
    const { readFile } = await import('node:fs/promises');
    schema = XmlDocument.fromBuffer(await readFile(xsd), { url: xsd });
    validator = XsdValidator.fromDoc(schema);
  });

  afterAll(() => {
    validator?.dispose();
    schema?.dispose();
  });

  const validate = (xml: string): void => {
    const document = XmlDocument.fromString(xml);
    try {
      validator.validate(document);
    } finally {
      document.dispose();
    }
  };

  it.each(INVOICE_KINDS)('accepts generated invoices of kind %s', (kind) => {
    for (const seed of ['1', '2', '3', '4', '5']) {
      validate(generateInvoice(seed, { kind, issueDate: '2026-10-05' }).xml);
    }
  });

  it('refuses an invoice whose elements stand in another order, so that accepting means something', () => {
    const { xml } = generateInvoice('1', { kind: 'satis', issueDate: '2026-10-05' });
    const disordered = xml.replace(/(<cbc:ID>.*<\/cbc:ID>)\n(<cbc:CopyIndicator>.*)\n/, '$2\n$1\n');
    expect(disordered).not.toBe(xml);
    expect(() => validate(disordered)).toThrow(/CopyIndicator/);
  });
});

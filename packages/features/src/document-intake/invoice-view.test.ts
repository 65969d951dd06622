/** What is stored of any invoice can be shown: the reader and the view of the contract do not drift apart. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anyInvoice } from '@muhasebi/accounting/fatura/arbitrary-invoice.fixture.ts';
import { readUbl } from '@muhasebi/connectors/ubl-tr/read-ubl.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { invoiceView } from './contract.ts';

const SAMPLES = join(import.meta.dirname, '../../../../../shared/gib/samples');
const files = existsSync(SAMPLES) ? globSync('*/*.xml', { cwd: SAMPLES }) : [];

it.skipIf(files.length === 0)('every sample that is read as an invoice is shown, its references all', () => {
  const invoices = files.flatMap((file) => {
    const result = readUbl(readFileSync(join(SAMPLES, file)));
    return result.ok ? result.documents.flatMap(({ invoice }) => invoice ?? []) : [];
  });
  expect(invoices.length).toBeGreaterThan(60);
  for (const invoice of invoices) {
    const shown = invoiceView.parse(structuredClone(invoice));
    expect(shown.references.map(({ kind }) => kind)).toEqual(invoice.references.map(({ kind }) => kind));
  }
});

it('so is any invoice of the right shape', () => {
  fc.assert(
    fc.property(anyInvoice, (invoice) => invoiceView.safeParse(invoice).success),
    { numRuns: 100 },
  );
});

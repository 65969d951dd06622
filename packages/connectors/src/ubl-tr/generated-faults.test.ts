/** Each faulty invoice carries the fault meant, and no other; sound ones carry none. */
import { checkInvoice } from '@muhasebi/accounting/fatura/check-invoice.ts';
import { FAULTS, type Fault, generateFaulty } from '@muhasebi/testkit/ubl-generator/faults.ts';
import { generateInvoice } from '@muhasebi/testkit/ubl-generator/generate-invoice.ts';
import { INVOICE_KINDS } from '@muhasebi/testkit/ubl-generator/kinds.ts';
import { constantFrom, assert as holds, nat, property } from 'fast-check';
import { expect, it } from 'vitest';
import { readUbl } from './read-ubl.ts';

const TODAY = '2026-11-23';
const options = { kind: 'satis', issueDate: '2026-10-05' } as const;

/** Codes of all findings of severity error or warning, and of a guessed encoding; or the code of the refusal. */
function verdict(bytes: Buffer): readonly string[] {
  const result = readUbl(bytes);
  if (!result.ok) return [result.error.code];
  const findings = result.documents.flatMap((document) => [
    ...document.findings,
    ...(document.invoice === null ? [] : checkInvoice(document.invoice, TODAY)),
  ]);
  return [...new Set(findings.map((finding) => finding.code))];
}

/** What the reader or the checks say; the last two faults show only against other documents and the client. */
const MEANT: Readonly<Record<Fault, readonly string[]>> = {
  'wrong-total': ['fatura.odenecek-tutar'],
  'wrong-tax': ['fatura.vergi-tutari'],
  'wrong-vkn': ['fatura.vkn-hatali'],
  'unknown-tax-code': ['fatura.vergi-kodu-bilinmiyor'],
  'future-date': ['fatura.tarih-gelecekte'],
  'currency-without-rate': ['fatura.kur-yok'],
  truncated: ['xml.truncated'],
  'not-xml': ['xml.not-xml'],
  'not-utf8': ['xml.encoding-guessed'],
  'duplicate-ettn': [],
  'other-company': [],
};

it('no check has anything to say of a sound invoice, whatever its seed and kind', () => {
  holds(
    property(nat(), constantFrom(...INVOICE_KINDS), (seed, kind) => {
      const { xml } = generateInvoice(String(seed), { ...options, kind });
      expect(verdict(Buffer.from(xml))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it.each(FAULTS)(
  'an invoice with the fault %s gives the finding or the refusal meant, and no other',
  (fault) => {
    for (const seed of ['1', '2', '3', '4', '5', '6']) {
      expect(verdict(generateFaulty(fault, seed, options).bytes)).toEqual(MEANT[fault]);
    }
  },
);

it('a duplicate carries the ETTN of the sound invoice under another number', () => {
  const { plan } = generateInvoice('1', options).billed;
  const duplicate = generateFaulty('duplicate-ettn', '1', options);
  expect(duplicate.bytes.toString()).toContain(`<cbc:UUID>${plan.ettn}</cbc:UUID>`);
  expect(duplicate.bytes.toString()).not.toContain(plan.number);
});

it('an invoice of another company names neither party of the sound one', () => {
  const { plan } = generateInvoice('1', options).billed;
  const text = generateFaulty('other-company', '1', options).bytes.toString();
  expect(text).not.toContain(plan.supplier.taxId.value);
  expect(text).not.toContain(plan.customer.taxId.value);
});

it('letters of a file that is not UTF-8 are read as they were written', () => {
  const result = readUbl(generateFaulty('not-utf8', '1', options).bytes);
  const { plan } = generateInvoice('1', options).billed;
  expect(result.ok && result.documents[0]?.invoice?.supplier.name).toBe(plan.supplier.name);
});

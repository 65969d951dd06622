/** Generated invoices hold whatever the seed: the reader, GİB's schema and plain arithmetic judge them. */
import type { Invoice, TaxTotal } from '@muhasebi/accounting/fatura/invoice.ts';
import { decimal, multiply } from '@muhasebi/accounting/money/decimal.ts';
import { kurusFromAmount, kurusFromDecimal, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import { isValidTaxId } from '@muhasebi/accounting/vkn/tax-number.ts';
import { generateInvoice } from '@muhasebi/testkit/ubl-generator/generate-invoice.ts';
import { INVOICE_KINDS, type InvoiceKind } from '@muhasebi/testkit/ubl-generator/kinds.ts';
import { constantFrom, assert as holds, nat, property } from 'fast-check';
import { expect, it } from 'vitest';
import { readUbl } from './read-ubl.ts';

const DATES = ['2022-03-15', '2024-02-29', '2026-10-05'];

function read(seed: string, kind: InvoiceKind, issueDate = '2026-10-05'): Invoice {
  const result = readUbl(Buffer.from(generateInvoice(seed, { kind, issueDate }).xml));
  if (!result.ok) throw new Error(result.error.messageEn);
  const [document] = result.documents;
  expect(document?.findings).toEqual([]);
  if (document?.root !== 'Invoice') throw new Error('not an invoice');
  return document.invoice;
}

const kurus = (text: string | null | undefined): bigint => kurusFromDecimal(text ?? '');
const sum = (totals: readonly TaxTotal[]): bigint => sumKurus(totals.map((total) => kurus(total.amount)));

function subtotalsAddUp(totals: readonly TaxTotal[]): void {
  for (const total of totals) {
    expect(sumKurus(total.subtotals.map((subtotal) => kurus(subtotal.tax)))).toBe(kurus(total.amount));
  }
}

function totalsAddUp({ totals, lines, ...invoice }: Invoice): void {
  expect(sumKurus(lines.map((line) => kurus(line.amount)))).toBe(kurus(totals.lineExtension));
  const exclusive = kurus(totals.lineExtension) - kurus(totals.allowance) + kurus(totals.charge);
  expect(kurus(totals.taxExclusive)).toBe(exclusive);
  expect(kurus(totals.taxInclusive)).toBe(exclusive + sum(invoice.taxTotals));
  expect(kurus(totals.payable)).toBe(kurus(totals.taxInclusive) - sum(invoice.withholdingTotals));
  expect(sum(lines.flatMap((line) => line.taxTotals))).toBe(sum(invoice.taxTotals));
  expect(sum(lines.flatMap((line) => line.withholdingTotals))).toBe(sum(invoice.withholdingTotals));
  subtotalsAddUp([...invoice.taxTotals, ...invoice.withholdingTotals]);
}

function linesAddUp({ lines }: Invoice): void {
  for (const line of lines) {
    const gross = kurusFromAmount(multiply(decimal(line.quantity ?? ''), decimal(line.unitPrice ?? '')));
    const discount = sumKurus(line.allowanceCharges.map((entry) => kurus(entry.amount)));
    expect(kurus(line.amount)).toBe(gross - discount);
    for (const { taxable, tax, percent } of line.taxTotals.flatMap((total) => total.subtotals)) {
      const due = multiply(multiply(decimal(taxable ?? ''), decimal(percent ?? '')), {
        digits: 1n,
        scale: 2,
      });
      expect(kurus(tax)).toBe(kurusFromAmount(due));
    }
  }
}

it('every total is exact to the kuruş whatever the seed, the kind and the day', () => {
  holds(
    property(nat(), constantFrom(...INVOICE_KINDS), constantFrom(...DATES), (seed, kind, date) => {
      const invoice = read(String(seed), kind, date);
      totalsAddUp(invoice);
      linesAddUp(invoice);
    }),
    { numRuns: 400 },
  );
});

it('numbers have sixteen characters, ETTNs are UUIDs, tax numbers have their check digits', () => {
  holds(
    property(nat(), constantFrom(...INVOICE_KINDS), (seed, kind) => {
      const invoice = read(String(seed), kind);
      expect(invoice.number).toMatch(/^[A-Z]{3}2026\d{9}$/);
      expect(invoice.ettn).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      for (const { taxId, name } of [invoice.supplier, invoice.customer]) {
        expect(taxId !== null && isValidTaxId(taxId)).toBe(true);
        expect(name).toBeTruthy();
      }
    }),
    { numRuns: 100 },
  );
});

it('the same seed gives the same bytes, another seed another invoice', () => {
  const options = { kind: 'satis', issueDate: '2026-10-05' } as const;
  expect(generateInvoice('bir', options).xml).toBe(generateInvoice('bir', options).xml);
  const [one, other] = [generateInvoice('bir', options), generateInvoice('iki', options)];
  expect(one.billed.plan.ettn).not.toBe(other.billed.plan.ettn);
});

it('a KDV rate is one that was in force on the day of the invoice', () => {
  const percents = new Set(
    Array.from({ length: 40 }, (_, n) => read(`oran${n}`, 'satis', '2022-03-15'))
      .flatMap((invoice) => invoice.taxTotals.flatMap((total) => total.subtotals))
      .map((subtotal) => subtotal.percent),
  );
  expect([...percents].toSorted()).toEqual(['1', '18', '8']);
});

const EXPECTED: Readonly<Record<InvoiceKind, (invoice: Invoice) => unknown>> = {
  satis: (invoice) => invoice.type === 'SATIS' && invoice.profile !== 'EARSIVFATURA',
  'satis-iskontolu': ({ totals }) => kurus(totals.allowance) > 0n,
  'satis-masrafli': ({ totals }) => kurus(totals.charge) > 0n,
  tevkifat: ({ type, withholdingTotals }) => type === 'TEVKIFAT' && sum(withholdingTotals) > 0n,
  iade: ({ type, profile, references }) =>
    type === 'IADE' &&
    profile === 'TEMELFATURA' &&
    references[0]?.kind === 'billing' &&
    references[0].id?.length === 16,
  istisna: (invoice) => invoice.type === 'ISTISNA' && exemptionOf(invoice) === '350',
  'hizmet-ihracati': (invoice) =>
    exemptionOf(invoice) === '302' && invoice.customer.taxId?.value === '22222222222',
  ihracat: (invoice) =>
    invoice.profile === 'IHRACAT' && exemptionOf(invoice) === '301' && invoice.currency !== 'TRY',
  'ihrac-kayitli': (invoice) => invoice.type === 'IHRACKAYITLI' && exemptionOf(invoice) === '701',
  'ozel-matrah': (invoice) => {
    const taxable = kurus(invoice.taxTotals[0]?.subtotals[0]?.taxable);
    return invoice.type === 'OZELMATRAH' && taxable > 0n && taxable < kurus(invoice.totals.taxExclusive);
  },
  dovizli: ({ currency, exchangeRate }) => currency !== 'TRY' && /^\d\d\.\d{4}$/.test(exchangeRate ?? ''),
  oiv: (invoice) => sideTax(invoice, '4080', '10'),
  konaklama: (invoice) => sideTax(invoice, '0059', '2'),
  'e-arsiv': ({ profile, customer }) => profile === 'EARSIVFATURA' && customer.taxId?.scheme === 'VKN',
  'e-arsiv-nihai': ({ profile, customer }) =>
    profile === 'EARSIVFATURA' && customer.taxId?.value === '11111111111',
};

function exemptionOf(invoice: Invoice): string | null | undefined {
  return invoice.taxTotals[0]?.subtotals[0]?.exemptionCode;
}

function sideTax(invoice: Invoice, code: string, percent: string): boolean {
  const subtotals = invoice.taxTotals.flatMap((total) => total.subtotals);
  return subtotals.some((tax) => tax.code === code && tax.percent === percent && kurus(tax.tax) > 0n);
}

it.each(INVOICE_KINDS)('an invoice of kind %s is what its name says', (kind) => {
  for (const seed of ['a', 'b', 'c', 'd']) expect(EXPECTED[kind](read(seed, kind))).toBe(true);
});

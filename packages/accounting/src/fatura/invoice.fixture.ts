/** Invoices and charts for tests: a plain sale to vary, the starting chart as a client's own, arbitrary invoices. */
import { nextSubAccountCode } from '../hesap-plani/next-sub-account.ts';
import { startingChart } from '../hesap-plani/starting-chart.ts';
import type { ChartView } from './choose-account.ts';
import type { Invoice, InvoiceParty, TaxSubtotal } from './invoice.ts';

export const SELLER_VKN = '4810058590';
export const BUYER_VKN = '1460415308';

export function party(value: string, name: string): InvoiceParty {
  return {
    taxId: { scheme: value.length === 10 ? 'VKN' : 'TCKN', value },
    name,
    taxOffice: 'Kadıköy',
    address: null,
    city: 'İstanbul',
    country: 'Türkiye',
  };
}

export function subtotal(
  taxable: string,
  tax: string,
  percent: string,
  over: Partial<TaxSubtotal> = {},
): TaxSubtotal {
  return {
    taxable,
    tax,
    percent,
    code: '0015',
    name: 'KDV',
    exemptionCode: null,
    exemptionReason: null,
    ...over,
  };
}

/** A sound sale of ten pieces at 100,00 with KDV 20 %. */
export function sampleInvoice(over: Partial<Invoice> = {}): Invoice {
  const kdv = { amount: '200.00', subtotals: [subtotal('1000.00', '200.00', '20')] };
  return {
    profile: 'TICARIFATURA',
    customization: 'TR1.2',
    number: 'ABC2025000000001',
    ettn: 'f47ac10b-58cc-4372-a567-0e02b2c3d479',
    issueDate: '2025-03-14',
    issueTime: '10:00:00',
    type: 'SATIS',
    currency: 'TRY',
    exchangeRate: null,
    supplier: party(SELLER_VKN, 'Satan Ticaret A.Ş.'),
    customer: party(BUYER_VKN, 'Alan Sanayi Ltd. Şti.'),
    allowanceCharges: [],
    taxTotals: [kdv],
    withholdingTotals: [],
    totals: {
      lineExtension: '1000.00',
      taxExclusive: '1000.00',
      taxInclusive: '1200.00',
      allowance: null,
      charge: null,
      payableRounding: null,
      payable: '1200.00',
    },
    lines: [
      {
        id: '1',
        name: 'Defter',
        quantity: '10',
        unit: 'C62',
        unitPrice: '100.00',
        amount: '1000.00',
        allowanceCharges: [],
        taxTotals: [kdv],
        withholdingTotals: [],
        note: null,
      },
    ],
    references: [],
    notes: [],
    ...over,
  };
}

/** The starting chart as a client's chart, with its counterparties, remembered choices and further leaves by code. */
export function chartView(
  counterparties: Readonly<Record<string, string>> = {},
  preferences: Readonly<Record<string, string>> = {},
  others: Readonly<Record<string, string>> = {},
): ChartView {
  const accounts = new Map(
    startingChart().map(({ code, name, isLeaf }) => [code, { name, isLeaf, isActive: true }]),
  );
  for (const [code, name] of Object.entries(others))
    accounts.set(code, { name, isLeaf: true, isActive: true });
  return {
    find: (code) => accounts.get(code) ?? null,
    counterpartyAccount: (parent, taxId) => counterparties[`${parent}:${taxId}`] ?? null,
    nextSubAccountCode: (parent) =>
      nextSubAccountCode([...accounts.keys(), ...Object.values(counterparties)], parent),
    preferences: new Map(Object.entries(preferences)),
  };
}

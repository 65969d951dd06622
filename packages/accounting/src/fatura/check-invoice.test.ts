/** Rules of the checks on an invoice: silent on a sound one, exact on a faulty one, never an exception. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyInvoice } from './arbitrary-invoice.fixture.ts';
import { checkInvoice } from './check-invoice.ts';
import { party, sampleInvoice, subtotal } from './invoice.fixture.ts';
import type { Invoice, InvoiceLine } from './invoice.ts';

const TODAY = '2025-06-30';
const found = (over: Partial<Invoice>, today = TODAY) =>
  checkInvoice(sampleInvoice(over), today).map((each) => `${each.severity} ${each.code} ${each.place}`);
const totals = (over: Partial<Invoice['totals']>) => ({ totals: { ...sampleInvoice().totals, ...over } });
const [plainLine] = sampleInvoice().lines;
const line = (over: Partial<InvoiceLine>): InvoiceLine => ({ ...(plainLine ?? fail()), ...over });
const taxes = (...subtotals: ReturnType<typeof subtotal>[]) => ({ taxTotals: [{ amount: null, subtotals }] });

function fail(): never {
  throw new Error('the sample invoice has a line');
}

describe('the checks of an invoice', () => {
  it('find nothing in a sound one', () => {
    expect(found({})).toEqual([]);
  });

  it('never throw, whatever is missing or garbage, and every finding is complete in both languages', () => {
    fc.assert(
      fc.property(anyInvoice, (invoice) => {
        for (const each of checkInvoice(invoice, TODAY)) {
          expect(each.message.length).toBeGreaterThan(10);
          expect(each.messageEn.length).toBeGreaterThan(10);
          expect(each.code.startsWith('fatura.')).toBe(true);
          expect(`${each.message}${each.messageEn}`).not.toMatch(/[a-z]Amount\b|undefined/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('state the figures of a fault in the text and as data', () => {
    const [fault] = checkInvoice(sampleInvoice(totals({ payable: '1250.00' })), TODAY);
    expect(fault).toMatchObject({
      code: 'fatura.odenecek-tutar',
      params: { stated: '1250.00', expected: '1200.00', difference: '50.00' },
    });
    expect(fault?.message).toContain('belgede 1.250,00, hesaplanan 1.200,00, fark 50,00');
  });
});

describe('who, which and when', () => {
  it('a tax number must be there and its check digit right', () => {
    expect(found({ supplier: party('4810058591', 'X') })).toEqual([
      'warning fatura.vkn-hatali supplier.taxId',
    ]);
    expect(found({ customer: { ...party('4810058590', 'X'), taxId: null } })).toEqual([
      'error fatura.vkn-yok customer.taxId',
    ]);
    expect(found({ customer: party('11111111111', 'Tüketici') })).toEqual([]);
    const text = (value: string) =>
      checkInvoice(sampleInvoice({ supplier: party(value, 'X') }), TODAY)[0]?.message;
    expect(text('4810058591')).toContain('kontrol hanesi tutmuyor');
    expect(text('481005859')).toContain('11 rakam olmalı, 9 karakter yazılmış');
  });

  it('an ETTN must be a UUID and a number have its sixteen characters', () => {
    expect(found({ ettn: null })).toEqual(['error fatura.ettn-yok ettn']);
    expect(found({ ettn: 'abc' })).toEqual(['error fatura.ettn-hatali ettn']);
    expect(found({ number: 'ABC20250000000012' })).toEqual(['warning fatura.numara-hatali number']);
    expect(found({ number: null })).toEqual(['error fatura.numara-hatali number']);
  });

  it('a date must exist and not lie after today, which the caller names', () => {
    expect(found({ issueDate: '2025-02-30' })).toContain('error fatura.tarih-hatali issueDate');
    expect(found({ issueDate: '2025-07-01' })).toEqual(['error fatura.tarih-gelecekte issueDate']);
    expect(found({ issueDate: '2025-07-01' }, '2025-07-01')).toEqual([]);
  });

  it('a foreign currency needs a rate', () => {
    expect(found({ currency: 'USD' })).toEqual(['warning fatura.kur-yok exchangeRate']);
    expect(found({ currency: 'USD', exchangeRate: '0' })).toEqual(['warning fatura.kur-yok exchangeRate']);
    expect(found({ currency: 'USD', exchangeRate: '32.5' })).toEqual([]);
    expect(found({ currency: 'lira' })).toEqual(['error fatura.para-birimi-hatali currency']);
  });
});

describe('lines', () => {
  it('must exist, each number once', () => {
    expect(found({ lines: [] })).toContain('error fatura.satir-yok lines');
    const half = line({ quantity: '5', amount: '500.00', taxTotals: [] });
    expect(found({ lines: [half, half] })).toEqual(['warning fatura.satir-no-tekrar lines[1].id']);
  });

  it('must multiply out, allowances and charges included, to within the rounding of the printed price', () => {
    const allowance = { isCharge: false, amount: '50.00', reason: null };
    const charge = { isCharge: true, amount: '50.00', reason: null };
    expect(found({ lines: [line({ unitPrice: '105.00', allowanceCharges: [allowance] })] })).toEqual([]);
    expect(found({ lines: [line({ unitPrice: '95.00', allowanceCharges: [charge] })] })).toEqual([]);
    expect(found({ lines: [line({ quantity: '3', unitPrice: '333.33' })] })).toEqual([]);
    expect(found({ lines: [line({ unitPrice: '101.00' })] })).toEqual([
      'warning fatura.satir-tutari lines[0].amount',
    ]);
  });

  it('with a negative or unreadable amount are told', () => {
    expect(found({ lines: [line({ quantity: '-10', unitPrice: '-100' })] })).toEqual([
      'warning fatura.negatif-tutar lines[0].quantity',
      'warning fatura.negatif-tutar lines[0].unitPrice',
    ]);
    expect(found({ lines: [line({ amount: '1e3' })] })).toContain(
      'error fatura.sayi-okunamadi lines[0].amount',
    );
  });
});

describe('taxes', () => {
  it('must be base × rate', () => {
    const kdv = subtotal('1000.00', '210.00', '20');
    expect(found({ ...taxes(kdv), ...totals({ taxInclusive: '1210.00', payable: '1210.00' }) })).toEqual([
      'error fatura.vergi-tutari taxTotals[0].subtotals[0].tax',
    ]);
  });

  it('must bear a known code and a rate of their day, an old rate on a return aside', () => {
    const strange = subtotal('1000.00', '200.00', '20', { code: '9999' });
    expect(found(taxes(strange))).toEqual([
      'error fatura.vergi-kodu-bilinmiyor taxTotals[0].subtotals[0].code',
    ]);
    const old = {
      ...taxes(subtotal('1000.00', '180.00', '18')),
      ...totals({ taxInclusive: '1180.00', payable: '1180.00' }),
    };
    expect(found({ ...old, lines: [line({ taxTotals: [] })] })).toEqual([
      'warning fatura.kdv-orani-donem taxTotals[0].subtotals[0].percent',
    ]);
    expect(found({ ...old, lines: [line({ taxTotals: [] })], type: 'IADE' })).toEqual([
      'warning fatura.senaryo-tip type',
      'warning fatura.iade-dayanak-yok references',
    ]);
    const never = {
      ...taxes(subtotal('1000.00', '170.00', '17')),
      ...totals({ taxInclusive: '1170.00', payable: '1170.00' }),
    };
    expect(found({ ...never, lines: [line({ taxTotals: [] })] })).toEqual([
      'error fatura.kdv-orani-bilinmiyor taxTotals[0].subtotals[0].percent',
    ]);
  });

  it('of zero need a reason that GİB knows', () => {
    const none = {
      ...totals({ taxInclusive: '1000.00', payable: '1000.00' }),
      lines: [line({ taxTotals: [] })],
    };
    const zero = (exemptionCode: string | null) => taxes(subtotal('1000.00', '0', '0', { exemptionCode }));
    const place = 'taxTotals[0].subtotals[0].exemptionCode';
    expect(found({ ...none, ...zero(null) })).toEqual([`warning fatura.istisna-kodu-yok ${place}`]);
    expect(found({ ...none, ...zero('999') })).toEqual([`warning fatura.istisna-kodu-bilinmiyor ${place}`]);
    expect(found({ ...none, ...zero('301'), type: 'ISTISNA' })).toEqual([]);
  });

  it('without a breakdown are pointed at with their amount', () => {
    const bare = { taxTotals: [{ amount: '200.00', subtotals: [] }] };
    expect(found(bare)).toEqual(['warning fatura.vergi-dokumu-yok taxTotals[0].amount']);
    expect(checkInvoice(sampleInvoice(bare), TODAY)[0]?.message).toContain('200,00 verginin dökümü');
    expect(found({ taxTotals: [{ amount: '0', subtotals: [] }] })).not.toContain(
      'warning fatura.vergi-dokumu-yok taxTotals[0].amount',
    );
  });

  it('must add up to the stated tax total', () => {
    const wrong = { taxTotals: [{ amount: '205.00', subtotals: [subtotal('1000.00', '200.00', '20')] }] };
    expect(found(wrong)).toEqual(['error fatura.vergi-toplami taxTotals[0].amount']);
  });
});

describe('withheld KDV', () => {
  const withheld = (code: string, percent: string, tax: string, payable: string) => ({
    type: 'TEVKIFAT',
    withholdingTotals: [{ amount: tax, subtotals: [subtotal('200.00', tax, percent, { code })] }],
    ...totals({ payable }),
  });

  it('is silent when code, rate and amount agree with the law of the day', () => {
    expect(found(withheld('612', '90', '180.00', '1020.00'))).toEqual([]);
  });

  it('must bear a known code and one of its rates on that day', () => {
    const place = 'withholdingTotals[0].subtotals[0]';
    expect(found(withheld('699', '90', '180.00', '1020.00'))).toEqual([
      `error fatura.tevkifat-kodu-bilinmiyor ${place}.code`,
    ]);
    expect(found(withheld('612', '70', '140.00', '1060.00'))).toEqual([
      `warning fatura.tevkifat-orani ${place}.percent`,
    ]);
    expect(found(withheld('612', '40', '80.00', '1120.00'))).toEqual([
      `error fatura.tevkifat-orani ${place}.percent`,
    ]);
  });

  it('must be its tenths of the KDV', () => {
    expect(found(withheld('612', '90', '150.00', '1050.00'))).toEqual([
      'error fatura.tevkifat-tutari withholdingTotals[0].subtotals[0].tax',
    ]);
  });
});

describe('totals', () => {
  it('must agree with the lines, the taxes and each other', () => {
    expect(found(totals({ lineExtension: '900.00' }))).toEqual([
      'warning fatura.satir-toplami totals.lineExtension',
    ]);
    expect(found(totals({ taxExclusive: '900.00', taxInclusive: '1100.00', payable: '1100.00' }))).toEqual([
      'error fatura.vergi-haric-toplam totals.taxExclusive',
    ]);
    expect(found(totals({ taxInclusive: '1300.00', payable: '1300.00' }))).toEqual([
      'error fatura.vergi-dahil-toplam totals.taxInclusive',
    ]);
    expect(found(totals({ payable: '1300.00' }))).toEqual(['error fatura.odenecek-tutar totals.payable']);
    expect(found(totals({ payable: '1200.30', payableRounding: '0.30' }))).toEqual([]);
    expect(found(totals({ payable: '-1200.00' }))).toContain('error fatura.negatif-tutar totals.payable');
    expect(found(totals({ payable: 'çok' }))).toContain('error fatura.sayi-okunamadi totals.payable');
  });
});

describe('a sound document raises nothing about its figures', () => {
  const figures = /tutari|toplam|odenecek|sayi|negatif/;
  const raised = (invoice: Invoice) =>
    checkInvoice(invoice, '2026-11-23').filter((each) => figures.test(each.code));
  const golden = new URL('./golden/', import.meta.url);
  const sound = readdirSync(golden).filter((name) => name !== 'alis-aciklanamayan-fark');

  it.each(sound)('in the golden case %s', (name) => {
    const { invoice } = JSON.parse(readFileSync(new URL(`${name}/input.json`, golden), 'utf8'));
    expect(raised(invoice)).toEqual([]);
  });

  it('where LineExtension is stated before the allowances of the lines', () => {
    const allowance = { isCharge: false, amount: '50.00', reason: null };
    const discounted = line({ unitPrice: '105.00', allowanceCharges: [allowance] });
    const over = { lines: [discounted], ...totals({ lineExtension: '1050.00', allowance: '50.00' }) };
    expect(raised(sampleInvoice(over))).toEqual([]);
  });

  it('where the tax total is stated after withholding, and where TaxInclusive is', () => {
    const over = {
      type: 'TEVKIFAT',
      taxTotals: [{ amount: '20.00', subtotals: [subtotal('1000.00', '200.00', '20')] }],
      withholdingTotals: [
        { amount: '180.00', subtotals: [subtotal('200.00', '180.00', '90', { code: '612' })] },
      ],
    };
    expect(raised(sampleInvoice({ ...over, ...totals({ payable: '1020.00' }) }))).toEqual([]);
    expect(
      raised(sampleInvoice({ ...over, ...totals({ taxInclusive: '1020.00', payable: '1020.00' }) })),
    ).toEqual([]);
  });

  it('where KDV that had been withheld is returned: its base is not the price', () => {
    const over = {
      type: 'TEVKIFATIADE',
      taxTotals: [{ amount: '20.00', subtotals: [subtotal('50.00', '20.00', '20')] }],
      lines: [line({ taxTotals: [] })],
      ...totals({ taxInclusive: '1020.00', payable: '1020.00' }),
    };
    expect(raised(sampleInvoice(over))).toEqual([]);
  });

  it('where a stopaj among the taxes is taken off TaxExclusive', () => {
    const stopaj = subtotal('1000.00', '100.00', '10', { code: '0003' });
    const over = {
      taxTotals: [{ amount: '200.00', subtotals: [subtotal('1000.00', '200.00', '20'), stopaj] }],
      ...totals({ taxExclusive: '900.00', taxInclusive: '1200.00', payable: '1100.00' }),
    };
    expect(raised(sampleInvoice(over))).toEqual([]);
  });
});

/** Rules of the checks against GİB's lists, of line taxes and of payment accounts: each fires alone, and is silent beside it. */
import { describe, expect, it } from 'vitest';
import { UNIT_CODES } from '../kod-listeleri/unit-codes.ts';
import { checkInvoice } from './check-invoice.ts';
import { INVOICE_REMEDIES } from './finding-remedies.ts';
import { sampleInvoice, subtotal } from './invoice.fixture.ts';
import type { Invoice, InvoiceLine } from './invoice.ts';

const found = (over: Partial<Invoice>) => {
  const findings = checkInvoice(sampleInvoice(over), '2026-11-28');
  for (const { code, message, messageEn } of findings) {
    expect(INVOICE_REMEDIES[code], code).toBeDefined();
    expect(`${message}${messageEn}`).not.toMatch(/undefined|null/);
  }
  return findings.map((each) => `${each.severity} ${each.code} ${each.place}`);
};
const lines = (...some: Partial<InvoiceLine>[]) => ({
  lines: some.map((over, index) => {
    const [plain] = sampleInvoice().lines;
    if (plain === undefined) throw new Error('the sample invoice has a line');
    return { ...plain, id: String(index + 1), ...over };
  }),
});
const exempt = (code: string, over: Partial<Invoice>): Partial<Invoice> => {
  const kdv = { amount: '0.00', subtotals: [subtotal('1000.00', '0.00', '0', { exemptionCode: code })] };
  const totals = { ...sampleInvoice().totals, taxInclusive: '1000.00', payable: '1000.00' };
  return { taxTotals: [kdv], totals, ...lines({ taxTotals: [kdv] }), ...over };
};
const billing = (id: string | null) => ({
  references: [{ kind: 'billing' as const, id, issueDate: '2025-01-01', type: 'IADE' }],
});

const paidTo = (...accounts: string[]) =>
  accounts.map((id) => ({
    code: '42',
    dueDate: null,
    channel: null,
    note: null,
    payee: { id, currency: null, bank: null, branch: null, note: null },
    payer: null,
  }));

describe('scenario and type', () => {
  it('must be in the lists', () => {
    expect(found({ profile: 'TICARI' })).toEqual(['warning fatura.senaryo-bilinmiyor profile']);
    expect(found({ profile: null })).toEqual(['warning fatura.senaryo-bilinmiyor profile']);
    expect(found({ type: 'SATIŞ' })).toEqual(['warning fatura.tip-bilinmiyor type']);
    expect(found({ type: null })).toEqual(['warning fatura.tip-bilinmiyor type']);
  });

  it('must go together on the day of the document', () => {
    const back = billing('ABC2025000000009');
    expect(found({ type: 'IADE', ...back })).toEqual(['warning fatura.senaryo-tip type']);
    expect(found({ profile: 'TEMELFATURA', type: 'IADE', ...back })).toEqual([]);
    expect(found({ type: 'SARJ' })).toEqual(['warning fatura.senaryo-tip type']);
    const toTheState = { profile: 'KAMU', type: 'IADE', ...back, number: 'ABC2026000000001' };
    expect(found({ ...toTheState, issueDate: '2026-09-13' })).toEqual(['warning fatura.senaryo-tip type']);
    expect(found({ ...toTheState, issueDate: '2026-09-14' })).toEqual([]);
  });

  it('of earlier forms of UBL-TR, and of receipts with lists of their own, are not judged by them', () => {
    expect(found({ customization: 'TR1.0', profile: 'TicariFatura', type: 'X' })).toEqual([]);
    const withheld = [{ amount: '100.00', subtotals: [subtotal('200.00', '100.00', '50', { code: '616' })] }];
    const totals = { ...sampleInvoice().totals, payable: '1100.00' };
    for (const type of ['SERBESTMESLEKMAKBUZU', 'SERBESTMESLEKMAKBUZ', 'GIDERPUSULASI'])
      expect(found({ profile: 'EARSIVBELGE', type, withholdingTotals: withheld, totals })).toEqual([]);
  });

  it('of a return name what is taken back, by a number of sixteen characters', () => {
    const returned = { profile: 'TEMELFATURA', type: 'IADE' };
    expect(found(returned)).toEqual(['warning fatura.iade-dayanak-yok references']);
    expect(found({ ...returned, ...billing('12') })).toEqual(['warning fatura.iade-dayanak-yok references']);
  });
});

describe('code lists', () => {
  it('hold every unit once', () => {
    expect(UNIT_CODES.size).toBe(2152);
    for (const code of ['C62', 'KGM', 'MTR', 'LTR', 'KWH', 'HUR', 'DAY', 'A10', 'BX', 'NIU', 'Z11'])
      expect(UNIT_CODES.has(code), code).toBe(true);
    for (const code of ['', 'ADET', 'A46', 'c62']) expect(UNIT_CODES.has(code), code).toBe(false);
  });

  it('a unit that is missing or in no list is told once for all its lines', () => {
    expect(found(lines({ unit: 'ADET' }))).toEqual(['warning fatura.birim-bilinmiyor lines[0].unit']);
    expect(found(lines({ unit: null }))).toEqual(['warning fatura.birim-bilinmiyor lines[0].unit']);
    const halved = { quantity: '5', amount: '500.00', unit: 'KOLİ', taxTotals: [] };
    expect(found(lines(halved, halved))).toEqual(['warning fatura.birim-bilinmiyor lines[0].unit']);
  });

  it('money must be in the list, and not have ended before the day of the document', () => {
    const rate = { exchangeRate: '4.5' };
    expect(found({ currency: 'ABC', ...rate })).toEqual(['warning fatura.para-birimi-listede-yok currency']);
    expect(found({ currency: 'HRK', ...rate })).toEqual(['warning fatura.para-birimi-kalkmis currency']);
    const before = { issueDate: '2022-12-31', number: 'ABC2022000000001' };
    expect(found({ currency: 'HRK', ...rate, ...before })).not.toContain(
      'warning fatura.para-birimi-kalkmis currency',
    );
    expect(found({ currency: 'EUR', ...rate })).toEqual([]);
  });
});

describe('an exemption code', () => {
  const place = 'taxTotals[0].subtotals[0].exemptionCode';
  it('stands on types of its group alone', () => {
    expect(found(exempt('301', { profile: 'IHRACAT', type: 'ISTISNA' }))).toEqual([]);
    expect(found(exempt('301', { type: 'SATIS' }))).toEqual([`warning fatura.istisna-kodu-tip ${place}`]);
    expect(found(exempt('801', { type: 'ISTISNA' }))).toEqual([`warning fatura.istisna-kodu-tip ${place}`]);
    expect(found(exempt('701', { type: 'ISTISNA' }))).toEqual([`warning fatura.istisna-kodu-tip ${place}`]);
    expect(found(exempt('701', { type: 'IHRACKAYITLI' }))).toEqual([]);
    expect(found(exempt('351', { type: 'SATIS' }))).toEqual([]);
  });

  it('308 and 339 are of the investment scheme alone from 14.09.2026', () => {
    const of2026 = { type: 'ISTISNA', number: 'ABC2026000000001' };
    expect(found(exempt('308', { ...of2026, issueDate: '2026-09-13' }))).toEqual([]);
    expect(found(exempt('308', { ...of2026, issueDate: '2026-09-14' }))).toEqual([
      `warning fatura.istisna-kodu-tip ${place}`,
    ]);
    expect(found(exempt('308', { ...of2026, profile: 'YATIRIMTESVIK', issueDate: '2026-09-14' }))).toEqual(
      [],
    );
  });

  it('555 stands on ordinary invoices alone', () => {
    const kdv = {
      amount: '200.00',
      subtotals: [subtotal('1000.00', '200.00', '20', { exemptionCode: '555' })],
    };
    expect(found({ taxTotals: [kdv] })).toEqual([]);
    expect(found({ taxTotals: [kdv], profile: 'KAMU' })).toEqual([
      `warning fatura.istisna-kodu-tip ${place}`,
    ]);
  });
});

describe('lines and document', () => {
  const halves = (tax: string) => {
    const own = [{ amount: tax, subtotals: [subtotal('500.00', tax, '20')] }];
    return { quantity: '5', amount: '500.00', taxTotals: own };
  };
  it('say the same of KDV, but for rounding and what is taken off the whole', () => {
    expect(found(lines(halves('100.00'), halves('100.00')))).toEqual([]);
    expect(found(lines(halves('100.00'), halves('100.02')))).toEqual([]);
    const first = halves('100.00');
    const more = [{ amount: '190.00', subtotals: [subtotal('950.00', '190.00', '20')] }];
    expect(found(lines(first, { ...first, taxTotals: more }))).toContain(
      'warning fatura.satir-kdv taxTotals[0].amount',
    );
    const totals = { ...sampleInvoice().totals, allowance: '10.00' };
    expect(found({ totals, ...lines(first, { ...first, taxTotals: more }) })).not.toContain(
      'warning fatura.satir-kdv taxTotals[0].amount',
    );
  });

  it('say the same of withholding, which belongs to types of its own', () => {
    const withheld = (tax: string) => [
      { amount: tax, subtotals: [subtotal('200.00', tax, '50', { code: '616', name: 'Diğer hizmetler' })] },
    ];
    const totals = { ...sampleInvoice().totals, payable: '1100.00' };
    const sound = { type: 'TEVKIFAT', withholdingTotals: withheld('100.00'), totals };
    expect(found(sound)).toEqual([]);
    expect(found({ ...sound, ...lines({ withholdingTotals: withheld('90.00') }) })).toEqual([
      'warning fatura.satir-tevkifat withholdingTotals[0].amount',
    ]);
    expect(found({ ...sound, type: 'SATIS' })).toEqual(['warning fatura.tevkifat-tip type']);
    expect(found({ type: 'TEVKIFAT' })).toEqual(['warning fatura.tevkifat-yok withholdingTotals']);
  });
});

describe('what else an invoice says', () => {
  it('a Turkish IBAN to be paid to has check digits that hold', () => {
    expect(found({ paymentMeans: paidTo('TR33 0006 1005 1978 6457 8413 26', 'DE89', '12345') })).toEqual([]);
    expect(found({ paymentMeans: paidTo('TR330006100519786457841327', 'TR33') })).toEqual([
      'warning fatura.iban-hatali paymentMeans[0].payee',
      'warning fatura.iban-hatali paymentMeans[1].payee',
    ]);
  });

  it('its number bears the year of its day', () => {
    expect(found({ number: 'ABC2024000000001' })).toEqual(['warning fatura.numara-yili number']);
  });

  it('a tax number of the right length whose check digit does not hold is a doubt, another shape a fault', () => {
    const { supplier } = sampleInvoice();
    const of = (value: string) => ({ supplier: { ...supplier, taxId: { scheme: 'VKN' as const, value } } });
    expect(found(of('4810058591'))).toEqual(['warning fatura.vkn-hatali supplier.taxId']);
    expect(found(of('481005859'))).toEqual(['error fatura.vkn-hatali supplier.taxId']);
  });
});

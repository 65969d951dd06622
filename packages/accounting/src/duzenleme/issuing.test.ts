/** Rules of an invoice before it is issued: how it adds up, what it says in words, what keeps it from being issued. */
import { describe, expect, it } from 'vitest';
import { sampleInvoice } from '../fatura/invoice.fixture.ts';
import { addUpDraft } from './add-up-draft.ts';
import { amountInWords, numberInWords } from './amount-in-words.ts';
import { checkDraft } from './check-draft.ts';
import type { DraftLine, DraftParty, InvoiceDraft } from './invoice-draft.ts';
import { karekodOf } from './karekod.ts';
import { canBeReturned, returnOf } from './return-of.ts';

const party: DraftParty = {
  ...{ taxId: '1288331525', name: 'Deniz Ltd.', taxOffice: null, email: null, phone: null, website: null },
  ...{
    street: null,
    building: null,
    district: 'Beşiktaş',
    city: 'İstanbul',
    postalZone: null,
    country: 'Türkiye',
  },
};
const line: DraftLine = {
  ...{
    name: 'Kâğıt',
    quantity: '1',
    unit: 'C62',
    unitPrice: '100',
    discountPercent: null,
    discountAmount: null,
  },
  ...{
    kdvPercent: '20',
    withholdingCode: null,
    withholdingPercent: null,
    exemptionCode: null,
    exemptionReason: null,
  },
  ...{ note: null, sellerCode: null, gtip: null, specialBase: null, kdvInPrice: false },
  ...{ accommodationPercent: null, buyerLineCode: null, investment: null },
};
const draft: InvoiceDraft = {
  ...{ profile: 'TEMELFATURA', type: 'SATIS', issueDate: '2026-11-20', issueTime: '10:00:00' },
  ...{
    currency: 'TRY',
    exchangeRate: null,
    supplier: party,
    customer: { ...party, taxId: '9205121120' },
    buyer: null,
  },
  ...{ lines: [line], discountAmount: null, notes: [], returns: [], despatches: [], order: null },
  ...{ dueDate: null, paymentMeansCode: null, iban: null, earchive: null, export: null },
  certificate: null,
};
const placesOf = (change: Partial<InvoiceDraft>) =>
  checkDraft({ ...draft, ...change }, '2026-11-28').map(({ place }) => place);
const withLine = (change: Partial<DraftLine>) => ({ lines: [{ ...line, ...change }] });

describe('an invoice that is added up', () => {
  it('rounds KDV once for each rate and shares it among the lines, so that nothing is lost', () => {
    const three = Array.from({ length: 3 }, () => ({ ...line, unitPrice: '0.33', discountAmount: null }));
    const { kdv, lines, totals } = addUpDraft({ ...draft, lines: three });
    expect(kdv.map(({ taxableKurus, taxKurus }) => [taxableKurus, taxKurus])).toEqual([[99n, 20n]]);
    expect(lines.map(({ kdvKurus }) => kdvKurus)).toEqual([7n, 7n, 6n]);
    expect(totals.payableKurus).toBe(119n);
  });

  it('takes the discount of the whole off the bases by their share, and withholds of the KDV that is left', () => {
    const lines = [
      { ...line, unitPrice: '900', withholdingCode: '612' },
      { ...line, unitPrice: '100', kdvPercent: '10' },
    ];
    const { kdv, withheld, totals } = addUpDraft({ ...draft, lines, discountAmount: '100' });
    expect(kdv.map(({ taxableKurus, taxKurus }) => [taxableKurus, taxKurus])).toEqual([
      [81_000n, 16_200n],
      [9_000n, 900n],
    ]);
    expect(withheld).toEqual([{ code: '612', percent: 90, kdvKurus: 16_200n, taxKurus: 14_580n }]);
    expect(totals).toMatchObject({
      discountKurus: 10_000n,
      taxInclusiveKurus: 107_100n,
      payableKurus: 92_520n,
    });
  });

  it('counts what cannot be read as nothing and never throws, so that totals follow the typing', () => {
    const lines = [{ ...line, quantity: 'on', discountPercent: '%', kdvPercent: '' }];
    expect(addUpDraft({ ...draft, lines, discountAmount: '-' }).totals.payableKurus).toBe(0n);
    expect(addUpDraft({ ...draft, lines: [] }).totals.payableKurus).toBe(0n);
  });
});

describe('what the law puts in place of the price', () => {
  const totalsOf = (type: InvoiceDraft['type'], change: Partial<DraftLine>) =>
    addUpDraft({ ...draft, type, lines: [{ ...line, ...change }] });

  it('özel matrah: KDV is reckoned on its own base, on top of the price or inside of it (KDVK md. 23)', () => {
    const gold = { unitPrice: '60637.50', exemptionCode: '805', specialBase: '6670.13' };
    expect(totalsOf('OZELMATRAH', gold).totals).toMatchObject({
      kdvKurus: 133_403n,
      payableKurus: 6_197_153n,
    });
    const tobacco = { unitPrice: '24.94', exemptionCode: '806', specialBase: '22.28', kdvInPrice: true };
    expect(totalsOf('OZELMATRAH', tobacco).totals).toMatchObject({ kdvKurus: 446n, payableKurus: 2_494n });
  });

  it('a delivery for export has KDV that nobody pays (KDVK 11/1-c)', () => {
    const { totals } = totalsOf('IHRACKAYITLI', { exemptionCode: '701' });
    expect(totals).toMatchObject({ kdvKurus: 2_000n, taxInclusiveKurus: 12_000n, payableKurus: 10_000n });
  });

  it('a return of withheld KDV gives back what was not withheld alone (KDVGUT I/C-2.1.4.1)', () => {
    const back = { unitPrice: '90', kdvPercent: '10', withholdingCode: '612' };
    const { kdv, withheld, totals } = totalsOf('TEVKIFATIADE', back);
    expect(kdv).toMatchObject([{ taxableKurus: 900n, taxKurus: 90n }]);
    expect([withheld, totals.payableKurus]).toEqual([[], 9_090n]);
  });

  it('an exempt delivery under an investment certificate states KDV that stands in no total (KDVK md. 13/d)', () => {
    const { kdv, totals } = addUpDraft({ ...draft, profile: 'YATIRIMTESVIK', type: 'ISTISNA' });
    expect(kdv).toMatchObject([{ taxableKurus: 10_000n, taxKurus: 2_000n }]);
    expect(totals).toMatchObject({ kdvKurus: 0n, taxInclusiveKurus: 10_000n, payableKurus: 10_000n });
  });

  it('konaklama vergisi stands beside KDV, not in its base (6802 s. K. md. 34)', () => {
    const night = { unitPrice: '1000', kdvPercent: '10', accommodationPercent: '2' };
    expect(totalsOf('KONAKLAMAVERGISI', night).totals).toMatchObject({
      kdvKurus: 10_000n,
      accommodationKurus: 2_000n,
      payableKurus: 112_000n,
    });
  });
});

describe('an amount in words', () => {
  it('is written in one word, as commercial papers have it', () => {
    expect(amountInWords(123_456n, 'TRY')).toBe('Yalnız binikiyüzotuzdört Türk lirası ellialtı kuruş');
    expect(amountInWords(100_000_100n, 'USD')).toBe('Yalnız birmilyonbir ABD doları');
    expect(amountInWords(5n, 'JPY')).toBe('Yalnız sıfır JPY beş yüzde');
    expect([0n, 100n, 1_000n, 101_000n, 2_000_000_000n].map(numberInWords)).toEqual([
      'sıfır',
      'yüz',
      'bin',
      'yüzbirbin',
      'ikimilyar',
    ]);
    expect(() => numberInWords(-1n)).toThrow(RangeError);
  });
});

describe('the QR code', () => {
  it('has the keys of GİB in their order, base and KDV once for each rate', () => {
    const lines = [line, { ...line, kdvPercent: '1' }, { ...line, kdvPercent: '20', unitPrice: '0.5' }];
    const invoice = {
      ...draft,
      lines,
      number: 'DNZ2026000000001',
      ettn: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    };
    expect(karekodOf(invoice, addUpDraft(invoice))).toBe(
      '{"vkntckn":"1288331525","avkntckn":"9205121120","senaryo":"TEMELFATURA","tip":"SATIS","tarih":"2026-11-20",' +
        '"no":"DNZ2026000000001","ettn":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","parabirimi":"TRY",' +
        '"malhizmettoplam":"200.50","kdvmatrah(20)":"100.50","kdvmatrah(1)":"100.00",' +
        '"hesaplanankdv(20)":"20.10","hesaplanankdv(1)":"1.00","vergidahil":"221.60","odenecek":"221.60"}',
    );
  });
});

describe('an invoice is kept from being issued', () => {
  it('by nothing where it is whole', () => {
    expect(placesOf({})).toEqual([]);
  });

  it('by a wrong number, an absent place, a day to come', () => {
    expect(placesOf({ customer: { ...party, taxId: '9205121121' } })).toEqual(['customer.taxId']);
    expect(placesOf({ customer: party })).toEqual(['customer.taxId']);
    expect(placesOf({ customer: { ...party, taxId: '11111111111', name: 'Ayşe' } })).toEqual([
      'customer.name',
      'customer.taxId',
    ]);
    expect(placesOf({ supplier: { ...party, city: null, district: ' ' } })).toEqual([
      'supplier.district',
      'supplier.city',
    ]);
    expect(placesOf({ issueDate: '2026-11-29' })).toEqual(['issueDate']);
  });

  it('by a KDV rate that is not of its day, except on a return', () => {
    expect(placesOf(withLine({ kdvPercent: '18' }))).toEqual(['lines[0].kdvPercent']);
    const returns = [{ number: 'ABC2023000000001', issueDate: '2023-06-01' }];
    expect(placesOf({ type: 'IADE', returns, ...withLine({ kdvPercent: '18' }) })).toEqual([]);
    expect(placesOf({ type: 'IADE', profile: 'TICARIFATURA' })).toEqual(['returns', 'profile']);
  });

  it('by KDV withheld where the type knows none, under an unknown code, or at a rate of another day', () => {
    expect(placesOf(withLine({ withholdingCode: '612' }))).toEqual(['lines[0].withholdingCode']);
    expect(placesOf({ type: 'TEVKIFAT' })).toEqual(['lines[0].withholdingCode']);
    const tevkifat = (change: Partial<DraftLine>) => placesOf({ type: 'TEVKIFAT', ...withLine(change) });
    expect(tevkifat({ withholdingCode: '650' })).toEqual(['lines[0].withholdingCode']);
    expect(tevkifat({ withholdingCode: '999' })).toEqual(['lines[0].withholdingCode']);
    expect(tevkifat({ withholdingCode: '612', withholdingPercent: '70' })).toEqual([
      'lines[0].withholdingPercent',
    ]);
    expect(tevkifat({ withholdingCode: '627', withholdingPercent: '40' })).toEqual([]);
  });

  it('by an absent or unfit exemption code', () => {
    expect(placesOf(withLine({ kdvPercent: '0' }))).toEqual(['lines[0].exemptionCode']);
    expect(placesOf(withLine({ kdvPercent: '0', exemptionCode: '351' }))).toEqual([]);
    const free = (code: string, issueDate = '2026-11-20') =>
      placesOf({ type: 'ISTISNA', issueDate, ...withLine({ kdvPercent: '0', exemptionCode: code }) });
    expect(free('335')).toEqual([]);
    expect(free('351')).toEqual(['lines[0].exemptionCode']);
    // Rules of GİB from 14.09.2026 on.
    expect([free('308'), free('308', '2026-09-13')]).toEqual([['lines[0].exemptionCode'], []]);
    expect([free('233'), free('233', '2026-09-13')]).toEqual([[], ['lines[0].exemptionCode']]);
  });

  it('by what its type asks of its lines: a code, a base, the line of a permit, a tax of the night', () => {
    const kinds = (type: InvoiceDraft['type'], change: Partial<DraftLine>) =>
      placesOf({ type, ...withLine(change) });
    expect(kinds('OZELMATRAH', {})).toEqual(['lines[0].exemptionCode']);
    expect(kinds('OZELMATRAH', { exemptionCode: '805' })).toEqual(['lines[0].specialBase']);
    expect(kinds('OZELMATRAH', { exemptionCode: '805', specialBase: '10' })).toEqual([]);
    expect(kinds('SATIS', { specialBase: '10' })).toEqual(['lines[0].specialBase']);
    expect(kinds('IHRACKAYITLI', { exemptionCode: '701' })).toEqual([]);
    expect(kinds('IHRACKAYITLI', { exemptionCode: '702' })).toEqual([
      'lines[0].gtip',
      'lines[0].buyerLineCode',
    ]);
    expect(kinds('IHRACKAYITLI', { exemptionCode: '805' })).toContain('lines[0].exemptionCode');
    expect(kinds('KONAKLAMAVERGISI', {})).toEqual(['lines[0].accommodationPercent']);
    expect(kinds('KONAKLAMAVERGISI', { accommodationPercent: '5' })).toEqual([
      'lines[0].accommodationPercent',
    ]);
    expect(kinds('KONAKLAMAVERGISI', { accommodationPercent: '2' })).toEqual([]);
    expect(kinds('TEVKIFATIADE', { withholdingCode: '612' })).toEqual(['returns']);
    expect(placesOf({ paymentMeansCode: 'kart' })).toEqual(['paymentMeansCode']);
  });

  it('by what an investment certificate asks: its number, what each line is, and the code that goes with it', () => {
    const certificate = { number: '123456', issueDate: '2025-01-01' };
    const machine = { kind: '01', model: 'Torna', traceId: '7', serialId: 'S-1' };
    const under = (change: Partial<DraftLine>, more: Partial<InvoiceDraft> = {}) =>
      placesOf({ profile: 'YATIRIMTESVIK', certificate, ...withLine(change), ...more });
    expect(under({ investment: machine })).toEqual([]);
    expect(under({ investment: machine }, { certificate: null })).toEqual(['certificate.number']);
    expect(under({})).toEqual(['lines[0].investment.kind']);
    expect(under({ investment: { ...machine, serialId: null } })).toEqual(['lines[0].investment.serialId']);
    expect(under({ investment: machine, exemptionCode: '308' }, { type: 'ISTISNA' })).toEqual([]);
    expect(under({ investment: machine, exemptionCode: '339' }, { type: 'ISTISNA' })).toEqual([
      'lines[0].exemptionCode',
    ]);
    expect(under({ investment: machine }, { type: 'OZELMATRAH' })).toContain('type');
    expect(placesOf(withLine({ investment: machine }))).toEqual(['lines[0].investment.kind']);
  });

  it('by money that does not hold: no rate, KDV that rounds to nothing, a discount above the whole', () => {
    expect(placesOf({ currency: 'USD' })).toEqual(['exchangeRate']);
    expect(placesOf(withLine({ unitPrice: '0.01' }))).toEqual(['lines']);
    expect(placesOf({ discountAmount: '100.01' })).toEqual(['lines', 'discountAmount']);
  });

  it('by a character that XML cannot hold, wherever it stands', () => {
    expect(placesOf({ notes: ['iyi', 'kötü\u0001'] })).toEqual(['notes[1]']);
    expect(placesOf(withLine({ name: 'yarım \ud83d' }))).toEqual(['lines[0].name']);
  });
});

describe('the return of a received invoice', () => {
  const taxes = (...codes: string[]) => [
    {
      amount: '20.00',
      subtotals: codes.map((code) => ({
        ...{ taxable: '100.00', tax: '20.00', percent: '20.0', code, name: null },
        ...{ exemptionCode: null, exemptionReason: null },
      })),
    },
  ];
  const received = sampleInvoice({ type: 'SATIS', taxTotals: taxes('0015') });

  it('has its seller as buyer, its number as answer and its lines as they came', () => {
    const made = returnOf(received, draft);
    expect(made.customer.taxId).toBe(received.supplier.taxId?.value);
    expect(made.returns).toEqual([{ number: received.number, issueDate: received.issueDate }]);
    expect(made.lines.map(({ name }) => name)).toEqual(received.lines.map(({ name }) => name));
    expect(made).toMatchObject({ type: 'IADE', profile: 'TEMELFATURA', supplier: party });
    const [first] = received.lines;
    if (first === undefined) throw new Error('no line');
    const withheld = {
      amount: '18.00',
      subtotals: [
        {
          ...{ taxable: '20.00', tax: '18.00', percent: '90', code: '612', name: null },
          exemptionCode: null,
        },
      ].map((each) => ({ ...each, exemptionReason: null })),
    };
    const withheldToo = {
      ...received,
      type: 'TEVKIFAT',
      lines: [{ ...first, withholdingTotals: [withheld] }],
    };
    expect(returnOf(withheldToo, draft)).toMatchObject({
      type: 'TEVKIFATIADE',
      lines: [{ withholdingCode: '612' }],
    });
  });

  it('is not made where it could not say all that the invoice says', () => {
    expect(canBeReturned(received)).toBe(true);
    expect(canBeReturned({ ...received, taxTotals: taxes('0015', '4080') })).toBe(false);
    expect(canBeReturned({ ...received, type: 'OZELMATRAH' })).toBe(false);
    const charge = { isCharge: true, amount: '5.00', reason: 'Nakliye' };
    expect(canBeReturned({ ...received, allowanceCharges: [charge] })).toBe(false);
  });
});

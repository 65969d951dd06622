/** Rules of what is read from an invoice before its voucher is built. */
import { describe, expect, it } from 'vitest';
import { checkInvoice } from './check-invoice.ts';
import { BUYER_VKN, chartView, party, SELLER_VKN, sampleInvoice, subtotal } from './invoice.fixture.ts';
import type { Invoice } from './invoice.ts';
import { counterpartyOf, readInvoice } from './invoice-reading.ts';
import { proposeVoucher } from './propose-voucher.ts';

const reading = (over: Partial<Invoice>, kind: 'alis' | 'satis' = 'satis') =>
  readInvoice(sampleInvoice(over), kind);
const abroad = (country: string | null) => ({ customer: { ...party('', 'X'), taxId: null, country } });

describe('trade is foreign', () => {
  it('by a country that is not Türkiye, where the other side has no Turkish number', () => {
    expect(reading(abroad('Almanya'))?.isForeign).toBe(true);
    for (const home of ['Türkiye', 'TÜRKİYE', 'Turkey', 'TR', null])
      expect(reading(abroad(home))?.isForeign, `${home}`).toBe(false);
    expect(reading({ customer: { ...party(BUYER_VKN, 'X'), country: 'Almanya' } })?.isForeign).toBe(false);
  });

  it('with GİB’s stand-in for foreign buyers, and on export profiles', () => {
    expect(reading({ customer: party('22222222222', 'X') })?.isForeign).toBe(true);
    expect(reading({ profile: 'IHRACAT' })?.isForeign).toBe(true);
  });
});

describe('the counterparty', () => {
  const who = (over: Partial<Invoice>, kind: 'alis' | 'satis') => {
    const read = reading(over, kind);
    return read && counterpartyOf(read);
  };

  it('is the seller of what was bought and the buyer of what was sold', () => {
    expect(who({}, 'alis')).toMatchObject({ name: 'Satan Ticaret A.Ş.', taxId: SELLER_VKN });
    expect(who({}, 'satis')).toMatchObject({ name: 'Alan Sanayi Ltd. Şti.', taxId: BUYER_VKN });
  });

  it('is one for all final consumers, and bears its number where it has no name', () => {
    expect(who({ customer: party('11111111111', 'Ayşe  Kaya') }, 'satis')).toEqual({
      name: 'Muhtelif Nihai Tüketiciler',
      stated: 'Ayşe Kaya',
      taxId: '11111111111',
    });
    expect(who({ customer: { ...party(BUYER_VKN, 'X'), name: ' ' } }, 'satis')?.name).toBe(BUYER_VKN);
  });
});

describe('a document of', () => {
  const propose = (invoice: Invoice) =>
    proposeVoucher({ invoice, clientTaxId: SELLER_VKN, direction: 'satis', chart: chartView() });

  it('the first years that writes the lira as TRL is one in TRY', () => {
    const invoice = sampleInvoice({ currency: 'TRL' });
    expect(propose(invoice).proposal?.lines.every((line) => line.fx === null)).toBe(true);
    expect(checkInvoice(invoice, '2025-06-30').map((each) => each.code)).toEqual(['fatura.para-birimi-eski']);
  });

  it('hundreds of lines with taxes of their own makes one line a rate, with at most a hundred places', () => {
    const [first] = sampleInvoice().lines;
    const kdv = { amount: '2.00', subtotals: [subtotal('10.00', '2.00', '20')] };
    const lines = Array.from({ length: 300 }, () => ({ ...first, taxTotals: [kdv] }));
    const totals = { ...sampleInvoice().totals, payable: '3600.00' };
    const { proposal } = propose(Object.assign(sampleInvoice({ taxTotals: [], totals }), { lines }));
    expect(proposal?.lines.map((line) => line.debitKurus + line.creditKurus)).toEqual([
      3600_00n,
      3000_00n,
      600_00n,
    ]);
    expect(proposal?.lines.map((line) => line.reason.places.length)).toEqual([1, 100, 100]);
  });
});

/** Rules of whose an invoice is and which template it follows. */
import { describe, expect, it } from 'vitest';
import { BUYER_VKN, party, SELLER_VKN, sampleInvoice } from './invoice.fixture.ts';
import { baseType, decideDirection, kindOf, otherPartyOf, saysAdvance, traitsOf } from './invoice-kind.ts';

describe('whose an invoice is', () => {
  const invoice = sampleInvoice();

  it('follows from the tax number of the client, spaces aside', () => {
    expect(decideDirection(invoice, SELLER_VKN)).toBe('satis');
    expect(decideDirection(invoice, ` ${BUYER_VKN} `)).toBe('alis');
    expect(decideDirection(invoice, '1234567890')).toBe('neither');
    expect(decideDirection(sampleInvoice({ customer: invoice.supplier }), SELLER_VKN)).toBe('both');
  });

  it('is nobody’s where the client has no number, even if the document has none either', () => {
    const blank = { ...party('', 'X') };
    expect(decideDirection(sampleInvoice({ supplier: blank, customer: blank }), '')).toBe('neither');
  });

  it('may be a purchase through the real buyer behind the customs ministry', () => {
    expect(decideDirection(sampleInvoice({ buyer: party('7750409379', 'Alıcı') }), '7750409379')).toBe(
      'alis',
    );
  });
});

describe('an e-Müstahsil', () => {
  it('is the purchase of its issuer and the sale of the farmer it names', () => {
    const receipt = sampleInvoice({ type: 'MUSTAHSILMAKBUZ' });
    expect(decideDirection(receipt, SELLER_VKN)).toBe('alis');
    expect(decideDirection(receipt, BUYER_VKN)).toBe('satis');
    expect(otherPartyOf(receipt, 'alis')).toBe(receipt.customer);
    expect(otherPartyOf(receipt, 'satis')).toBe(receipt.supplier);
  });
});

describe('an advance', () => {
  it('of a name as long as a book its first thousand letters are looked at', () => {
    const book = (start: string, end: string) => `${start} ${'uzun '.repeat(300)}${end}`;
    expect([saysAdvance(book('Avans', '')), saysAdvance(book('', 'avans'))]).toEqual([true, false]);
  });

  it('is told by its word alone, not by a name that only begins so', () => {
    expect(['Sipariş avansı', 'AVANS', 'Avansas kâğıt', null].map(saysAdvance)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const lineOf = (name: string) => sampleInvoice().lines.map((line) => ({ ...line, name }));
    expect(traitsOf(sampleInvoice({ lines: lineOf('Avans mahsubu') })).isAdvance).toBe(false);
    expect(traitsOf(sampleInvoice({ lines: [...lineOf('Avans'), ...lineOf('Defter')] })).isAdvance).toBe(
      false,
    );
    expect(traitsOf(sampleInvoice({ lines: lineOf('Avans') })).isAdvance).toBe(true);
  });
});

describe('the template of an invoice', () => {
  const kind = (type: string, direction: 'alis' | 'satis') =>
    kindOf(direction, traitsOf(sampleInvoice({ type })));

  it('is a return by type, and whose return by who issued it', () => {
    expect(kind('SATIS', 'alis')).toBe('alis');
    expect(kind('IADE', 'alis')).toBe('satistan-iade');
    expect(kind('YTBIADE', 'satis')).toBe('alistan-iade');
    expect(kind('TEVKIFATIADE', 'satis')).toBe('alistan-iade');
  });

  it('is read without the prefix of its scheme', () => {
    expect(['YTBTEVKIFAT', 'HKSKOMISYONCU', ' SATIS ', null].map(baseType)).toEqual([
      'TEVKIFAT',
      'KOMISYONCU',
      'SATIS',
      '',
    ]);
  });
});

/** Rules of whose an invoice is and which template it follows. */
import { describe, expect, it } from 'vitest';
import { BUYER_VKN, party, SELLER_VKN, sampleInvoice } from './invoice.fixture.ts';
import { baseType, decideDirection, kindOf, traitsOf } from './invoice-kind.ts';

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

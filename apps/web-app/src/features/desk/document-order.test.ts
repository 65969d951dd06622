/** Tests of the orders of the list of documents. */
import { describe, expect, it } from 'vitest';
import { nextOrder, orderOf, sortOf } from './document-order.ts';

describe('the order of documents', () => {
  it('is the newest first where the address names none that we know', () => {
    expect([orderOf(undefined), orderOf('x'), orderOf('amount-desc')]).toEqual([
      'newest',
      'newest',
      'amount-desc',
    ]);
  });
  it('turns round with the second press on a column and lets go with the third', () => {
    const walk = ['payable', 'payable', 'payable', 'party', 'party', 'date'];
    let order = orderOf(undefined);
    const seen = walk.map((column) => {
      order = nextOrder(order, column);
      return order;
    });
    expect(seen).toEqual([
      'amount-desc',
      'amount-asc',
      'newest',
      'counterparty-asc',
      'counterparty-desc',
      'date-desc',
    ]);
    expect(sortOf(order)).toEqual({ id: 'date', direction: 'descending' });
    expect(nextOrder(order, 'file')).toBe(order);
  });
});

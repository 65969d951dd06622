/** Tests of orders in addresses. */
import { expect, it } from 'vitest';
import { gridSort, nextOrder, sortOf } from './sort-in-address.ts';

it('an order that the list does not know is none', () => {
  expect(sortOf('-date', ['date', '-date'])).toBe('-date');
  expect(sortOf('drop', ['date', '-date'])).toBeNull();
  expect(gridSort('-date')).toEqual({ id: 'date', direction: 'descending' });
});

it('a name is pressed for one way, for the other, and for the order of the list', () => {
  expect(nextOrder('', 'no', 'ascending')).toBe('no');
  expect(nextOrder('no', 'no', 'ascending')).toBe('-no');
  expect(nextOrder('-no', 'no', 'ascending')).toBe('');
  expect(nextOrder('', 'debit', 'descending')).toBe('-debit');
});

/** Tests of the filters in the address. */
import { describe, expect, it } from 'vitest';
import { filtersOf, queryOfFilters } from './filter-address.ts';
import { selectionOf } from './selection.ts';

describe('the filters of documents', () => {
  it('are read from the address without trust', () => {
    const search = {
      tur: 'invoice',
      enaz: '12.5',
      encok: '12,5',
      ilk: '2026-1-1',
      bulgu: 'error,none',
      kim: 'x',
      ara: 'y',
    };
    expect(filtersOf(search)).toEqual({ tur: 'invoice', enaz: '12.5', bulgu: 'error,none' });
  });
  it('are asked of the API under its own names', () => {
    expect(queryOfFilters({ taraf: 'ışık', gelisson: '2026-11-27' })).toEqual({
      counterparty: 'ışık',
      receivedTo: '2026-11-27',
    });
  });
  it('select for a bulk act what the list shows, whatever its order and page', () => {
    const query = {
      state: 'READY,FAILED',
      notThisClient: 'false',
      finding: 'error',
      q: 'a',
      order: 'oldest',
      limit: 5,
    };
    expect(selectionOf('c', query as never)).toEqual({
      clientId: 'c',
      states: ['READY', 'FAILED'],
      notThisClient: false,
      findings: ['error'],
      q: 'a',
    });
  });
});

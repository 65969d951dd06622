/** Tests of the filter chips of documents. */
import { describe, expect, it } from 'vitest';
import { countOf, queryOf, stateFilterOf } from './state-filter.ts';

const live = {
  counts: { READY: 10, PENDING: 2, PROCESSING: 1, FAILED: 4 },
  cleanCount: 3,
  notThisClientCount: 4,
};

describe('the filter of documents', () => {
  it('is every document where the address names none we know', () => {
    expect(stateFilterOf(undefined)).toBe('all');
    expect(stateFilterOf('DROP TABLE')).toBe('all');
    expect(stateFilterOf('FAILED')).toBe('FAILED');
  });
  it('keeps documents of others out of those to review', () => {
    expect(queryOf('READY', '', undefined)).toEqual({ state: 'READY', notThisClient: 'false' });
    expect(queryOf('notThisClient', '', undefined)).toEqual({ notThisClient: 'true' });
    expect(countOf('READY', live)).toBe(6);
  });
  it('asks for one month where the address names one', () => {
    expect(queryOf('all', '', '2026-11')).toEqual({ month: '2026-11' });
    expect(queryOf('FAILED', 'x', '2026-11')).toEqual({ state: 'FAILED', q: 'x', month: '2026-11' });
  });
  it('takes queued and being read for one', () => {
    expect(queryOf('reading', 'x', undefined)).toEqual({ state: 'PENDING,PROCESSING', q: 'x' });
    expect(countOf('reading', live)).toBe(3);
  });
  it('counts all states together, and says nothing before it knows', () => {
    expect(countOf('all', live)).toBe(17);
    expect(countOf('POSTED', live)).toBe(0);
    expect(countOf('all', undefined)).toBeUndefined();
  });
});

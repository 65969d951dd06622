/** Tests of which documents a bulk act is about. */
import { describe, expect, it } from 'vitest';
import type { DocumentItem } from '../../api/queries.ts';
import { countOfAct, countRows, targetOf } from './bulk-acts.ts';

const row = (id: string, state: DocumentItem['state'], clean = false) =>
  ({ id, state, clean, voucherVersion: 3 }) as DocumentItem;
const rows = [row('a', 'READY', true), row('b', 'FAILED'), row('c', 'POSTED'), row('d', 'REJECTED')];

describe('a bulk act', () => {
  it('is about the chosen documents that can take it, and says how many', () => {
    const counted = countRows(rows);
    expect(
      (['approve', 'retry', 'move', 'reject'] as const).map((kind) => countOfAct(kind, counted)),
    ).toEqual([1, 2, 3, 2]);
    expect(targetOf('retry', rows)).toEqual({ documentIds: ['a', 'b'] });
    expect(targetOf('reject', [row('c', 'POSTED')])).toBeNull();
  });
  it('approves what was seen and nothing that changed since', () => {
    expect(targetOf('approve', rows)).toEqual({ documentIds: ['a'], voucherVersions: { a: 3 } });
  });
  it('over all that match keeps to the states of the filter', () => {
    expect(targetOf('move', { clientId: 'c', states: ['FAILED', 'POSTED'] })).toEqual({
      selection: { clientId: 'c', states: ['FAILED'] },
    });
    expect(targetOf('retry', { clientId: 'c' })).toEqual({
      selection: { clientId: 'c', states: ['READY', 'SETTLED', 'FAILED'] },
    });
    expect(targetOf('retry', { clientId: 'c', states: ['POSTED'] })).toBeNull();
    expect(targetOf('approve', { clientId: 'c', q: 'x' })).toEqual({
      selection: { clientId: 'c', q: 'x', clean: true },
    });
  });
});

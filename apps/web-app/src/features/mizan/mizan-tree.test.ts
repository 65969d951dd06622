/** Tests of the branches of a mizan. */
import { describe, expect, it } from 'vitest';
import type { Mizan } from '../../api/queries.ts';
import { branchToClose, closedIn, treeOf } from './mizan-tree.ts';

type Row = Mizan['rows'][number];

const rows = ['1', '10', '100', '100.01', '102', '102.01', '7'].map((code) => ({ code }) as Row);
const codes = (closed: string[]) => treeOf(rows, new Set(closed)).rows.map((row) => row.code);

describe('the branches of a mizan', () => {
  it('hide all that lies below what is closed, at any depth', () => {
    expect(codes([])).toHaveLength(7);
    expect(codes(['10'])).toEqual(['1', '10', '7']);
    expect(codes(['100'])).toEqual(['1', '10', '100', '102', '102.01', '7']);
    expect(codes(['1'])).toEqual(['1', '7']);
  });
  it('of 10 are 100 and 102, not 1', () => {
    expect([...treeOf(rows, new Set()).branches].sort()).toEqual(['1', '10', '100', '102']);
  });
  it('close at themselves where they are open, and else at the one above', () => {
    const closed = new Set(['102']);
    const tree = treeOf(rows, closed);
    const close = (code: string) => branchToClose({ code } as Row, tree, closed);
    expect(close('100')).toBe('100');
    expect(close('100.01')).toBe('100');
    expect(close('102')).toBe('10');
    expect(close('7')).toBeNull();
  });
  it('of an address are read without trust', () => {
    expect([...closedIn('100,x,102.01,<b>')]).toEqual(['100', '102.01']);
    expect(closedIn(undefined).size).toBe(0);
  });
});

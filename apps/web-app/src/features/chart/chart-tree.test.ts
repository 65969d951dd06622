/** Rules of the tree: what is folded, what a search shows. */
import { describe, expect, it } from 'vitest';
import type { ChartAccount } from './chart-query.ts';
import { type Folds, finds, rowsOfChart, shownOf, unfoldedTo } from './chart-tree.ts';

const account = (code: string, name: string, more: Partial<ChartAccount> = {}): ChartAccount => ({
  code,
  name,
  isLeaf: true,
  status: 'open',
  counterpartyTaxId: null,
  isOfLaw: code.length <= 3,
  balance: '0',
  ...more,
});
const rows = rowsOfChart([
  account('1', 'Dönen Varlıklar'),
  account('10', 'Hazır Değerler'),
  account('100', 'Kasa'),
  account('100.01', 'Merkez Kasası'),
  account('100.01.0001', 'Işık şubesi', { counterpartyTaxId: '1234567808' }),
  account('101', 'Alınan Çekler', { status: 'closed' }),
]);
const view = { search: '', folds: new Map() as Folds, withClosed: false };
const codes = (more: Partial<typeof view>) =>
  shownOf(rows, { ...view, ...more }).rows.map(({ code }) => code);

describe('the tree of a chart', () => {
  it('shows classes, groups and accounts of three digits until the reader unfolds one, and hides what is closed', () => {
    expect(codes({})).toEqual(['1', '10', '100']);
    expect(codes({ withClosed: true })).toEqual(['1', '10', '100', '101']);
    expect(codes({ folds: new Map([['100', false]]) })).toEqual(['1', '10', '100', '100.01']);
    expect(
      codes({
        folds: new Map([
          ['10', true],
          ['100', false],
        ]),
      }),
    ).toEqual(['1', '10']);
  });

  it('shows of a search what is found, below what it stands, however deep it was folded', () => {
    expect(codes({ search: 'ISIK' })).toEqual(['1', '10', '100', '100.01', '100.01.0001']);
    expect(codes({ search: '100 01' })).toEqual(['1', '10', '100', '100.01', '100.01.0001']);
    expect(shownOf(rows, { ...view, search: 'kasa' }).found).toBe(2);
    expect(codes({ search: 'cek' })).toEqual([]);
    expect(codes({ search: 'çek', withClosed: true })).toEqual(['1', '10', '101']);
  });

  it('finds by the beginning of a code or a tax number and by all words of a name', () => {
    const found = (text: string) => rows.filter(finds(text)).map(({ code }) => code);
    expect(found('101')).toEqual(['101']);
    expect(found('100.')).toEqual(['100.01', '100.01.0001']);
    expect(found('12345')).toEqual(['100.01.0001']);
    expect(found('şubesi ışık')).toEqual(['100.01.0001']);
    expect(found('şubesi çek')).toEqual([]);
  });

  it('goes to what was most likely meant: the very code, a code, a name, a word that begins so', () => {
    const best = (search: string) => shownOf(rows, { ...view, search }).best?.code;
    expect(['100', '100.01.', 'kasa', 'kasasi', 'subesi', 'yok'].map(best)).toEqual([
      '100',
      '100.01.0001',
      '100',
      '100.01',
      '100.01.0001',
      undefined,
    ]);
  });

  it('unfolds every branch above an account', () => {
    expect(codes({ folds: unfoldedTo('100.01.0001', new Map()) })).toEqual([
      '1',
      '10',
      '100',
      '100.01',
      '100.01.0001',
    ]);
  });
});

/** Tests of the mizan as a table for spreadsheets. */
import { describe, expect, it } from 'vitest';
import type { Mizan } from '../../api/queries.ts';
import { mizanText } from './mizan-table.ts';

const amounts = {
  openingDebit: '0',
  openingCredit: '0',
  periodDebit: '1234567.5',
  periodCredit: '0',
  cumulativeDebit: '1234567.50',
  cumulativeCredit: '0',
  balanceDebit: '1234567.50',
  balanceCredit: '0',
};
const mizan = (name: string): Mizan => ({
  from: '2026-01-01',
  to: '2026-01-31',
  balanced: true,
  totals: amounts,
  rows: [{ code: '100', name, level: 3, isLeaf: false, ...amounts }],
});
const firstRow = (name: string, language: 'tr' | 'en', separator: string) =>
  mizanText(mizan(name), ['Kod', 'Ad'], 'Toplam', language, separator).split('\r\n')[1];

describe('the mizan as text', () => {
  it('writes numbers as a Turkish spreadsheet reads them', () => {
    expect(firstRow('Kasa', 'tr', '\t')).toBe(
      '100\tKasa\t0,00\t0,00\t1234567,50\t0,00\t1234567,50\t0,00\t1234567,50\t0,00',
    );
  });
  it('writes numbers with a point in English', () => {
    expect(firstRow('Kasa', 'en', ',')).toContain(',1234567.50,');
  });
  it('ends with the totals', () => {
    expect(mizanText(mizan('Kasa'), ['Kod', 'Ad'], 'Toplam', 'tr', ';').split('\r\n').at(-1)).toMatch(
      /^;Toplam;0,00;0,00;1234567,50;/,
    );
  });
  it('quotes a name that holds the separator or quotes', () => {
    expect(firstRow('A; "B"', 'tr', ';')).toContain('100;"A; ""B""";');
  });
  it.each(['=HYPERLINK("x")', '+1', '@SUM(1)', '-cmd', '-1+2', '-2,5*A1'])(
    'never gives a spreadsheet a formula: %s',
    (name) => {
      expect(firstRow(name, 'tr', '\t')).toMatch(/^100\t"?'/);
    },
  );
});

/** Tests of how places of a document belong together, and findings that say the same of several of them. */
import { describe, expect, it } from 'vitest';
import { type Finding, findingsAt, groupFindings, xmlPlacesOf } from './group-findings.ts';
import { isLit, isWithin, partOf } from './places.ts';
import { xpathOfPlace } from './xpath-of-place.ts';

describe('places', () => {
  it('hold what begins with them at a boundary', () => {
    expect(isWithin('lines[1].amount', 'lines[1]')).toBe(true);
    expect(isWithin('lines[1]', 'lines')).toBe(true);
    expect(isWithin('lines[10].amount', 'lines[1]')).toBe(false);
    expect(isWithin('totals.payableRounding', 'totals.payable')).toBe(false);
  });
  it('are lit by themselves, by a part of them and by the whole they belong to', () => {
    expect(isLit('totals.payable', ['totals.payable'])).toBe(true);
    expect(isLit('taxTotals[0].subtotals[1]', ['taxTotals[0].subtotals[1].tax'])).toBe(true);
    expect(isLit('lines[2].amount', ['lines[2]'])).toBe(true);
    expect(isLit('lines[2].amount', ['lines[3].amount'])).toBe(false);
    expect(isLit('totals.payable', [])).toBe(false);
  });
});

describe('findings', () => {
  const finding = (place: string | null, over: Partial<Finding> = {}): Finding => ({
    code: 'gib.rule',
    severity: 'warning',
    place,
    message: `Birim yok (${place}).`,
    messageEn: 'No unit.',
    params: {
      rule: 'InvoicedQuantityCheck',
      text: `Resmi metin ${place}`,
      line: '7',
      xpath: `/Invoice/${place}`,
    },
    remedy: null,
    ...over,
  });
  const own = (place: string, message: string) =>
    finding(place, { code: 'fatura.tutar', message, params: {} });
  const groups = groupFindings([
    finding(null, { code: 'signature.missing', severity: 'info', params: {} }),
    finding('lines[0].quantity'),
    own('lines[0]', '1. satır tutmuyor.'),
    finding('lines[2].quantity'),
    own('lines[1]', '2. satır tutmuyor.'),
    finding('totals', { severity: 'error', params: { rule: 'decimalCheck', line: '9' } }),
  ]);
  it('of one rule are one, however its texts differ; our own are one where they say the same; the gravest are first', () => {
    expect(groups.map(({ number, finding: { code }, all }) => [number, code, all.length])).toEqual([
      [1, 'gib.rule', 1],
      [2, 'gib.rule', 2],
      [3, 'fatura.tutar', 1],
      [4, 'fatura.tutar', 1],
      [5, 'signature.missing', 1],
    ]);
  });
  it('stand under their number at each of their places, in full at the first', () => {
    const at = (part: string) => findingsAt(groups, (place) => partOf(place) === part);
    expect(at('lines[0]').map(({ number, isRepeat }) => [number, isRepeat])).toEqual([
      [2, false],
      [3, false],
    ]);
    expect(at('lines[2]')).toMatchObject([
      { number: 2, isRepeat: true, all: [{ place: 'lines[2].quantity' }] },
    ]);
    expect(at('head')).toMatchObject([{ number: 5 }]);
  });
  it('lead to each of their places in the XML', () => {
    expect(xmlPlacesOf(groups[1]?.all ?? [])).toEqual([
      { line: 7, xpath: '/Invoice/lines[0].quantity' },
      { line: 7, xpath: '/Invoice/lines[2].quantity' },
    ]);
    expect(xmlPlacesOf(groups[4]?.all ?? [])).toEqual([]);
    expect(xmlPlacesOf(groups[2]?.all ?? [])).toEqual([{ line: null, xpath: '/Invoice/InvoiceLine[1]' }]);
    expect(xpathOfPlace('lines[1].taxTotals[0].subtotals[2].percent')).toBe(
      '/Invoice/InvoiceLine[2]/TaxTotal[1]/TaxSubtotal[3]/Percent',
    );
    expect(xpathOfPlace('supplier.taxId')).toBe('/Invoice/AccountingSupplierParty');
    expect(xpathOfPlace('unheard.of')).toBeNull();
  });
});

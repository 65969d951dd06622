/** Rules of what a list of accounts adds to a chart. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ListedAccount, mergeCharts, parentsToOpenBelow, type StandingAccount } from './merge-charts.ts';

const standing = (name: string, more: Partial<StandingAccount> = {}): StandingAccount => ({
  name,
  isLeaf: false,
  isClosed: false,
  counterpartyTaxId: null,
  ...more,
});
const chart = new Map<string, StandingAccount>([
  ['1', standing('Dönen Varlıklar')],
  ['10', standing('Hazır Değerler')],
  ['100', standing('Kasa')],
  ['100.01', standing('TL Kasası', { isLeaf: true })],
  ['12', standing('Ticari Alacaklar')],
  ['120', standing('Alıcılar')],
  ['120.01', standing('Yurt İçi Alıcılar')],
  ['120.01.0001', standing('Işık A.Ş.', { isLeaf: true, counterpartyTaxId: '1234567808' })],
  ['5', standing('Özkaynaklar')],
  ['52', standing('Sermaye Yedekleri')],
  ['7', standing('Maliyet Hesapları')],
  ['79', standing('Gider Çeşitleri', { isClosed: true })],
  ['9', standing('Nazım Hesaplar')],
]);
const listed = (
  ...rows: readonly (readonly [code: string, name: string, taxId?: string])[]
): ListedAccount[] =>
  rows.map(([code, name, taxId], index) => ({
    row: index + 1,
    code,
    name,
    counterpartyTaxId: taxId ?? null,
  }));
const rules = { withLines: new Set<string>(), renames: false };
const reasons = (list: readonly ListedAccount[], more: Partial<typeof rules> = {}) =>
  mergeCharts(chart, list, { ...rules, ...more }).conflicts.map(({ row, reason, other }) => [
    row,
    reason,
    other,
  ]);

describe('what a list of accounts adds to a chart', () => {
  it('opens what is missing, parents first whatever the order of the list, to any depth; a parent takes no postings', () => {
    const merge = mergeCharts(
      chart,
      listed(
        ['100.02.01.003', 'Şube kasası'],
        ['100.02.01', 'Şubeler'],
        ['100.02', 'Döviz'],
        ['100', 'Kasa'],
      ),
      rules,
    );
    expect(merge.opened.map(({ code, parentCode, isLeaf }) => [code, parentCode, isLeaf])).toEqual([
      ['100.02', '100', false],
      ['100.02.01', '100.02', false],
      ['100.02.01.003', '100.02.01', true],
    ]);
    expect([merge.same, merge.conflicts, merge.renamed]).toEqual([1, [], []]);
  });

  it('keeps a group that takes no postings as one', () => {
    const [group] = mergeCharts(
      chart,
      [{ ...listed(['120.03', 'Grup'])[0], isGroup: true } as ListedAccount],
      rules,
    ).opened;
    expect(group?.isLeaf).toBe(false);
  });

  it('leaves the chart’s own name and says so, unless the list is to rename; what the law names is never renamed', () => {
    const list = listed(['100.01', 'Merkez Kasa'], ['100', 'Nakit']);
    expect(reasons(list)).toEqual([
      [1, 'name', 'TL Kasası'],
      [2, 'law', 'Kasa'],
    ]);
    const merge = mergeCharts(chart, list, { ...rules, renames: true });
    expect(merge.renamed).toEqual([{ code: '100.01', from: 'TL Kasası', to: 'Merkez Kasa' }]);
    expect(merge.conflicts.map(({ reason }) => reason)).toEqual(['law']);
    // Another program writes the law's names in capitals.
    expect(mergeCharts(chart, listed(['120', 'ALICILAR HESABI']), rules)).toMatchObject({
      same: 1,
      conflicts: [],
    });
  });

  it('names the row of every account that cannot be opened, and why', () => {
    expect(
      reasons(
        listed(
          ['770.99.1', 'x'],
          ['100.01.1', 'x'],
          ['791', 'x'],
          ['120.01.0002', 'Işık', '1234567808'],
          ['14', 'x'],
          ['100.05', 'x'],
          ['100.05', 'y'],
        ),
        { withLines: new Set(['100.01']) },
      ),
    ).toEqual([
      [1, 'parent', '770.99'],
      [2, 'lines', '100.01'],
      [3, 'closed', '79'],
      [4, 'counterparty', '120.01.0001'],
      [5, 'level', '1'],
      [7, 'twice', '6'],
    ]);
  });

  it('opens three digits where the law left them free, and groups in 8 and 9 alone', () => {
    const merge = mergeCharts(
      chart,
      listed(['525', 'Emtia karşılığı'], ['90', 'Teminatlar'], ['900', 'Alınan teminatlar']),
      rules,
    );
    expect(merge.opened.map(({ code, isLeaf }) => [code, isLeaf])).toEqual([
      ['525', true],
      ['90', false],
      ['900', true],
    ]);
  });

  it('gives every row one answer, leaves no account without the one above it, and does nothing a second time', () => {
    const part = fc.constantFrom('01', '02', '0001');
    const code = fc
      .tuple(fc.constantFrom('100', '120', '525', '770', '90', '900', '14'), fc.array(part, { maxLength: 3 }))
      .map((parts) => parts.flat().join('.'));
    const list = fc
      .array(fc.tuple(code, fc.constantFrom('Ad', 'Başka ad')), { maxLength: 12 })
      .map((rows) => listed(...rows));
    fc.assert(
      fc.property(list, fc.boolean(), fc.boolean(), (rows, renames, hasLines) => {
        const withLines = new Set(hasLines ? ['100.01', '120.01.0001'] : []);
        const merge = mergeCharts(chart, rows, { withLines, renames });
        const after = new Map(chart);
        for (const { code: at, parentCode: above, isLeaf, ...rest } of merge.opened) {
          expect(after.has(at), at).toBe(false);
          expect(after.has(above), at).toBe(true);
          after.set(above, { ...standing(''), ...after.get(above), isLeaf: false });
          after.set(at, standing(rest.name, { isLeaf }));
        }
        for (const { code: at, to } of merge.renamed)
          after.set(at, { ...standing(to), ...after.get(at), name: to });
        const answered = merge.opened.length + merge.renamed.length + merge.same + merge.conflicts.length;
        expect(answered).toBe(rows.length);
        const again = mergeCharts(after, rows, { withLines, renames });
        expect([again.opened, again.renamed]).toEqual([[], []]);
      }),
    );
  });

  it('asks only for the lines of leaves that something opens below', () => {
    expect(parentsToOpenBelow(chart, listed(['100.01.1', 'x'], ['120.01.0002', 'x'], ['100', 'x']))).toEqual([
      '100.01',
    ]);
  });
});

/** Rules of the chart of accounts, and a comparison with an independent list of the Tekdüzen chart. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { searchKey } from '../turkish/fold.ts';
import { accountCodeFromText, compareAccountCodes, isAccountCode, parentCode } from './account-code.ts';
import { nextSubAccountCode } from './next-sub-account.ts';
import { findInStartingChart, isLeafWhenBare, nameOfLaw, startingChart } from './starting-chart.ts';

const DRAFT = fileURLToPath(new URL('../../../../../shared/gib/codes/tdhp-union-draft.csv', import.meta.url));
const chart = startingChart();

describe('the starting chart', () => {
  it('has each code once, in order, every parent before its children', () => {
    const codes = chart.map((account) => account.code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toEqual(codes.toSorted(compareAccountCodes));
    expect(codes.filter((code) => !isAccountCode(code))).toEqual([]);
    for (const [index, account] of chart.entries()) {
      expect(account.parentCode).toBe(parentCode(account.code));
      if (account.parentCode !== null) expect(codes.indexOf(account.parentCode)).toBeLessThan(index);
      if (account.parentCode !== null) expect(codes).toContain(account.parentCode);
    }
  });

  it('lets only accounts without children take postings, and counterparty groups never', () => {
    const parents = new Set(chart.map((account) => account.parentCode));
    const wrong = chart.filter(
      (account) => account.isLeaf && (parents.has(account.code) || account.code.length < 3),
    );
    expect(wrong).toEqual([]);
    for (const group of ['120.01', '120.02', '320.01', '320.02', '191', '1', '12'])
      expect(findInStartingChart(group)?.isLeaf, group).toBe(false);
    for (const leaf of ['191.01.020', '100.01', '689.01', '258'])
      expect(findInStartingChart(leaf)?.isLeaf, leaf).toBe(true);
  });

  it('puts contra accounts on the other side of their class, sub-accounts included', () => {
    const sides = [
      '100',
      '103',
      '257',
      '320',
      '302',
      '500',
      '501',
      '591',
      '600',
      '610',
      '610.01.020',
      '632',
      '659.01',
      '770',
      '771',
      '798',
    ];
    expect(
      sides.map(
        (code) => `${code} ${findInStartingChart(code)?.normalSide} ${findInStartingChart(code)?.isContra}`,
      ),
    ).toEqual([
      '100 borc false',
      '103 alacak true',
      '257 alacak true',
      '320 alacak false',
      '302 borc true',
      '500 alacak false',
      '501 borc true',
      '591 borc true',
      '600 alacak false',
      '610 borc true',
      '610.01.020 borc true',
      '632 borc true',
      '659.01 borc true',
      '770 borc false',
      '771 alacak false',
      '798 alacak false',
    ]);
  });

  it('settles 170–178 and 350–358 as MSUGT 1 does: costs and hakediş by project, 178 and 358 for inflation', () => {
    expect(findInStartingChart('171')?.name).toBe('Yıllara Yaygın İnşaat ve Onarım Maliyetleri');
    expect(findInStartingChart('178')?.name).toContain('Enflasyon Düzeltme');
    expect(findInStartingChart('351')?.name).toBe('Yıllara Yaygın İnşaat ve Onarım Hakediş Bedelleri');
    expect(findInStartingChart('358')?.name).toContain('Enflasyon Düzeltme');
  });

  it.skipIf(!existsSync(DRAFT))(
    'holds every account of an independently gathered list, under the same name',
    () => {
      const rows = readFileSync(DRAFT, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((row) => /^(\d{3}),(?:"([^"]+)"|([^,]+)),/.exec(row));
      const plain = (name: string) =>
        searchKey(name.replace('(-)', ''))
          .replace(/[^a-z]/g, '')
          .replace(/hesabi$/, '');
      const differing = rows.flatMap((row) => {
        const [code = '', name = ''] = [row?.[1], row?.[2] ?? row?.[3]];
        const ours = findInStartingChart(code)?.name ?? '(yok)';
        return plain(ours) === plain(name) ? [] : [`${code} ${name} | ${ours}`];
      });
      // Where ours follows the tebliğ and the gathered list has a slip of the pen or an older wording.
      expect(differing).toEqual([
        '361 Ödenecek Sosyal Güvenlük Kesintileri | Ödenecek Sosyal Güvenlik Kesintileri',
        '522 Maddi Duran Varlık Yeniden Değerlenme Artışları | Maddi Duran Varlık Yeniden Değerleme Artışları',
        '649 Faaliyetle İlgili Diğer Gelir ve Kârlar | Diğer Olağan Gelir ve Kârlar',
        '659 Diğer Gider Ve Zararlar (-) | Diğer Olağan Gider ve Zararlar (-)',
        '697 Yıllara Yaygın İnşaat ve Enflasyon Düzeltme Hesabı | Yıllara Yaygın İnşaat Enflasyon Düzeltme Hesabı',
        '723 Direkt İşçilik Süre Farkları | Direkt İşçilik Süre (Zaman) Farkları',
        '733 Genel Üretim Giderleri Verimlilik Giderleri | Genel Üretim Giderleri Verimlilik Farkları',
        '752 Araştırma ve Geliştirme Giderleri Farkları | Araştırma ve Geliştirme Gider Farkları',
      ]);
      expect(rows.length).toBeGreaterThan(260);
    },
  );
});

describe('the chart of the law', () => {
  const law = chart.filter(({ code }) => nameOfLaw(code) !== null);
  const of = (first: number, digits: number) =>
    law.filter(({ code }) => code.startsWith(String(first)) && code.length === digits).length;

  it('has nine classes, 58 groups and 285 accounts, as MSUGT 1 lists them with what 170–178 and 350–358 stand for', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map((first) => [first, of(first, 2), of(first, 3)])).toEqual([
      [1, 8, 54],
      [2, 8, 56],
      [3, 9, 47],
      [4, 7, 27],
      [5, 6, 19],
      [6, 10, 42],
      [7, 10, 40],
      [8, 0, 0],
      [9, 0, 0],
    ]);
    expect(law.filter(({ code }) => code.length === 1)).toHaveLength(9);
  });

  it('marks exactly the accounts that the law marks (−)', () => {
    const contra = law.filter(({ code, isContra }) => isContra && code.length === 3).map(({ code }) => code);
    expect(contra.join(' ')).toBe(
      '103 119 122 124 129 137 139 158 199 222 224 229 237 239 241 243 244 246 247 249 257 268 278 298 299 302 308 ' +
        '322 337 371 402 408 422 437 501 503 580 591 610 611 612 620 621 622 623 630 631 632 653 654 655 656 657 658 ' +
        '659 660 661 680 681 689 691',
    );
    const sideOf = (code: string) => findInStartingChart(code)?.normalSide;
    expect(contra.filter((code) => '12'.includes(code[0] ?? '') && sideOf(code) !== 'alacak')).toEqual([]);
    expect(contra.filter((code) => '3456'.includes(code[0] ?? '') && sideOf(code) !== 'borc')).toEqual([]);
  });

  it('has both options of cost accounts: 7/A from 700 to 782 with a yansıtma account each, 7/B from 790 to 799', () => {
    const sevens = law.filter(({ code }) => /^7\d\d$/.test(code));
    expect(sevens.filter(({ code }) => code.startsWith('79')).map(({ code }) => Number(code))).toEqual(
      Array.from({ length: 10 }, (_, n) => 790 + n),
    );
    const yansitma = sevens.filter(({ normalSide }) => normalSide === 'alacak').map(({ code }) => code);
    expect(yansitma.join(' ')).toBe('701 711 721 731 741 751 761 771 781 798');
  });

  it('leaves 8 and 9 free, and every other code that it does not name', () => {
    expect(['8', '9', '525', '900', '120.01'].map(nameOfLaw)).toEqual([
      'Serbest Hesaplar',
      'Nazım Hesaplar',
      null,
      null,
      null,
    ]);
  });

  it('lets an account take postings again once nothing lies below it, but never a counterparty group', () => {
    expect(['120', '153.01', '770.03', '999.5'].every(isLeafWhenBare)).toBe(true);
    expect(['1', '12', '120.01', '320.02'].some(isLeafWhenBare)).toBe(false);
  });
});

describe('codes of accounts', () => {
  it('are understood as other programs write them, and nothing else is', () => {
    const texts = ['120.01.0001', ' 120 01 0001 ', '120-01-0001', '120/01.0001.', '120_01_0001'];
    expect(new Set(texts.map(accountCodeFromText))).toEqual(new Set(['120.01.0001']));
    expect(['1', '12', '120'].map(accountCodeFromText)).toEqual(['1', '12', '120']);
    for (const text of ['', '0', '12.01', '1200', '120.A1', '120.12345678901', 'Kasa', '=120'])
      expect([accountCodeFromText(text), isAccountCode(text)], text).toEqual([null, false]);
    const deep = `900${'.1'.repeat(12)}`;
    expect([accountCodeFromText(deep), isAccountCode(deep)]).toEqual([deep, true]);
  });

  it('stand in the order of books and know their parents', () => {
    expect(
      ['120.01', '11', '100', '120', '120.01.0002', '10', '102', '120.01.0001'].toSorted(compareAccountCodes),
    ).toEqual(['10', '100', '102', '11', '120', '120.01', '120.01.0001', '120.01.0002']);
    expect(['120.01.0001', '120', '1'].map(parentCode)).toEqual(['120.01', '12', null]);
  });

  it('grow by one under their parent', () => {
    expect(nextSubAccountCode(['120.01.0001', '120.01.0007', '120.02.0009', '120.01.ABC'], '120.01')).toBe(
      '120.01.0008',
    );
    expect(nextSubAccountCode([], '320.01')).toBe('320.01.0001');
  });
});

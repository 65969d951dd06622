/** What an office chose once is chosen again, and no further than it means. */
import { expect, test } from 'vitest';
import { type ChartView, chooseAccount, rememberedAccount } from './choose-account.ts';
import { posting } from './posting.ts';

const chart = (preferences: Record<string, string>): ChartView => ({
  find: () => null,
  counterpartyAccount: () => null,
  nextSubAccountCode: (parent) => `${parent}.1`,
  preferences: new Map(Object.entries(preferences)),
});
const base = (role: string) => posting(role, '153.01.010', 100n, ['metin', 'text'], []);

test('an account chosen for one KDV rate is chosen for the others too', () => {
  expect(rememberedAccount(base('alis.matrah.1000'), chart({ 'alis.matrah.2000': '760.01' }))).toBe('760.01');
});

test('an account of a family by rate is not carried to another rate', () => {
  expect(
    rememberedAccount(base('alis.matrah.1000'), chart({ 'alis.matrah.2000': '153.02.020' })),
  ).toBeUndefined();
});

test('the choice for the rate itself comes first', () => {
  const both = chart({ 'alis.matrah.1000': '770.02', 'alis.matrah.2000': '760.01' });
  expect(rememberedAccount(base('alis.matrah.1000'), both)).toBe('770.02');
});

test('a choice for purchases says nothing about sales, nor about KDV', () => {
  const purchases = chart({ 'alis.matrah.2000': '760.01' });
  expect(rememberedAccount(base('satis.matrah.1000'), purchases)).toBeUndefined();
  expect(rememberedAccount(base('alis.kdv.1000'), purchases)).toBeUndefined();
});

test('an account that has to be opened always has a name a person understands', () => {
  const names = (code: string) =>
    chooseAccount(
      posting('alis.matrah.0', code, 1n, ['metin', 'text'], []),
      { name: 'X', taxId: null },
      chart({}),
    ).newAccounts.map((account) => `${account.code} ${account.name}`);
  expect(names('153.01.020')).toEqual([
    '153 Ticari Mallar',
    '153.01 Ticari Mallar',
    '153.01.020 Ticari Mallar %20',
  ]);
  expect(names('153.07.000')).toEqual([
    '153 Ticari Mallar',
    '153.07 Ticari Mallar 07',
    '153.07.000 Ticari Mallar 07.000',
  ]);
});

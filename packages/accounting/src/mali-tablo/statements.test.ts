/** What holds between mizan, balance sheet and income statement, for any balanced books. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildBilanco } from '../bilanco/build-bilanco.ts';
import { checkBilanco } from '../bilanco/check-bilanco.ts';
import { buildGelirTablosu, checkGelirTablosu } from '../gelir-tablosu/build-gelir-tablosu.ts';
import type { AccountSums } from './account-sums.ts';
import { arbitraryBooks } from './arbitrary-books.fixture.ts';

const without = (books: readonly AccountSums[], digits: string): AccountSums[] =>
  books.filter(({ code }) => !digits.includes(code[0] ?? ''));

describe('statements of any balanced books', () => {
  it('assets equal liabilities and equity, and every account of the mizan stands there with its balance', () => {
    fc.assert(
      fc.property(arbitraryBooks, arbitraryBooks, (earlier, year) => {
        const balances = [...earlier, ...year];
        const sheet = buildBilanco([{ balances, beforeYear: earlier }]);
        expect(sheet.aktif).toEqual(sheet.pasif);
        expect(checkBilanco(sheet, 0, balances)).toEqual([]);
      }),
    );
  });

  it('the net result of the income statement is the result that the balance sheet adds', () => {
    fc.assert(
      fc.property(arbitraryBooks, arbitraryBooks, (earlier, year) => {
        const sheet = buildBilanco([{ balances: [...earlier, ...year], beforeYear: earlier }]);
        const statement = buildGelirTablosu([year]);
        expect(statement.netResult).toEqual(sheet.openResult);
        expect(checkGelirTablosu(statement, 0, year)).toEqual([]);
      }),
    );
  });

  it('sections add up, and the sum of a side is the sum of its accounts', () => {
    fc.assert(
      fc.property(arbitraryBooks, (books) => {
        const { rows, aktif, pasif } = buildBilanco([{ balances: books, beforeYear: [] }]);
        const lowest = rows.filter((row) => row.kind === 'account' || row.kind === 'added');
        const sum = lowest.reduce((total, row) => total + (row.amounts[0] ?? 0n), 0n);
        expect(sum).toBe((aktif[0] ?? 0n) + (pasif[0] ?? 0n));
      }),
    );
  });

  it('an amount that is not the one of the mizan is named by its account', () => {
    fc.assert(
      fc.property(arbitraryBooks, fc.bigInt(1n, 1_000n), (books, kurus) => {
        const closed = without(books, '6789');
        const sheet = buildBilanco([{ balances: closed, beforeYear: [] }]);
        const other = [...closed, { code: '120.05', debitKurus: kurus, creditKurus: 0n }];
        const [difference, ...more] = checkBilanco(sheet, 0, other);
        expect(more).toEqual([]);
        expect(difference?.code).toBe('120');
        expect((difference?.mizanKurus ?? 0n) - (difference?.statementKurus ?? 0n)).toBe(kurus);
      }),
    );
  });
});

describe('accounts that the law does not know', () => {
  const sums = (code: string, kurus: bigint): AccountSums => ({
    code,
    debitKurus: kurus > 0n ? kurus : 0n,
    creditKurus: kurus < 0n ? -kurus : 0n,
  });

  it('stand at the end of their group; where there is no such group, the difference names them', () => {
    const books = [sums('109', 500n), sums('140.01', 300n), sums('500', -800n)];
    const sheet = buildBilanco([{ balances: books, beforeYear: [] }]);
    expect(sheet.rows.find((row) => row.id === '109')).toMatchObject({
      name: null,
      mark: '6',
      amounts: [500n],
    });
    expect(checkBilanco(sheet, 0, books)).toEqual([{ code: '140', mizanKurus: 300n, statementKurus: 0n }]);
    expect(sheet.aktif).toEqual([500n]);
    expect(sheet.pasif).toEqual([800n]);
  });

  it('nazım accounts are on no statement, and no difference while they balance by themselves', () => {
    const books = [sums('100', 500n), sums('500', -500n), sums('900', 70n), sums('901', -70n)];
    const sheet = buildBilanco([{ balances: books, beforeYear: [] }]);
    expect(checkBilanco(sheet, 0, books)).toEqual([]);
    expect(sheet.aktif).toEqual([500n]);
    const broken = [...books, sums('900', 5n)];
    expect(checkBilanco(sheet, 0, broken).map(({ code }) => code)).toEqual(['900', '901']);
  });
});

/** The chart of a client: searching it and opening sub-accounts; and the list of vouchers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { type ClientForBooks, ledgerContract as contract } from './contract.ts';

describe('the chart and the list of vouchers', () => {
  let books: BooksFixture;
  let client: ClientForBooks;
  beforeAll(async () => {
    books = await createBooks();
    client = await books.openClient();
  });
  afterAll(() => books.close());

  const search = async (query: { q?: string; leafOnly?: string; limit?: number }) =>
    (await books.call(contract.listAccounts, { params: { clientId: client.clientId }, query })).items;
  const open = (code: string, name = 'Deneme') =>
    books.call(contract.createAccount, { params: { clientId: client.clientId }, body: { code, name } });

  it('accounts are found by the beginning of their code or any part of their name, in the order of books', async () => {
    expect((await search({ q: '191.01' })).map((each) => each.code)[0]).toBe('191.01');
    expect((await search({ q: 'KIRTASIYE' })).map((each) => each.code)).toContain('770.03');
    expect((await search({ q: '191.01', leafOnly: 'true' })).every((each) => each.isLeaf)).toBe(true);
    const all = (await search({})).map((each) => each.code);
    expect(all.indexOf('10')).toBeLessThan(all.indexOf('100'));
    expect(all.indexOf('100.01')).toBeLessThan(all.indexOf('101'));
    const withPercent = (await search({})).filter((each) => each.name.includes('%'));
    expect((await search({ q: '%' })).map((each) => each.code).sort()).toEqual(
      withPercent.map((each) => each.code).sort(),
    );
  });

  it('the very code is found first, then codes that begin so, then names and words of names that do; words in any order', async () => {
    const own = await books.openClient();
    const find = async (q: string, limit = 6) =>
      (
        await books.call(contract.listAccounts, { params: { clientId: own.clientId }, query: { q, limit } })
      ).items.map((each) => each.code);
    for (const [code, name] of [
      ['501.01', '770.03 ile ilgili'],
      ['500.01', 'Kasapoğlu A.Ş.'],
      ['500.02', 'Öz Kasap'],
      ['500.03', 'Akkasa'],
    ] as const)
      await books.call(contract.createAccount, {
        params: { clientId: own.clientId },
        body: { code, name },
      });
    expect(await find('770.03', 2)).toEqual(['770.03', '501.01']);
    expect(await find('770 03', 1)).toEqual(['770.03']);
    expect((await find('77')).slice(0, 2)).toEqual(['77', '770']);
    expect(await find('KASA')).toEqual(['100', '500.01', '100.01', '500.02', '500.03']);
    expect(await find('ofis kirtasiye')).toEqual(['770.03']);
  });

  it('a part of a long chart is asked for by beginnings of codes or by the codes themselves, and the next free code is told', async () => {
    const own = await books.openClient();
    const params = { clientId: own.clientId };
    const codes = async (query: { q?: string; under?: string; codes?: string; leafOnly?: string }) =>
      (await books.call(contract.listAccounts, { params, query })).items.map((each) => each.code);
    for (const [code, name] of [
      ['120.01.0001', 'Işık Gıda'],
      ['120.01.0007', 'Işık Nakliyat'],
      ['320.01.0001', 'Işık Ambalaj'],
    ] as const)
      await books.call(contract.createAccount, { params, body: { code, name } });
    expect(await codes({ q: 'IŞIK', under: '12,13' })).toEqual(['120.01.0001', '120.01.0007']);
    expect(await codes({ under: '102', leafOnly: 'true' })).toEqual(['102.01', '102.02']);
    expect(await codes({ codes: '320.01.0001,120.01.0007,120.01.9999' })).toEqual([
      '120.01.0007',
      '320.01.0001',
    ]);
    expect(await codes({ q: '120010007' })).toEqual(['120.01.0007']);
    const next = async (accountCode: string) =>
      (await books.call(contract.nextAccountCode, { params: { ...params, accountCode } })).code;
    expect(await next('120.01')).toBe('120.01.0008');
    expect(await next('102.01')).toBe('102.01.0001');
    await expect(next('120.99')).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
    await expect(next('12')).rejects.toMatchObject({ code: 'ACCOUNT_LEVEL_OF_LAW' });
  });

  it('a sub-account takes the side of its parent, which takes postings no longer', async () => {
    expect(await open('500.01', 'Ortak A')).toMatchObject({
      parentCode: '500',
      isLeaf: true,
      normalSide: 'alacak',
      status: 'open',
    });
    expect((await search({ q: '500' })).find((each) => each.code === '500')?.isLeaf).toBe(false);
  });

  it('a sub-account is refused where it exists, where its parent is missing, and above the level of law', async () => {
    await open('501.01');
    await expect(open('501.01')).rejects.toMatchObject({ code: 'ACCOUNT_EXISTS' });
    await expect(open('501.02.01')).rejects.toMatchObject({
      code: 'ACCOUNT_PARENT_MISSING',
      params: { code: '501.02.01', parentCode: '501.02' },
    });
    await expect(open('999')).rejects.toMatchObject({ code: 'ACCOUNT_PARENT_MISSING' });
  });

  it('vouchers are listed newest day first, each once, and found by text, number and day', async () => {
    const other = await books.openClient();
    const params = { clientId: other.clientId };
    const days = ['2026-01-03', '2026-01-01', '2026-01-02', '2026-01-02'];
    for (const [n, date] of days.entries())
      await books.call(contract.createVoucher, {
        params,
        body: {
          date,
          description: `İşlem ${n}`,
          lines: [
            { accountCode: '770.03', debit: '1' },
            { accountCode: '100.01', credit: '1' },
          ],
        },
      });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: { limit: number; cursor?: string } = cursor === null ? { limit: 3 } : { limit: 3, cursor };
      const page = await books.call(contract.listVouchers, { params, query });
      seen.push(...page.items.map((item) => item.date));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(days.toSorted().toReversed());
    const find = async (query: object) =>
      (await books.call(contract.listVouchers, { params, query })).items.map((item) => item.description);
    expect(await find({ q: 'islem 2' })).toEqual(['İşlem 2']);
    expect(await find({ from: '2026-01-03' })).toEqual(['İşlem 0']);
    expect(await find({ to: '2026-01-01' })).toEqual(['İşlem 1']);
    expect(await find({ status: 'posted' })).toEqual([]);
    const drafts = (await books.call(contract.listVouchers, { params, query: { status: 'draft' } })).items;
    expect(drafts).toHaveLength(4);
    const { results } = await books.call(contract.postVouchers, {
      body: { vouchers: drafts.map(({ id }) => ({ id })) },
    });
    expect(results.map((each) => each.fisNo).sort()).toEqual([1, 2, 3, 4]);
    expect(await find({ q: '1' })).toContain('İşlem 1');
    expect(await find({ status: 'posted', q: '4' })).toEqual(['İşlem 0']);
  });
});

/** The lists of the books on a real database: orders, places, sums, the running balance, and files of them. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { kurusFromDecimal, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { RouteContract } from '@muhasebi/platform/http/route.ts';
import fc from 'fast-check';
import { extractText } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { booksContract } from '../books/contract.ts';
import { type BooksFixture, createBooks, routesOfBooks } from '../books.fixture.ts';
import { requestContext } from '../route-caller.fixture.ts';
import { ledgerContract as contract } from './contract.ts';

interface Entry {
  readonly date: string;
  readonly description: string;
  readonly amount: string;
}

const LONG = 'İSTANBUL IŞIKLANDIRMA VE ÇAĞDAŞ ÖĞÜTME SANAYİ TİCARET ANONİM ŞİRKETİ GEBZE ŞUBESİ';
const ENTRIES: readonly Entry[] = [
  { date: '2026-01-05', description: 'Kira', amount: '100.00' },
  { date: '2026-02-05', description: LONG, amount: '1234567.89' },
  { date: '2026-02-06', description: '=HYPERLINK("http://kotu.example")', amount: '0.01' },
];

let books: BooksFixture;
let clientId: string;
let scratchDir: string;
beforeAll(async () => {
  scratchDir = await mkdtemp(path.join(tmpdir(), 'muhasebi-views-'));
  books = await createBooks();
  clientId = await record(ENTRIES);
});
afterAll(async () => {
  await books.close();
  await rm(scratchDir, { recursive: true });
});

async function record(entries: readonly Entry[]): Promise<string> {
  const client = await books.openClient();
  const params = { clientId: client.clientId };
  for (const { date, description, amount } of entries) {
    const { id } = await books.call(contract.createVoucher, {
      params,
      body: {
        date,
        description,
        lines: [
          { accountCode: '770.03', debit: amount },
          { accountCode: '100.01', credit: amount },
        ],
      },
    });
    await books.call(contract.postVouchers, { body: { vouchers: [{ id }] } });
  }
  return client.clientId;
}

/** The bytes of a file route, as text. */
async function fileOf<R extends RouteContract>(
  route: R,
  params: object,
  query: object,
): Promise<{ name: string; text: string; bytes: Buffer }> {
  const found = routesOfBooks(books.db, scratchDir).routes.find((each) => each.contract === route);
  const parsed = { params, query: route.query?.parse(query), body: undefined };
  const file = (await found?.handle(requestContext(books.scope), parsed as never)) as FileResult;
  const bytes = await buffer(file.stream);
  expect(bytes.length).toBe(file.sizeBytes ?? bytes.length);
  return { name: file.fileName, text: bytes.toString(), bytes };
}

const linesOf = (text: string) => text.replace('\uFEFF', '').trimEnd().split('\r\n');

describe('the lines of the books', () => {
  it('come by day, or in the order asked for, from any place on', async () => {
    const amounts = async (query: object) =>
      (await books.call(contract.listVoucherLines, { params: { clientId }, query })).items.map(
        (line) => `${line.accountCode} ${line.debit} ${line.credit}`,
      );
    expect((await amounts({})).length).toBe(6);
    expect(await amounts({ order: '-debit', limit: 1 })).toEqual(['770.03 1234567.89 0.00']);
    expect(await amounts({ order: 'account', offset: 2, limit: 2 })).toEqual([
      '100.01 0.00 0.01',
      '770.03 100.00 0.00',
    ]);
  });
  it('are found by account, by words of the voucher however typed, and by fiş number', async () => {
    const count = async (query: object) =>
      (await books.call(contract.sumVoucherLines, { params: { clientId }, query })).count;
    expect(await count({ account: '770' })).toBe(3);
    expect(await count({ q: 'ışıklandırma' })).toBe(2);
    expect(await count({ q: '3' })).toBe(2);
    expect(await count({ q: '%' })).toBe(0);
    expect(await count({ from: '2026-02-01', to: '2026-02-05' })).toBe(2);
  });
  it('are added up as a whole, whatever is on the page', async () => {
    expect(await books.call(contract.sumVoucherLines, { params: { clientId }, query: {} })).toEqual({
      count: 6,
      debit: '1234667.90',
      credit: '1234667.90',
    });
  });
});

describe('the vouchers', () => {
  it('come newest first, or in the order asked for, and are added up as a whole', async () => {
    const dates = async (query: object) =>
      (await books.call(contract.listVouchers, { params: { clientId }, query })).items.map((v) => v.date);
    expect(await dates({})).toEqual(['2026-02-06', '2026-02-05', '2026-01-05']);
    expect(await dates({ order: 'no' })).toEqual(['2026-01-05', '2026-02-05', '2026-02-06']);
    expect(await dates({ order: 'date', offset: 1, limit: 1 })).toEqual(['2026-02-05']);
    expect(await books.call(contract.sumVouchers, { params: { clientId }, query: { q: 'kira' } })).toEqual({
      count: 1,
      debit: '100.00',
      credit: '100.00',
    });
  });
});

describe('the running balance of an account', () => {
  it('is what came before and every line up to this one, on any page, for any entries', async () => {
    const entry = fc.record({
      date: fc.constantFrom('2026-01-02', '2026-01-03', '2026-02-01', '2026-02-02'),
      description: fc.constant('x'),
      amount: fc.bigInt(1n, 10_000_000_000n).map(kurusToDecimal),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 6 }), async (entries) => {
        const params = { clientId: await record(entries), accountCode: '770' };
        const from = '2026-01-03';
        const sums = await books.call(booksContract.sumAccountLines, { params, query: { from } });
        let balance = kurusFromDecimal(sums.opening);
        let before = 0n;
        for (const each of entries) if (each.date < from) before += kurusFromDecimal(each.amount);
        expect(balance).toBe(before);
        for (let offset = 0; offset < sums.count; offset += 2) {
          const query = { from, offset, limit: 2 };
          const { items } = await books.call(booksContract.listAccountLines, { params, query });
          for (const line of items) {
            balance += kurusFromDecimal(line.debit) - kurusFromDecimal(line.credit);
            expect(kurusFromDecimal(line.balance)).toBe(balance);
          }
        }
        expect(kurusFromDecimal(sums.closing)).toBe(balance);
      }),
      { numRuns: 8 },
    );
  });
});

describe('a list of the books as a file', () => {
  it('holds all rows that match, the chosen columns in their order, and totals', async () => {
    const { text, name } = await fileOf(
      contract.exportVouchers,
      { clientId },
      { format: 'csv', columns: 'credit,description,date', order: 'date' },
    );
    expect(linesOf(text)).toEqual([
      'Alacak;Açıklama;Tarih',
      '100,00;Kira;05.01.2026',
      `1234567,89;${LONG};05.02.2026`,
      '0,01;"\'=HYPERLINK(""http://kotu.example"")";06.02.2026',
      '1234667,90;Toplam;',
    ]);
    expect(name).toMatch(/^Fişler - Deneme .* - 2026-11-23\.csv$/);
  });
  it('says whose it is, of which period and how it was filtered', async () => {
    const { bytes } = await fileOf(
      contract.exportVoucherLines,
      { clientId },
      { format: 'pdf', from: '2026-02-01', q: 'kira' },
    );
    const shown = await extractText(new Uint8Array(bytes), { mergePages: true });
    expect(shown.text).toMatch(/^Deneme Ofisi\s+Fiş satırları\s+Deneme .*01\.02\.2026 – ….*kira/s);
  });
  it('of an account has its running balance from what was brought forward', async () => {
    const { text } = await fileOf(
      booksContract.exportAccountLines,
      { clientId, accountCode: '770' },
      { format: 'csv', columns: 'date,debit,balance', from: '2026-02-01' },
    );
    expect(linesOf(text)).toEqual([
      'Tarih;Borç;Bakiye',
      '05.02.2026;1234567,89;1234667,89',
      '06.02.2026;0,01;1234667,90',
      ';1234567,90;',
    ]);
  });
  it('of the mizan leaves out what is folded away, and counts every account once in its totals', async () => {
    const { text } = await fileOf(
      contract.exportMizan,
      { clientId },
      {
        format: 'csv',
        from: '2026-01-01',
        to: '2026-12-31',
        columns: 'code,balanceDebit,balanceCredit',
        closed: '1,77',
      },
    );
    expect(linesOf(text).map((line) => line.split(';')[0])).toEqual(['Hesap kodu', '1', '7', '77', 'Toplam']);
    expect(linesOf(text).at(-1)).toBe('Toplam;1234667,90;1234667,90');
  });
  it('of the mizan stands beside that of another period where one is asked for', async () => {
    const query = { format: 'csv', from: '2026-02-01', to: '2026-02-28', level: 3 };
    const { text } = await fileOf(
      contract.exportMizan,
      { clientId },
      { ...query, prior: '2026-01-01/2026-01-31', columns: 'code,prior,change,percent' },
    );
    expect(linesOf(text)).toEqual([
      'Hesap kodu;Önceki tutar;Fark;Değişim %',
      '1;-100,00;-1234567,90;1234567,90',
      '10;-100,00;-1234567,90;1234567,90',
      '100;-100,00;-1234567,90;1234567,90',
      '7;100,00;1234567,90;1234567,90',
      '77;100,00;1234567,90;1234567,90',
      '770;100,00;1234567,90;1234567,90',
    ]);
  });
  it('leaves nothing behind in the scratch folder, whether it came whole or was refused', async () => {
    await fileOf(contract.exportVouchers, { clientId }, { format: 'csv' });
    const nobody = { clientId: '00000000-0000-4000-8000-000000000000' };
    await expect(fileOf(contract.exportVouchers, nobody, { format: 'csv' })).rejects.toMatchObject({
      code: 'CLIENT_NOT_FOUND',
    });
    await expect.poll(() => readdir(scratchDir)).toEqual([]);
  });
});

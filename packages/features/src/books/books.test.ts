/** The books on a real database: their order, their totals beside the mizan's, any page of a muavin, and what paper carries. */
import { buffer } from 'node:stream/consumers';
import { kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import { sql } from 'kysely';
import { extractText } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks, exportDepsOf, sumsOfLedger } from '../books.fixture.ts';
import { priorOf } from '../compared-period.ts';
import { ledgerContract } from '../ledger/contract.ts';
import { requestContext } from '../route-caller.fixture.ts';
import { booksContract as contract } from './contract.ts';
import { exportAccount, exportJournal, exportKebir } from './export-books.ts';
import { exportAccountMonths, exportComparedKebir } from './export-compared.ts';

const YEAR = { from: '2026-01-01', to: '2026-12-31' };

let books: BooksFixture;
let clientId: string;
beforeAll(async () => {
  books = await createBooks();
  ({ clientId } = await books.openClient());
  await post('2025-12-30', '77.00');
  // Entered out of order, so that only the books bring them into it.
  await post('2026-02-05', '20.00');
  await post('2026-01-15', '10.50');
  for (let day = 1; day <= 9; day++) await post(`2026-03-0${day}`, `${day}.00`);
  await post('2026-03-09', '0.01');
});
afterAll(() => books.close());

/** Credit first as it was entered: the books turn it. */
async function post(date: string, amount: string, currency?: string, of = clientId): Promise<void> {
  const fx = currency === undefined ? {} : { fx: { currency, amount: '1.00', rate: amount } };
  const { id } = await books.call(ledgerContract.createVoucher, {
    params: { clientId: of },
    body: {
      date,
      description: `Kayıt ${amount}`,
      lines: [
        { accountCode: '100.01', credit: amount, ...fx },
        { accountCode: '770.03', debit: amount },
      ],
    },
  });
  const { results } = await books.call(ledgerContract.postVouchers, { body: { vouchers: [{ id }] } });
  expect(results[0]?.error ?? null).toBeNull();
}

const journal = async (query: object) =>
  (await books.call(contract.listJournal, { params: { clientId }, query: { ...YEAR, ...query } })).items;
const account = async (accountCode: string, query: object) =>
  (await books.call(contract.listAccountLines, { params: { clientId, accountCode }, query })).items;

async function textOf(file: Promise<FileResult>): Promise<string> {
  return (await buffer((await file).stream)).toString().replace('\uFEFF', '');
}
async function pagesOf(file: Promise<FileResult>): Promise<string[]> {
  const { text } = await extractText(new Uint8Array(await buffer((await file).stream)));
  return text;
}
const asked = () => requestContext(books.scope);

describe('the yevmiye', () => {
  it('is in the order of days however it was entered, debit first, without numbers until the month has them', async () => {
    const lines = await journal({ limit: 4 });
    expect(lines.map((l) => [l.date, l.accountCode, l.yevmiyeNo, l.entryTotal])).toEqual([
      ['2026-01-15', '770.03', null, '10.50'],
      ['2026-01-15', '100.01', null, null],
      ['2026-02-05', '770.03', null, '20.00'],
      ['2026-02-05', '100.01', null, null],
    ]);
    const sums = await books.call(contract.sumJournal, { params: { clientId }, query: YEAR });
    expect(sums).toMatchObject({ count: 24, entries: 12, unnumbered: 12, debit: '75.51', credit: '75.51' });
  });

  it('goes on in the very order in which a month is numbered', async () => {
    const before = (await journal({})).map((line) => line.voucherId);
    await books.run((trx) =>
      sql`select app.number_period(${clientId}::uuid, m::date) from unnest(array['2026-01-01', '2026-02-01', '2026-03-01']) m`.execute(
        trx,
      ),
    );
    const after = await journal({});
    expect(after.map((line) => line.voucherId)).toEqual(before);
    const numbers = after.map((line) => line.yevmiyeNo);
    expect(numbers).toEqual(numbers.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
    expect([numbers[0], numbers.at(-1)]).toEqual([1, 12]);
    const sums = await books.call(contract.sumJournal, { params: { clientId }, query: YEAR });
    expect(sums.unnumbered).toBe(0);
  });

  it('has the same lines whatever pages it is read in', async () => {
    const whole = await journal({ limit: 500 });
    for (const limit of [1, 5, 7]) {
      const parts = [];
      for (let offset = 0; offset < whole.length; offset += limit)
        parts.push(...(await journal({ offset, limit })));
      expect(parts).toEqual(whole);
    }
    expect(await journal({ offset: 1_000 })).toEqual([]);
  });
});

describe('the muavin', () => {
  it('has on any page the balance that adding up from the first line gives, also where a day cuts a month', async () => {
    for (const code of ['7', '770', '770.03', '100']) {
      for (const from of ['2026-01-01', '2026-03-04']) {
        const query = { from, to: '2026-03-09' };
        const params = { clientId, accountCode: code };
        const sums = await books.call(contract.sumAccountLines, { params, query });
        let balance = kurusFromDecimal(sums.opening);
        for (let offset = 0; offset < sums.count; offset += 3) {
          for (const line of await account(code, { ...query, offset, limit: 3 })) {
            balance += kurusFromDecimal(line.debit) - kurusFromDecimal(line.credit);
            expect(kurusFromDecimal(line.balance)).toBe(balance);
          }
        }
        expect(kurusFromDecimal(sums.closing)).toBe(balance);
      }
    }
    const cut = { from: '2026-03-04' };
    const sums = await books.call(contract.sumAccountLines, {
      params: { clientId, accountCode: '770' },
      query: cut,
    });
    expect(sums).toMatchObject({ opening: '113.50', count: 7, closing: '152.51' });
  });

  it('refuses a range that ends before it begins, and a client that is not there', async () => {
    const query = { from: '2026-03-01', to: '2026-02-01' };
    await expect(account('770', query)).rejects.toMatchObject({ code: 'BOOK_RANGE_BACKWARDS' });
    const params = { clientId: books.tenantId, accountCode: '770' };
    await expect(books.call(contract.listAccountLines, { params, query: {} })).rejects.toMatchObject({
      code: 'CLIENT_NOT_FOUND',
    });
  });
});

describe('all books of a range', () => {
  it('come to what the mizan comes to, to the kuruş', async () => {
    const range = { from: '2026-01-15', to: '2026-03-08' };
    const params = { clientId };
    const mizan = await books.call(ledgerContract.getMizan, { params, query: { ...range, level: '3' } });
    const figures = { debit: mizan.totals.periodDebit, credit: mizan.totals.periodCredit };
    expect(await books.call(contract.sumJournal, { params, query: range })).toMatchObject(figures);
    const kebir = await books.call(contract.listKebir, { params, query: range });
    expect(kebir).toMatchObject(figures);
    for (const { code, opening, debit, credit, closing } of kebir.items) {
      const row = mizan.rows.find((each) => each.code === code);
      const net = (d = '0', c = '0') => kurusFromDecimal(d) - kurusFromDecimal(c);
      expect(kurusFromDecimal(opening)).toBe(net(row?.openingDebit, row?.openingCredit));
      expect([debit, credit]).toEqual([row?.periodDebit, row?.periodCredit]);
      expect(kurusFromDecimal(closing)).toBe(net(row?.balanceDebit, row?.balanceCredit));
      const sums = await books.call(contract.sumAccountLines, {
        params: { ...params, accountCode: code },
        query: range,
      });
      expect(sums).toMatchObject({ opening, debit, credit, closing });
    }
  });
});

describe('a book as a file', () => {
  it('of the kebir begins each main account with its devir, and comes to the mizan', async () => {
    const query = {
      from: '2026-02-01',
      to: '2026-02-28',
      format: 'csv',
      columns: 'account,description,debit,credit,balance',
    } as const;
    const text = await textOf(exportKebir(exportDepsOf(books.db), asked(), clientId, query, sumsOfLedger));
    expect(text.trimEnd().split('\r\n')).toEqual([
      'Hesap kodu;Açıklama;Borç;Alacak;Bakiye',
      '100;Devir;;;-87,50',
      '100.01;Kayıt 20.00;;20,00;-107,50',
      '770;Devir;;;87,50',
      '770.03;Kayıt 20.00;20,00;;107,50',
      'Toplam;;20,00;20,00;',
    ]);
  });

  it('of an account shows foreign currency only where a line has it', async () => {
    const query = { from: '2026-02-01', to: '2026-02-28', format: 'csv' } as const;
    const place = { clientId, accountCode: '770' };
    const text = await textOf(exportAccount(exportDepsOf(books.db), asked(), place, query));
    expect(text).toContain('05.02.2026;2;1;Mahsup;770.03');
    expect(text).not.toContain('Döviz');
    const { clientId: abroad } = await books.openClient();
    await post('2026-01-05', '35.00', 'USD', abroad);
    await post('2026-02-05', '36.00', 'USD', abroad);
    const cash = { clientId: abroad, accountCode: '100' };
    await post('2026-02-05', '12.00', 'EUR', abroad);
    const withFx = await textOf(exportAccount(exportDepsOf(books.db), asked(), cash, query));
    expect(withFx.split('\r\n').map((row) => row.split(';').slice(-6).join(';'))).toEqual([
      'Alacak;Bakiye;EUR;EUR bakiye;USD;USD bakiye',
      '36,00;-71,00;;;-1,00;-2,00',
      '12,00;-83,00;-1,00;-1,00;;',
      '48,00;;;;;',
      '',
    ]);
    const chosen = { ...query, columns: 'fx,balance' };
    const some = await textOf(exportAccount(exportDepsOf(books.db), asked(), cash, chosen));
    expect(some.split('\r\n')[0]).toBe('EUR;EUR bakiye;USD;USD bakiye;Bakiye');
    const lines = await books.call(contract.listAccountLines, {
      params: cash,
      query: { from: '2026-02-01', offset: 0, limit: 1 },
    });
    expect(lines.items).toMatchObject([{ balance: '-71.00', fxBalance: '-2' }]);
    const sums = await books.call(contract.sumAccountLines, { params: cash, query: { from: '2026-02-01' } });
    expect(sums.currencies).toEqual([
      { currency: 'EUR', opening: '0', closing: '-1' },
      { currency: 'USD', opening: '-1', closing: '-2' },
    ]);
    expect((await account('770', {})).every((line) => line.fx === null && line.fxBalance === null)).toBe(
      true,
    );
  });

  it('carries its sums from page to page on paper, and names on each whose book of which days it is', async () => {
    const many = await books.openClient();
    const entries = Array.from({ length: 60 }, (_, n) => ({
      id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
      type: 'mahsup' as const,
      date: '2026-01-05',
      description: `Satır ${n}`,
      lines: [
        { accountCode: '770.03', debit: '1.00' },
        { accountCode: '100.01', credit: '1.00' },
      ],
    }));
    await books.call(ledgerContract.enterVouchers, { params: many, body: { vouchers: entries } });
    const query = { ...YEAR, format: 'pdf' } as const;
    const pages = await pagesOf(exportJournal(exportDepsOf(books.db), asked(), many.clientId, query));
    expect(pages.length).toBeGreaterThan(2);
    const foot = /Nakli yekûn\s+([\d.,]+)\s+([\d.,]+)/;
    const head = /Önceki sayfadan nakil\s+([\d.,]+)\s+([\d.,]+)/;
    for (let at = 1; at < pages.length; at++) {
      expect(pages[at]).toContain(`${many.taxId} · 01.01.2026 – 31.12.2026`);
      const carried = foot.exec(pages[at - 1] ?? '')?.slice(1);
      expect(carried).toBeDefined();
      expect(head.exec(pages[at] ?? '')?.slice(1)).toEqual(carried);
    }
    expect(pages[0]).toContain('60 madde numaralanmadı');
    expect(pages.at(-1)).toMatch(/Toplam\s+60,00\s+60,00/);
    expect(pages.map((page) => /Sayfa (\d+(?: \/ \d+)?)/.exec(page)?.[1])).toEqual(
      pages.map((_page, at) => (at + 1 === pages.length ? `${at + 1} / ${at + 1}` : String(at + 1))),
    );
  });

  it('of the kebir carries sums and balance of the account that a page breaks, Turkish days and amounts on each', async () => {
    const many = await books.openClient();
    const entries = Array.from({ length: 90 }, (_, n) => ({
      id: `00000000-0000-7000-9000-${String(n).padStart(12, '0')}`,
      type: 'mahsup' as const,
      date: '2026-01-05',
      description: `Satır ${n}`,
      lines: [
        { accountCode: '770.03', debit: '1234.50' },
        { accountCode: '100.01', credit: '1234.50' },
      ],
    }));
    await books.call(ledgerContract.enterVouchers, { params: many, body: { vouchers: entries } });
    const query = { ...YEAR, format: 'pdf' } as const;
    const pages = await pagesOf(
      exportKebir(exportDepsOf(books.db), asked(), many.clientId, query, sumsOfLedger),
    );
    expect(pages.length).toBeGreaterThan(3);
    const foot = /Nakli yekûn\s+([-\d.,\s]+?)\s*Sayfa/;
    const head = /Önceki sayfadan nakil\s+((?:-?[\d.]+,\d\d\s*)+)/;
    for (let at = 1; at < pages.length; at++) {
      const carried = foot.exec(pages[at - 1] ?? '')?.[1]?.split(/\s+/);
      // One side, and the balance up to it: as many lines as have been read, to the kuruş.
      expect(carried?.length).toBe(2);
      expect(
        head
          .exec(pages[at] ?? '')?.[1]
          ?.trim()
          .split(/\s+/)
          .slice(0, 2),
      ).toEqual(carried);
      expect(pages[at]).toMatch(/05\.01\.2026/);
      expect(pages[at]).toMatch(/1\.234,50/);
    }
    expect(pages.join('\n').match(/Hesap toplamı\s+111\.105,00/g)).toHaveLength(2);
    expect(pages.at(-1)).toContain(`Sayfa ${pages.length} / ${pages.length}`);
  });
});

describe('a book beside another period', () => {
  const now = { from: '2026-03-01', to: '2026-03-31' };
  const prior = '2026-02-01/2026-02-28';

  it('has the months of an account, those without lines too, and comes to its sums', async () => {
    const params = { clientId, accountCode: '770' };
    const range = { from: '2026-01-16', to: '2026-04-30' };
    const months = await books.call(contract.listAccountMonths, { params, query: range });
    expect(months.items.map(({ month, movement, closing }) => [month, movement, closing])).toEqual([
      ['2026-01', '0.00', '87.50'],
      ['2026-02', '20.00', '107.50'],
      ['2026-03', '45.01', '152.51'],
      ['2026-04', '0.00', '152.51'],
    ]);
    const sums = await books.call(contract.sumAccountLines, { params, query: range });
    expect([months.debit, months.credit, months.items.at(-1)?.closing]).toEqual([
      sums.debit,
      sums.credit,
      sums.closing,
    ]);
  });

  it('is a file with the difference in kuruş and in per cent: main accounts of the kebir, months of an account', async () => {
    const deps = exportDepsOf(books.db);
    const days = priorOf({ prior }) ?? now;
    const kebir = { ...now, format: 'csv', priorDays: days } as const;
    const text = await textOf(exportComparedKebir(deps, asked(), clientId, kebir, sumsOfLedger));
    expect(text.trimEnd().split('\r\n')).toEqual([
      'Hesap kodu;Hesap adı;Devir;Borç;Alacak;Bakiye;Önceki tutar;Fark;Değişim %',
      '100;Kasa;-107,50;0,00;45,01;-152,51;-107,50;-45,01;41,87',
      '770;Genel Yönetim Giderleri;107,50;45,01;0,00;152,51;107,50;45,01;41,87',
      'Toplam;;;45,01;45,01;;;;',
    ]);
    const place = { clientId, accountCode: '770' };
    const months = await textOf(exportAccountMonths(deps, asked(), place, { ...now, format: 'csv', prior }));
    expect(months.trimEnd().split('\r\n')).toEqual([
      'Ay;Borç;Alacak;Hareket;Bakiye;Karşılaştırılan ay;Önceki tutar;Fark;Değişim %',
      'Mart 2026;45,01;0,00;45,01;152,51;Şubat 2026;20,00;25,01;125,05',
      'Toplam;45,01;0,00;45,01;;;;;',
    ]);
  });

  it('refuses a period that is none', async () => {
    for (const wrong of ['2026-02-30/2026-03-01', '2026-03-01/2026-02-01', '2026-01-01', 'x/y'])
      expect(contract.exportKebir.query.safeParse({ ...now, prior: wrong }).success).toBe(false);
  });
});

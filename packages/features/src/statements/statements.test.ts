/** Statements of books that were really posted: what they show, that they are the mizan's, and how kapanış and transfers are taken. */

import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import { extractText } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks, exportDepsOf, linesOfBooks } from '../books.fixture.ts';
import { ledgerContract } from '../ledger/contract.ts';
import type { RouteCaller } from '../route-caller.fixture.ts';
import { statementsContract as contract } from './contract.ts';
import { exportAging, exportEkstre } from './export-cari.ts';
import { exportOfficeMizan } from './export-office-mizan.ts';
import { exportBilanco, exportGelirTablosu } from './export-statements.ts';
import { officeMizanRow } from './office-mizan-contract.ts';

/** Account, debit, credit in lira. */
type Line = readonly [code: string, debit: number, credit: number];
type Type = 'acilis' | 'mahsup' | 'kapanis';

let books: BooksFixture;
let call: RouteCaller;
beforeAll(async () => {
  books = await createBooks();
  call = books.call;
});
afterAll(() => books.close());

async function post(
  clientId: string,
  date: string,
  lines: readonly Line[],
  type: Type = 'mahsup',
): Promise<string> {
  const { id } = await call(ledgerContract.createVoucher, {
    params: { clientId },
    body: {
      type,
      date,
      lines: lines.map(([accountCode, debit, credit]) => ({
        accountCode,
        debit: debit.toFixed(2),
        credit: credit.toFixed(2),
      })),
    },
  });
  const { results } = await call(ledgerContract.postVouchers, { body: { vouchers: [{ id }] } });
  expect(results[0]?.error ?? null).toBeNull();
  return id;
}

async function counterparty(clientId: string, code: string, taxId?: string): Promise<void> {
  await call(ledgerContract.createAccount, {
    params: { clientId },
    body: { code, name: `Cari ${code}`, counterpartyTaxId: taxId },
  });
}

const amounts = (answer: { rows: readonly { id: string; amounts: readonly string[] }[] }, id: string) =>
  answer.rows.find((row) => row.id === id)?.amounts;
const bilanco = (clientId: string, to: string) =>
  call(contract.getBilanco, { params: { clientId }, query: { to } });
const gelirTablosu = (clientId: string, query: { from?: string; to: string }) =>
  call(contract.getGelirTablosu, { params: { clientId }, query });

describe('the balance sheet and the income statement', () => {
  it('show an open year beside the one before, on any day, and are equal to the mizan', async () => {
    const { clientId } = await books.openClient();
    await post(clientId, '2025-12-20', [
      ['100.01', 500, 0],
      ['500', 0, 500],
    ]);
    await post(clientId, '2026-03-10', [
      ['100.01', 120, 0],
      ['600.01.020', 0, 120],
    ]);
    await post(clientId, '2026-03-20', [
      ['770.03', 70, 0],
      ['100.01', 0, 70],
    ]);
    const march = await bilanco(clientId, '2026-03-31');
    expect(march).toMatchObject({ days: ['2026-03-31', '2025-12-31'], equal: true, differences: [] });
    expect(march.aktif).toEqual(['550.00', '500.00']);
    expect(march.pasif).toEqual(['550.00', '500.00']);
    expect(amounts(march, 'donem-kar')).toEqual(['50.00', '0.00']);
    expect(march.notes.map((note) => note.code)).toEqual(['OPEN_RESULT', 'UNREFLECTED_COSTS']);
    const cut = await bilanco(clientId, '2026-03-15');
    expect([cut.aktif[0], cut.equal]).toEqual(['620.00', true]);

    const statement = await gelirTablosu(clientId, { to: '2026-03-31' });
    expect(statement).toMatchObject({ netResult: ['50.00', '0.00'], equal: true });
    expect(amounts(statement, 'yansitilmamis-77')).toEqual(['-70.00', '0.00']);
    const later = await gelirTablosu(clientId, { from: '2026-03-11', to: '2026-03-31' });
    expect(later.netResult[0]).toBe('-70.00');

    const mizan = await call(ledgerContract.getMizan, {
      params: { clientId },
      query: { from: '2026-01-01', to: '2026-03-31', level: '3' },
    });
    const cash = mizan.rows.find((row) => row.code === '100');
    expect(amounts(march, '100')?.[0]).toBe(cash?.balanceDebit);
  });

  it('of a closed year show it as it was before its closing entries, and the next one from its opening on', async () => {
    const { clientId } = await books.openClient();
    await post(clientId, '2025-05-01', [
      ['100.01', 300, 0],
      ['500', 0, 200],
      ['600.01.020', 0, 100],
    ]);
    await post(clientId, '2025-12-31', [
      ['600.01.020', 100, 0],
      ['690', 0, 100],
    ]);
    await post(clientId, '2025-12-31', [
      ['690', 100, 0],
      ['692', 0, 100],
    ]);
    await post(clientId, '2025-12-31', [
      ['692', 100, 0],
      ['590', 0, 100],
    ]);
    await post(
      clientId,
      '2025-12-31',
      [
        ['500', 200, 0],
        ['590', 100, 0],
        ['100.01', 0, 300],
      ],
      'kapanis',
    );
    const closed = await bilanco(clientId, '2025-12-31');
    expect(closed).toMatchObject({ equal: true, notes: [] });
    expect(closed.aktif[0]).toBe('300.00');
    expect(amounts(closed, '590')?.[0]).toBe('100.00');
    expect((await gelirTablosu(clientId, { to: '2025-12-31' })).netResult[0]).toBe('100.00');

    await post(
      clientId,
      '2026-01-01',
      [
        ['100.01', 300, 0],
        ['500', 0, 200],
        ['590', 0, 100],
      ],
      'acilis',
    );
    const opened = await bilanco(clientId, '2026-01-31');
    expect(opened).toMatchObject({ equal: true, aktif: ['300.00', '300.00'], pasif: ['300.00', '300.00'] });
    const year = await gelirTablosu(clientId, { to: '2026-12-31' });
    expect(year.netResult).toEqual(['0.00', '100.00']);
  });

  it('name the account where the result was carried on without its tax, and what they are told of free accounts', async () => {
    const { clientId } = await books.openClient();
    await post(clientId, '2025-05-01', [
      ['100.01', 100, 0],
      ['600.01.020', 0, 100],
    ]);
    await post(clientId, '2025-12-31', [
      ['600.01.020', 100, 0],
      ['690', 0, 100],
    ]);
    await post(clientId, '2025-12-31', [
      ['690', 100, 0],
      ['370', 0, 20],
      ['590', 0, 80],
    ]);
    const sheet = await bilanco(clientId, '2025-12-31');
    expect(sheet.aktif).toEqual(sheet.pasif);
    expect(sheet.equal).toBe(false);
    expect(sheet.differences).toMatchObject([
      { day: '2025-12-31', code: '590', mizan: '-100.00', statement: '-80.00' },
    ]);
  });

  it('follow an özel hesap dönemi', async () => {
    const client = await books.openClient();
    await books.run((trx) =>
      trx
        .updateTable('clients')
        .set({ fiscal_year_start_month: 6 })
        .where('tenant_id', '=', client.tenantId)
        .where('client_id', '=', client.clientId)
        .execute(),
    );
    const { clientId } = client;
    await post(clientId, '2026-05-10', [
      ['100.01', 10, 0],
      ['600.01.020', 0, 10],
    ]);
    await post(clientId, '2026-06-10', [
      ['100.01', 7, 0],
      ['600.01.020', 0, 7],
    ]);
    const sheet = await bilanco(clientId, '2026-06-30');
    expect(sheet.days).toEqual(['2026-06-30', '2026-05-31']);
    expect(amounts(sheet, 'donem-kar')).toEqual(['7.00', '10.00']);
    expect(amounts(sheet, 'onceki-kar')).toEqual(['10.00', '0.00']);
    const statement = await gelirTablosu(clientId, { to: '2026-06-30' });
    expect(statement.ranges[0]).toEqual({ from: '2026-06-01', to: '2026-06-30' });
  });

  it('tell which leaf accounts a row is made of', async () => {
    const { clientId } = await books.openClient();
    await post(clientId, '2026-02-10', [
      ['102.01', 90, 0],
      ['100.01', 0, 30],
      ['500', 0, 60],
    ]);
    const answer = await call(contract.listStatementAccounts, {
      params: { clientId },
      query: { codes: '100,102', to: '2026-02-28' },
    });
    expect(answer.items.map(({ code, net }) => [code, net])).toEqual([
      ['100.01', '-30.00'],
      ['102.01', '90.00'],
    ]);
  });
});

describe('the account of a counterparty', () => {
  it('has a statement over all its accounts, with what came before and what it came to in a currency', async () => {
    const { clientId } = await books.openClient();
    await counterparty(clientId, '120.01.0001', '1111111114');
    await counterparty(clientId, '320.01.0001', '1111111114');
    await post(clientId, '2026-01-05', [
      ['120.01.0001', 100, 0],
      ['600.01.020', 0, 100],
    ]);
    await post(clientId, '2026-02-05', [
      ['100.01', 40, 0],
      ['120.01.0001', 0, 40],
    ]);
    await post(clientId, '2026-02-07', [
      ['153.01.020', 15, 0],
      ['320.01.0001', 0, 15],
    ]);
    const { id } = await call(ledgerContract.createVoucher, {
      params: { clientId },
      body: {
        date: '2026-02-09',
        lines: [
          { accountCode: '120.01.0001', debit: '410.00', fx: { currency: 'USD', amount: '10', rate: '41' } },
          { accountCode: '601.01', credit: '410.00' },
        ],
      },
    });
    await call(ledgerContract.postVouchers, { body: { vouchers: [{ id }] } });
    const query = { taxId: '1111111114', from: '2026-02-01', to: '2026-02-28' };
    const sums = await call(contract.sumEkstre, { params: { clientId }, query });
    expect(sums).toMatchObject({
      count: 3,
      opening: '100.00',
      debit: '410.00',
      credit: '55.00',
      closing: '455.00',
    });
    expect(sums.accounts).toEqual(['120.01.0001', '320.01.0001']);
    expect(sums.currencies).toEqual([{ currency: 'USD', opening: '0', closing: '10' }]);
    const { items } = await call(contract.listEkstre, { params: { clientId }, query });
    expect(items.map((line) => line.balance)).toEqual(['60.00', '45.00', '455.00']);
    expect(items[2]?.fx).toEqual({ currency: 'USD', amount: '10', rate: '41' });
    const own = { account: '120', from: '2026-02-06' };
    expect(await call(contract.sumEkstre, { params: { clientId }, query: own })).toMatchObject({
      opening: '60.00',
    });
    await expect(call(contract.sumEkstre, { params: { clientId }, query: {} })).rejects.toMatchObject({
      code: 'EKSTRE_WHOSE',
    });
  });

  it('ages from the day of its document, which may be older than the voucher', async () => {
    const { clientId, tenantId } = await books.openClient();
    await counterparty(clientId, '120.01.0001');
    const { id } = await call(ledgerContract.createVoucher, {
      params: { clientId },
      body: {
        date: '2026-05-02',
        lines: [
          { accountCode: '120.01.0001', debit: '80.00' },
          { accountCode: '600.01.020', credit: '80.00' },
        ],
      },
    });
    await books.run(async (trx) => {
      const sha256 = createHash('sha256').update(id).digest('hex');
      const place = { tenant_id: tenantId, client_id: clientId };
      await trx.insertInto('stored_files').values({ tenant_id: tenantId, sha256, size_bytes: 1n }).execute();
      const { document_id } = await trx
        .insertInto('documents')
        .values({
          ...place,
          sha256,
          size_bytes: 1n,
          file_name: 'a.xml',
          upload_id: id,
          state: 'POSTED',
          voucher_id: id,
          issue_date: '2026-03-20',
          invoice: JSON.stringify({ dueDate: '2026-04-19' }),
        })
        .returning('document_id')
        .executeTakeFirstOrThrow();
      await trx
        .updateTable('vouchers')
        .set({ document_id })
        .where('tenant_id', '=', tenantId)
        .where('voucher_id', '=', id)
        .execute();
    });
    await call(ledgerContract.postVouchers, { body: { vouchers: [{ id }] } });
    const aging = await call(contract.getAging, { params: { clientId }, query: { at: '2026-05-10' } });
    expect(aging.rows).toMatchObject([
      { oldest: '2026-03-20', buckets: ['0.00', '80.00', '0.00', '0.00', '0.00'] },
    ]);
    const { items } = await call(contract.listEkstre, { params: { clientId }, query: { account: '120' } });
    expect(items).toMatchObject([{ date: '2026-05-02', dueDate: '2026-04-19' }]);
  });

  it('ages by what payments leave open, over a closing and an opening, and forgets what was taken back', async () => {
    const { clientId } = await books.openClient();
    await counterparty(clientId, '120.01.0001', '1111111114');
    await counterparty(clientId, '120.01.0002');
    const sale = (date: string, lira: number, code = '120.01.0001') =>
      post(clientId, date, [
        [code, lira, 0],
        ['600.01.020', 0, lira],
      ]);
    await sale('2025-10-01', 100);
    await sale('2025-12-15', 50);
    await post(
      clientId,
      '2025-12-31',
      [
        ['600.01.020', 150, 0],
        ['120.01.0001', 0, 150],
      ],
      'kapanis',
    );
    await post(
      clientId,
      '2026-01-01',
      [
        ['120.01.0001', 150, 0],
        ['570', 0, 150],
      ],
      'acilis',
    );
    await post(clientId, '2026-01-10', [
      ['100.01', 120, 0],
      ['120.01.0001', 0, 120],
    ]);
    const wrong = await sale('2026-01-15', 999);
    await call(ledgerContract.reverseVoucher, { params: { voucherId: wrong }, body: { date: '2026-01-16' } });
    await sale('2026-01-20', 7);
    await post(clientId, '2026-01-21', [
      ['100.01', 5, 0],
      ['120.01.0002', 0, 5],
    ]);
    const aging = await call(contract.getAging, { params: { clientId }, query: { at: '2026-01-31' } });
    expect(aging.rows).toMatchObject([
      {
        code: '120.01.0001',
        balance: '37.00',
        buckets: ['7.00', '30.00', '0.00', '0.00', '0.00'],
        advance: '0.00',
        oldest: '2025-12-15',
        unexplained: '0.00',
      },
      { code: '120.01.0002', balance: '-5.00', advance: '5.00', oldest: null },
    ]);
    expect(aging.totals).toMatchObject({ balance: '32.00', unexplained: '0.00' });
    const open = await call(contract.listOpenItems, {
      params: { clientId, accountCode: '120.01.0001' },
      query: { at: '2026-01-31' },
    });
    expect(open.items.map(({ date, amount, open: left }) => [date, amount, left])).toEqual([
      ['2025-12-15', '50.00', '30.00'],
      ['2026-01-20', '7.00', '7.00'],
    ]);
  });
});

describe('files of the statements', () => {
  const read = async (file: Promise<FileResult>) => buffer((await file).stream);
  const onPaper = async (file: Promise<FileResult>) =>
    (await extractText(new Uint8Array(await read(file)), { mergePages: true })).text;
  const asked = () => ({ scope: books.scope, language: 'tr' as const });
  const deps = () => ({ ...exportDepsOf(books.db), lines: linesOfBooks });

  it('hold the rows with amounts, say whether they are the mizan’s, and lie in two sides on paper', async () => {
    const { clientId } = await books.openClient();
    await post(clientId, '2026-03-10', [
      ['100.01', 120, 0],
      ['600.01.020', 0, 120],
    ]);
    const query = { to: '2026-03-31', all: false };
    const csv = await read(exportBilanco(deps(), asked(), clientId, { ...query, format: 'csv' }));
    const lines = csv.toString('utf8').split('\r\n');
    expect(lines).toContain('100;      1. Kasa;120,00;0,00');
    expect(lines.some((line) => line.includes('Bankalar'))).toBe(false);
    expect(lines).toContain(';      Mizana eşit.;;');
    const text = await onPaper(exportBilanco(deps(), asked(), clientId, { ...query, format: 'pdf' }));
    expect(text).toMatch(/I\. DÖNEN VARLIKLAR.*V\. ÖZKAYNAKLAR/s);
    expect(text).toContain('120,00');
    const whole = { ...query, all: true, format: 'csv' } as const;
    const statement = (await read(exportGelirTablosu(deps(), asked(), clientId, whole))).toString('utf8');
    expect(statement).toContain('DÖNEM NET KÂRI VEYA ZARARI;120,00;0,00');
    expect(statement).toContain('601;      2. Yurt Dışı Satışlar;0,00;0,00');
  });

  it('of an account end in its sums, and of the aging state how it is counted', async () => {
    const { clientId } = await books.openClient();
    await counterparty(clientId, '120.01.0001');
    await post(clientId, '2026-01-05', [
      ['120.01.0001', 1_250, 0],
      ['600.01.020', 0, 1_250],
    ]);
    const january = { account: '120', from: '2026-01-01', to: '2026-01-31' };
    const csv = await read(exportEkstre(deps(), asked(), clientId, { ...january, format: 'csv' }));
    expect(csv.toString('utf8').trimEnd().split('\r\n').at(-1)).toContain('1250,00;0,00;1250,00');
    const ekstre = await onPaper(exportEkstre(deps(), asked(), clientId, { ...january, format: 'pdf' }));
    expect(ekstre).toMatch(/120 Alıcılar.*devreden 0,00/s);
    const march = { account: '120', at: '2026-03-31', format: 'pdf' } as const;
    const aging = await onPaper(exportAging(deps(), asked(), clientId, march));
    expect(aging).toContain('(FIFO)');
    expect(aging).toMatch(/120\.01\.0001\s+Cari 120\.01\.0001\s+1\.250,00(\s+0,00){2}\s+1\.250,00/);
    const month = { month: '2026-01', clientIds: [clientId], note: '', format: 'csv' as const };
    expect((await read(exportOfficeMizan(deps(), asked(), month))).toString('utf8')).toContain('1250,00');
  });
});

describe('the mizan figures of the office', () => {
  it('find negative cash, reversed accounts with the one that offends, and the KDV of the month', async () => {
    const { clientId } = await books.openClient();
    await counterparty(clientId, '120.01.0001', '1111111114');
    await counterparty(clientId, '320.01.0001');
    await post(clientId, '2026-01-05', [
      ['190', 9, 0],
      ['500', 0, 9],
    ]);
    await post(clientId, '2026-02-05', [
      ['320.01.0001', 40, 0],
      ['100.01', 0, 40],
    ]);
    await post(clientId, '2026-02-06', [
      ['102.01', 20, 0],
      ['120.01.0001', 0, 20],
    ]);
    await post(clientId, '2026-02-07', [
      ['191.01.020', 12, 0],
      ['391.01.020', 0, 30],
      ['770.03', 18, 0],
    ]);
    await post(clientId, '2026-02-28', [
      ['391.01.020', 30, 0],
      ['191.01.020', 0, 12],
      ['190', 0, 9],
      ['360.01', 0, 9],
    ]);
    const { clients } = await call(contract.showOfficeMizan, { query: { month: '2026-02' } });
    expect(clients.find((row) => row.clientId === clientId)).toMatchObject({
      cash: '-40.00',
      cashReversed: { amount: '40.00', count: 1, account: '100.01' },
      bank: '20.00',
      bankReversed: { amount: '0.00', count: 0, account: null },
      receivablesReversed: { amount: '20.00', count: 1, account: '120.01.0001' },
      payables: '-40.00',
      payablesReversed: { amount: '40.00', count: 1, account: '320.01.0001' },
      vatDeductible: '12.00',
      vatCollected: '30.00',
      vatCarried: '0.00',
      vatCarriedBefore: '9.00',
      vatExpected: '9.00',
    });
    const stranger = await books.openOffice();
    const foreign = await call(contract.showOfficeMizan, { query: { month: '2026-02' } }, stranger);
    expect(foreign.clients).toEqual([]);
    const narrow = { ...books.scope, clientIds: [clientId] };
    const own = await call(contract.showOfficeMizan, { query: { month: '2026-02' } }, narrow);
    expect(own.clients.map((row) => officeMizanRow.parse(row).clientId)).toEqual([clientId]);
  });
});

/** The voucher desk on a real database: templates, drafts that come by themselves, attachments, and changes taken back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createDiskStorage } from '@muhasebi/platform/storage/disk-storage.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks, ratesOf, TODAY, testClock } from '../books.fixture.ts';
import { type ClientForBooks, ledgerContract as ledger } from '../ledger/contract.ts';
import { createCaller, type RouteCaller } from '../route-caller.fixture.ts';
import { addAttachments } from './attachments.ts';
import { voucherDeskContract as contract } from './contract.ts';
import type { DeskContext } from './desk-context.ts';
import { mediaTypeOf } from './media-type.ts';
import { openDueDrafts } from './recurring.ts';
import { voucherDeskRoutes } from './voucher-desk.routes.ts';

const RENT = [
  { accountCode: '770.03', debit: '100.00', description: 'Kira' },
  { accountCode: '100.01', credit: '100.00' },
];

describe('the voucher desk', () => {
  let books: BooksFixture;
  let context: DeskContext;
  let call: RouteCaller;
  let client: ClientForBooks;
  let folder: string;
  beforeAll(async () => {
    books = await createBooks();
    client = await books.openClient();
    folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-desk-'));
    const storage = createDiskStorage(folder);
    context = { db: books.db, clock: testClock, storage, ledger: books.service, rates: ratesOf(books.db) };
    call = createCaller(voucherDeskRoutes(context), books.scope);
  });
  afterAll(async () => {
    await books.close();
    await rm(folder, { recursive: true, force: true });
  });

  const params = () => ({ clientId: client.clientId });
  const draft = (date = '2026-03-01') =>
    books.call(ledger.createVoucher, { params: params(), body: { date, description: 'Kira', lines: RENT } });
  const show = (voucherId: string) => books.call(ledger.getVoucher, { params: { voucherId } });
  const post = (id: string) => books.call(ledger.postVouchers, { body: { vouchers: [{ id }] } });
  const files = async function* (named: Readonly<Record<string, string>>) {
    for (const [fileName, text] of Object.entries(named))
      yield { fileName, stream: Readable.from([Buffer.from(text)]), truncated: () => false };
  };

  it('keeps a template under its name, for one client or the whole office', async () => {
    const body = { name: 'Kira', lines: [{ accountCode: '770.03' }, { accountCode: '100.01' }] };
    await call(contract.saveVoucherTemplate, { params: params(), body });
    await call(contract.saveVoucherTemplate, {
      params: params(),
      body: { ...body, name: 'KİRA', lines: RENT },
    });
    await call(contract.saveVoucherTemplate, { params: params(), body: { ...body, office: true } });
    const other = await books.openClient();
    const { items } = await call(contract.listVoucherTemplates, { params: params() });
    expect(items.map(({ name, office }) => [name, office])).toEqual([
      ['KİRA', false],
      ['Kira', true],
    ]);
    expect(items[0]?.lines[0]).toMatchObject({ accountCode: '770.03', debit: '100.00', credit: '0.00' });
    const ofOther = await call(contract.listVoucherTemplates, { params: { clientId: other.clientId } });
    expect(ofOther.items.map(({ office }) => office)).toEqual([true]);
  });

  it('opens the draft of each due date once, however often it is run, and ends after the last', async () => {
    const other = await books.openClient();
    const place = { clientId: other.clientId };
    await call(contract.createRecurringVoucher, {
      params: place,
      body: { name: 'Kira', lines: RENT, every: 'month', day: 31, from: '2026-08-01', until: '2026-10-31' },
    });
    await Promise.all([openDueDrafts(context, books.tenantId), openDueDrafts(context, books.tenantId)]);
    expect(await openDueDrafts(context, books.tenantId)).toBe(0);
    const { items } = await books.call(ledger.listVouchers, { params: place, query: {} });
    expect(items.map(({ date, status }) => [date, status])).toEqual([
      ['2026-10-31', 'draft'],
      ['2026-09-30', 'draft'],
      ['2026-08-31', 'draft'],
    ]);
    const [recurring] = (await call(contract.listRecurringVouchers, { params: place })).items;
    expect(recurring).toMatchObject({ ended: true, lastVoucherId: items[0]?.id, sum: '100.00' });
    await books.call(ledger.deleteVoucher, { params: { voucherId: items[0]?.id ?? '' } });
    expect(await openDueDrafts(context, books.tenantId), 'a deleted draft does not come back').toBe(0);
  });

  it('opens drafts in foreign money at the rate of their day, in balance, and at the kept one where that is not known', async () => {
    const { clientId } = await books.openClient();
    await books.run(async (trx) => {
      await trx
        .insertInto('exchange_rate_days')
        .values({ rate_date: '2026-09-29', outcome: 'published' })
        .execute();
      await trx
        .insertInto('exchange_rates')
        .values({ rate_date: '2026-09-29', currency: 'USD', unit: 1, forex_buying: '42.5' })
        .execute();
    });
    const lines = [
      { accountCode: '770.03', debit: '4000', fx: { currency: 'USD', amount: '100', rate: '40' } },
      { accountCode: '100.01', credit: '4000' },
    ];
    const body = { name: 'Kira', lines, every: 'month' as const, day: 31, from: '2026-09-01' };
    await call(contract.createRecurringVoucher, { params: { clientId }, body });
    const office = { ...body, name: 'Dövizli', office: true };
    const template = await call(contract.saveVoucherTemplate, { params: { clientId }, body: office });
    expect(template.lines.map(({ fx }) => fx?.rate ?? null)).toEqual(['40', null]);
    await openDueDrafts(context, books.tenantId);
    const { items } = await books.call(ledger.listVouchers, { params: { clientId }, query: {} });
    expect(items.map(({ date, totalDebit, totalCredit }) => [date, totalDebit, totalCredit])).toEqual([
      ['2026-10-31', '4000.00', '4000.00'],
      ['2026-09-30', '4250.00', '4250.00'],
    ]);
    expect((await show(items[1]?.id ?? '')).lines[0]?.fx).toEqual({
      currency: 'USD',
      amount: '100.00',
      rate: '42.50',
    });
  });

  it('notes why a draft that is due could not be opened, and opens it when that is mended', async () => {
    const other = await books.openClient();
    const place = { clientId: other.clientId };
    const lines = RENT.map((line) => ({
      ...line,
      accountCode: line.accountCode.replace('770.03', '770.9901'),
    }));
    const body = { name: 'Bakım', lines, every: 'year' as const, day: 1, from: '2026-11-01' };
    await call(contract.createRecurringVoucher, { params: place, body });
    expect(await openDueDrafts(context, books.tenantId)).toBe(0);
    const [waiting] = (await call(contract.listRecurringVouchers, { params: place })).items;
    expect(waiting?.fault?.tr).toContain('770.9901 hesabı bu mükellefin hesap planında yok.');
    expect(waiting?.nextDue).toBe('2026-11-01');
    await books.call(ledger.createAccount, { params: place, body: { code: '770.9901', name: 'Bakım' } });
    expect(await openDueDrafts(context, books.tenantId)).toBe(1);
    expect((await call(contract.listRecurringVouchers, { params: place })).items[0]).toMatchObject({
      fault: null,
      nextDue: '2027-11-01',
    });
    await expect(
      call(contract.createRecurringVoucher, {
        params: place,
        body: { ...body, lines: [{ accountCode: '100.01' }] },
      }),
    ).rejects.toMatchObject({ code: 'RECURRING_VOUCHER_INCOMPLETE' });
    expect(TODAY > '2026-11-01').toBe(true);
  });

  it('takes files to a voucher, to a posted one too, and takes none away from that', async () => {
    const { id: voucherId } = await draft();
    const add = (named: Readonly<Record<string, string>>) =>
      addAttachments(context, books.scope, voucherId, files(named));
    const [first] = await add({ 'fatura.pdf': '%PDF-1.7 fatura', 'aynısı.pdf': '%PDF-1.7 fatura' });
    expect(first).toMatchObject({ fileName: 'fatura.pdf', mediaType: 'application/pdf' });
    await expect(add({ 'virüs.exe': 'MZ\u0000' })).rejects.toMatchObject({ code: 'ATTACHMENT_TYPE' });
    await expect(add({ 'boş.pdf': '' })).rejects.toMatchObject({ code: 'ATTACHMENT_EMPTY' });
    await post(voucherId);
    const both = await add({ 'dekont.txt': 'dekont' });
    expect(both.map(({ fileName }) => fileName)).toEqual(['fatura.pdf', 'dekont.txt']);
    const remove = call(contract.deleteAttachment, { params: { attachmentId: first?.id ?? '' } });
    await expect(remove).rejects.toMatchObject({ code: 'ATTACHMENT_OF_POSTED' });
    const byHand = books.run((trx) =>
      trx.deleteFrom('voucher_attachments').where('tenant_id', '=', books.tenantId).execute(),
    );
    await expect(byHand).rejects.toMatchObject({ code: 'MU001' });
  });

  it('tells files by what is in them', () => {
    const bytes = (text: string) => Buffer.from(text, 'latin1');
    expect(mediaTypeOf('a.xlsx', bytes('PK\u0003\u0004'))).toContain('spreadsheetml');
    expect(mediaTypeOf('a.zip', bytes('PK\u0003\u0004'))).toBeNull();
    expect(mediaTypeOf('fatura.pdf', bytes('<html>'))).toBeNull();
    expect(mediaTypeOf('a.csv', bytes('a;b\xfe'))).toBe('text/csv');
    expect(mediaTypeOf('a.html', bytes('<html>'))).toBeNull();
  });

  it('changes many drafts as one act, each as it was seen, and takes the whole act back', async () => {
    const [one, two, three] = [await draft(), await draft(), await draft()];
    await post(three.id);
    const answer = await call(contract.changeDrafts, {
      params: params(),
      body: {
        drafts: [one, two, three].map(({ id, version }) => ({ id, version })),
        change: { date: '2026-04-02', account: { from: '770.03', to: '770.04' } },
      },
    });
    expect(answer.results.map(({ status, error }) => error?.code ?? status)).toEqual([
      'done',
      'done',
      'VOUCHER_ALREADY_POSTED',
    ]);
    expect(await show(one.id)).toMatchObject({ date: '2026-04-02', version: 2, description: 'Kira' });
    expect((await show(one.id)).lines[0]?.accountCode).toBe('770.04');
    await books.call(ledger.updateVoucher, {
      params: { voucherId: two.id },
      body: { version: 2, description: 'sonradan' },
    });
    const changeId = answer.changeId ?? '';
    const undone = await call(contract.undoDraftChange, { params: { changeId } });
    expect(undone.results.map(({ status, error }) => error?.code ?? status)).toEqual([
      'done',
      'STALE_VERSION',
    ]);
    expect(await show(one.id)).toMatchObject({ date: '2026-03-01' });
    expect((await show(one.id)).lines[0]?.accountCode).toBe('770.03');
    expect(await show(two.id)).toMatchObject({ date: '2026-04-02', description: 'sonradan' });
    await expect(call(contract.undoDraftChange, { params: { changeId } })).rejects.toMatchObject({
      code: 'DRAFT_CHANGE_UNDONE',
    });
  });

  it('deletes drafts and brings them back with their files, and changes nothing where nothing fits', async () => {
    const other = await books.openClient();
    const place = { clientId: other.clientId };
    const made = await books.call(ledger.createVoucher, {
      params: place,
      body: { date: '2026-03-01', description: 'Kira', lines: RENT },
    });
    await addAttachments(context, books.scope, made.id, files({ 'dekont.txt': 'dekont' }));
    const drafts = [{ id: made.id, version: made.version }];
    const none = await call(contract.changeDrafts, {
      params: place,
      body: { drafts, change: { account: { from: '600', to: '100.01' } } },
    });
    expect([none.changeId, none.results[0]?.error?.code]).toEqual([null, 'DRAFT_WITHOUT_ACCOUNT']);
    const { changeId } = await call(contract.changeDrafts, {
      params: place,
      body: { drafts, change: { delete: true } },
    });
    const list = () => books.call(ledger.listVouchers, { params: place, query: {} });
    expect((await list()).items).toEqual([]);
    await call(contract.undoDraftChange, { params: { changeId: changeId ?? '' } });
    const { items } = await list();
    expect(items).toMatchObject([{ status: 'draft', totalDebit: '100.00', description: 'Kira' }]);
    const back = await call(contract.listAttachments, { params: { voucherId: items[0]?.id ?? '' } });
    expect(back.items.map(({ fileName }) => fileName)).toEqual(['dekont.txt']);
  });

  it('brings a deleted reversal back as the reversal that it was, with its lines as they are', async () => {
    const other = await books.openClient();
    const place = { clientId: other.clientId };
    const made = await books.call(ledger.createVoucher, {
      params: place,
      body: { date: '2026-03-01', description: 'Kira', lines: RENT },
    });
    await books.call(ledger.postVouchers, { body: { vouchers: [{ id: made.id }] } });
    const reversal = { params: { voucherId: made.id }, body: {} };
    const { id, version } = await books.call(ledger.prepareReversal, reversal);
    const change = (wish: object) =>
      call(contract.changeDrafts, {
        params: place,
        body: { drafts: [{ id, version }], change: wish as never },
      });
    const swap = { account: { from: '100.01', to: '102.01' } };
    expect((await change(swap)).results[0]?.error?.code).toBe('REVERSAL_LINES_FIXED');
    const { changeId } = await change({ delete: true });
    const seen = () => books.call(ledger.getVoucher, { params: { voucherId: made.id } });
    expect(await seen()).toMatchObject({ reversalDraft: null });
    await call(contract.undoDraftChange, { params: { changeId: changeId ?? '' } });
    const { reversalDraft } = await seen();
    expect(await books.call(ledger.prepareReversal, reversal)).toMatchObject({
      id: reversalDraft,
      reversalOf: made.id,
      status: 'draft',
    });
  });
});

/** Posting: results a voucher, idempotence, numbers in date order, races, and reversal. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { type ClientForBooks, ledgerContract as contract, type DocumentsInBooks } from './contract.ts';
import { insertDocuments, purchase } from './document.fixture.ts';

describe('posting', () => {
  let books: BooksFixture;
  let client: ClientForBooks;
  const told: { posted: DocumentsInBooks[]; reversed: DocumentsInBooks[] } = { posted: [], reversed: [] };
  beforeAll(async () => {
    books = await createBooks(24);
    books.service.onPosted(async (_trx, posted) => void told.posted.push(posted));
    books.service.onReversed(async (_trx, reversed) => void told.reversed.push(reversed));
    client = await books.openClient();
  });
  afterAll(() => books.close());

  const draft = (of: ClientForBooks, date: string, debit = '100.00', credit = debit) =>
    books.call(contract.createVoucher, {
      params: { clientId: of.clientId },
      body: {
        date,
        lines: [
          { accountCode: '770.03', debit },
          { accountCode: '100.01', credit },
        ],
      },
    });
  const post = async (...vouchers: { id: string; version?: number }[]) =>
    (await books.call(contract.postVouchers, { body: { vouchers } })).results;

  it('one bad voucher is refused with its figures and stops no other', async () => {
    const good = await draft(client, '2026-03-01');
    const bad = await draft(client, '2026-03-02', '100.00', '99.99');
    const unknown = '01a208c5-47c8-773f-ad17-1a9c4190cc71';
    const results = await post({ id: bad.id }, { id: unknown }, { id: good.id });
    expect(results.map((each) => [each.status, each.error?.code])).toEqual([
      ['refused', 'VOUCHER_UNBALANCED'],
      ['refused', 'VOUCHER_NOT_FOUND'],
      ['posted', undefined],
    ]);
    expect(results[0]?.error).toMatchObject({
      message: 'Fiş dengede değil: borç 100,00, alacak 99,99, fark 0,01.',
      messageEn: 'The voucher does not balance: debit 100,00, credit 99,99, difference 0,01.',
      next: 'Satır tutarlarını düzeltin.',
      nextEn: 'Correct the amounts of its lines.',
    });
    const kept = await books.call(contract.getVoucher, { params: { voucherId: bad.id } });
    expect(kept, 'the draft waits as it was').toMatchObject({ status: 'draft', version: bad.version });
  });

  it('a repeated request answers as the first did, and another version of the voucher is stale', async () => {
    const voucher = await draft(client, '2026-03-03');
    const first = await post({ id: voucher.id, version: voucher.version });
    expect(await post({ id: voucher.id, version: voucher.version })).toEqual(first);
    expect(await post({ id: voucher.id })).toEqual(first);
    const [stale] = await post({ id: voucher.id, version: voucher.version + 5 });
    expect(stale?.error?.code).toBe('STALE_VERSION');
  });

  it('a draft changed since it was seen is not posted', async () => {
    const voucher = await draft(client, '2026-03-03');
    await books.call(contract.updateVoucher, {
      params: { voucherId: voucher.id },
      body: { version: voucher.version, description: 'Değişti' },
    });
    const [result] = await post({ id: voucher.id, version: voucher.version });
    expect(result?.error?.code).toBe('STALE_VERSION');
  });

  it('numbers follow the dates of the vouchers, not the order of the request', async () => {
    const other = await books.openClient();
    const days = ['2026-05-03', '2026-05-01', '2026-05-02'];
    const drafts = [];
    for (const day of days) drafts.push(await draft(other, day));
    const results = await post(...drafts.map(({ id }) => ({ id })));
    expect(results.map((each) => each.fisNo)).toEqual([3, 1, 2]);
  });

  it('twenty requests at once give numbers without gap or repeat, refusals among them included', async () => {
    const other = await books.openClient();
    const requests = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => [
        await draft(other, `2026-06-${String(n + 1).padStart(2, '0')}`),
        await draft(other, '2026-06-15', '5.00', n % 2 === 0 ? '5.00' : '6.00'),
      ]),
    );
    const results = await Promise.all(requests.map((pair) => post(...pair.map(({ id }) => ({ id })))));
    const numbers = results
      .flat()
      .flatMap((each) => each.fisNo ?? [])
      .sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
  });

  it('the same vouchers posted by twenty requests at once are posted once', async () => {
    const other = await books.openClient();
    const drafts = await Promise.all(Array.from({ length: 5 }, () => draft(other, '2026-06-01')));
    const wanted = drafts.map(({ id, version }) => ({ id, version }));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => post(...(n % 2 === 0 ? wanted : wanted.toReversed()))),
    );
    const numbers = answers.flatMap((answer) => answer.map((each) => `${each.id} ${each.fisNo}`));
    expect(new Set(numbers).size).toBe(5);
    expect(answers.flat().every((each) => each.status === 'posted')).toBe(true);
  });

  it('an edit that races a posting is either in the posted voucher or refused, never half of it', async () => {
    const other = await books.openClient();
    for (let round = 0; round < 8; round++) {
      const voucher = await draft(other, '2026-07-01');
      const lines = [
        { accountCode: '770.05', debit: '7.00' },
        { accountCode: '100.01', credit: '7.00' },
      ];
      const [posted, edited] = await Promise.allSettled([
        post({ id: voucher.id }),
        books.call(contract.updateVoucher, {
          params: { voucherId: voucher.id },
          body: { version: voucher.version, lines },
        }),
      ]);
      expect(posted).toMatchObject({ status: 'fulfilled', value: [{ status: 'posted' }] });
      const after = await books.call(contract.getVoucher, { params: { voucherId: voucher.id } });
      expect(after.totalDebit).toBe(edited.status === 'fulfilled' ? '7.00' : '100.00');
      if (edited.status === 'rejected')
        expect(edited.reason).toMatchObject({ code: 'VOUCHER_ALREADY_POSTED' });
    }
  });

  it('a proposal is posted with its new account, tells its document, and once more after its reversal', async () => {
    const other = await books.openClient();
    const [request] = await books.run((trx) => insertDocuments(trx, other, [purchase(other, '5555555555')]));
    if (request === undefined) throw new Error('no document');
    const [outcome] = await books.run((trx) => books.service.proposeDrafts(trx, other, [request]));
    const id = outcome?.voucherId ?? '';
    await post({ id });
    const posted = await books.call(contract.getVoucher, { params: { voucherId: id } });
    expect(posted.postedByName).toBe('Mali Müşavir');
    expect(posted.lines.map((line) => line.accountIsNew)).toEqual(posted.lines.map(() => false));
    const documents = [{ documentId: request.documentId, voucherId: id }];
    expect(told.posted.at(-1)).toEqual({ tenantId: books.tenantId, clientId: other.clientId, documents });
    const count = told.posted.length;
    const mirror = await books.call(contract.reverseVoucher, {
      params: { voucherId: id },
      body: { date: '2026-11-20' },
    });
    expect(told.reversed.at(-1)?.documents).toEqual(documents);
    expect(told.posted).toHaveLength(count);
    expect(mirror).toMatchObject({ status: 'posted', reversalOf: id, description: 'Ters kayıt: 2025/1' });
    expect(mirror.lines.map((line) => [line.debit, line.credit])).toEqual(
      posted.lines.map((line) => [line.credit, line.debit]),
    );
    await expect(
      books.call(contract.reverseVoucher, { params: { voucherId: id }, body: { date: '2026-11-20' } }),
    ).rejects.toMatchObject({ code: 'VOUCHER_ALREADY_REVERSED' });
    await expect(
      books.call(contract.reverseVoucher, { params: { voucherId: mirror.id }, body: { date: '2026-11-20' } }),
    ).rejects.toMatchObject({ code: 'VOUCHER_IS_REVERSAL' });
    const [again] = await books.run((trx) => books.service.proposeDrafts(trx, other, [request]));
    expect(await post({ id: again?.voucherId ?? '' })).toMatchObject([{ status: 'posted', fisNo: 2 }]);
  });

  it('old years open with their first entry, from 1994 to next year, but not before a closed month', async () => {
    const other = await books.openClient();
    const old = await draft(other, '2009-08-17');
    expect(await post({ id: old.id })).toMatchObject([{ status: 'posted', fisNo: 1 }]);
    await expect(draft(other, '1993-12-31')).rejects.toMatchObject({ code: 'PERIOD_OUT_OF_RANGE' });
    await expect(draft(other, '2028-01-01')).rejects.toMatchObject({ code: 'PERIOD_OUT_OF_RANGE' });
    await books.closeMonths(other, '2009-08-01');
    const late = await draft(other, '2008-12-31');
    const closed = await draft(other, '2009-08-18');
    const results = await post({ id: late.id }, { id: closed.id });
    expect(results.map((each) => each.error?.message)).toEqual([
      '2008-12 dönemi kayda açık değil (açılmamış).',
      '2009-08 dönemi kayda açık değil (kapalı).',
    ]);
    expect(results[1]?.error?.messageEn).toBe('Period 2009-08 is not open for posting (closed).');
    expect(results[1]?.error?.next).toContain('açık bir aya alın');
  });

  it('a month that closes between reading and posting refuses the draft, and leaves it and the books as they were', async () => {
    const other = await books.openClient();
    const { id } = await draft(other, '2025-01-15');
    const seen = await books.call(contract.getVoucher, { params: { voucherId: id } });
    await books.closeMonths(other, '2025-01-01');
    const [refused] = await post({ id, version: seen.version });
    expect(refused).toMatchObject({ status: 'refused', fisNo: null, error: { code: 'PERIOD_NOT_OPEN' } });
    expect(await books.call(contract.getVoucher, { params: { voucherId: id } })).toEqual(seen);
    await books.call(contract.updateVoucher, {
      params: { voucherId: id },
      body: { version: seen.version, date: '2025-02-15' },
    });
    expect(await post({ id }), 'the remedy that it names').toMatchObject([{ status: 'posted', fisNo: 1 }]);
  });

  it('31 February and an account of another client are refused by place, and nothing of the voucher is kept', async () => {
    const [mine, theirs] = [await books.openClient(), await books.openClient()];
    const account = { code: '120.01.0777', name: 'Yalnız öbüründe' };
    await books.call(contract.createAccount, { params: { clientId: theirs.clientId }, body: account });
    const write = (date: string, accountCode: string) =>
      books.call(contract.createVoucher, {
        params: { clientId: mine.clientId },
        body: {
          date,
          lines: [
            { accountCode: '100.01', debit: '1.00' },
            { accountCode, credit: '1.00' },
          ],
        },
      });
    await expect(write('2026-02-31', '770.03')).rejects.toMatchObject({ issues: [{ path: ['date'] }] });
    await expect(write('2026-02-28', account.code)).rejects.toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
      params: { code: account.code },
      faults: [{ path: 'body.lines.1.accountCode' }],
    });
    const { items } = await books.call(contract.listVouchers, {
      params: { clientId: mine.clientId },
      query: {},
    });
    expect(items).toEqual([]);
  });

  it('a draft of a document is not deleted, one opened by hand is, a posted one never', async () => {
    const other = await books.openClient();
    const byHand = await draft(other, '2026-01-01');
    const posted = await draft(other, '2026-01-01');
    await post({ id: posted.id });
    const [outcome] = await books.run(async (trx) =>
      books.service.proposeDrafts(
        trx,
        other,
        await insertDocuments(trx, other, [purchase(other, '5555555555')]),
      ),
    );
    const remove = (voucherId: string) => books.call(contract.deleteVoucher, { params: { voucherId } });
    await remove(byHand.id);
    await expect(remove(byHand.id)).rejects.toMatchObject({ code: 'VOUCHER_NOT_FOUND' });
    await expect(remove(posted.id)).rejects.toMatchObject({ code: 'VOUCHER_ALREADY_POSTED' });
    await expect(remove(outcome?.voucherId ?? '')).rejects.toMatchObject({ code: 'VOUCHER_OF_DOCUMENT' });
  });

  it('lines of a draft are refused one by one for what is wrong with them', async () => {
    type Fx = { currency: string; amount: string; rate: string };
    const lines = (...given: { accountCode: string; debit?: string; credit?: string; fx?: Fx }[]) =>
      books.call(contract.createVoucher, {
        params: { clientId: client.clientId },
        body: { date: '2026-01-01', lines: given },
      });
    await expect(lines({ accountCode: '770.03' })).rejects.toMatchObject({ code: 'VOUCHER_LINE_ONE_SIDE' });
    const foreign = (amount: string, rate: string) =>
      lines({ accountCode: '770.03', debit: '40', fx: { currency: 'USD', amount, rate } });
    await expect(foreign('-1', '40')).rejects.toThrow(/eksi olmaz/);
    await expect(foreign('1', '-40')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await expect(foreign('1', '0')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await expect(lines({ accountCode: '770.03', debit: '-1' })).rejects.toMatchObject({
      code: 'VOUCHER_LINE_ONE_SIDE',
    });
    await expect(lines({ accountCode: '770.03', debit: '999999999999999999' })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
    await expect(lines({ accountCode: '770.77', debit: '1' })).rejects.toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
    });
    await expect(lines({ accountCode: '770', debit: '1' })).rejects.toMatchObject({
      code: 'ACCOUNT_NOT_LEAF',
    });
  });

  it('another office sees none of it and can touch none of it', async () => {
    const stranger = await books.openOffice();
    const voucher = await draft(client, '2026-02-02');
    const { results } = await books.call(
      contract.postVouchers,
      { body: { vouchers: [{ id: voucher.id }] } },
      stranger,
    );
    expect(results[0]?.error?.code).toBe('VOUCHER_NOT_FOUND');
    await expect(
      books.call(contract.getVoucher, { params: { voucherId: voucher.id } }, stranger),
    ).rejects.toMatchObject({ code: 'VOUCHER_NOT_FOUND' });
    await expect(
      books.call(
        contract.getMizan,
        { params: { clientId: client.clientId }, query: { from: '2026-01-01', to: '2026-12-31' } },
        stranger,
      ),
    ).rejects.toMatchObject({ code: 'CLIENT_NOT_FOUND' });
  });
});

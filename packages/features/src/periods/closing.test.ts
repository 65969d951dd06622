/** Numbering and closing months on a real database: what stands against it, what is let stand, who may post though it is locked. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import type { ClientForBooks } from '../ledger/contract.ts';
import { ledgerContract } from '../ledger/contract.ts';
import type { RouteCaller } from '../route-caller.fixture.ts';
import { type ClosingCheckName, periodsContract as contract } from './contract.ts';
import { addMember, draftOf, postedOf, postOne } from './periods.fixture.ts';

describe('closing the months of books', () => {
  let books: BooksFixture;
  let call: RouteCaller;
  let client: ClientForBooks;
  beforeAll(async () => {
    books = await createBooks();
    call = books.call;
  });
  beforeEach(async () => {
    client = await books.openClient();
    // The books begin in 2026: what is before is closed.
    await books.closeMonths(client, '2025-12-01');
  });
  afterAll(() => books.close());

  const at = (month: string) => ({ clientId: client.clientId, month });
  const post = (date: string, ...lines: string[]) => postedOf(books, client.clientId, date, ...lines);
  const close = async (month: string, body: { reason?: string; withEarlier?: boolean } = {}) =>
    (await call(contract.closePeriods, { params: at(month), body })).results;
  const checksOf = async (month: string) => {
    const { checks } = await call(contract.listChecks, { params: at(month) });
    return new Map(checks.map((check) => [check.name, check]));
  };
  const check = async (month: string, name: ClosingCheckName) => (await checksOf(month)).get(name);
  const year = async () =>
    (await call(contract.showYear, { params: { clientId: client.clientId, year: 2026 } })).months;

  it('numbers the months of a year in order of days, and says whose posting took numbers back', async () => {
    await post('2026-02-10', '100.01 B 5.00', '500 A 5.00');
    await post('2026-01-20', '100.01 B 10.00', '500 A 10.00');
    await post('2026-01-05', '100.01 B 20.00', '500 A 20.00');
    const { months } = await call(contract.numberPeriod, { params: at('2026-02') });
    expect(months).toEqual([
      { month: '2026-01', numbered: 2 },
      { month: '2026-02', numbered: 1 },
    ]);
    expect((await year()).slice(0, 3)).toMatchObject([
      { month: '2026-01', vouchers: 2, numbered: 2, firstNo: 1, lastNo: 2, debit: '30.00', takenBack: null },
      { month: '2026-02', vouchers: 1, numbered: 1, firstNo: 3, lastNo: 3 },
      { month: '2026-03', vouchers: 0, numbered: 0, firstNo: null, numberedAt: null },
    ]);
    expect((await call(contract.numberPeriod, { params: at('2026-02') })).months).toEqual([]);

    const late = await addMember(books, 'accountant', 'Geç Kalan');
    const id = await draftOf(books, client.clientId, '2026-01-31', '100.01 B 1.00', '500 A 1.00');
    expect(await postOne(books, id, late)).toMatchObject({ status: 'posted' });
    expect((await year()).slice(0, 2)).toMatchObject([
      { numberedAt: null, numbered: 0, takenBack: { byName: 'Geç Kalan' } },
      { numberedAt: null, numbered: 0, takenBack: { byName: 'Geç Kalan' } },
    ]);
    expect(await check('2026-01', 'unnumbered')).toMatchObject({ verdict: 'by-closing', count: 3 });
  });

  it('a clean month is numbered and closed for good; nothing changes it afterwards', async () => {
    await post('2026-01-05', '100.01 B 20.00', '500 A 20.00');
    expect(await close('2026-01')).toEqual([
      { month: '2026-01', outcome: 'closed', numbered: 1, checks: [], isOver: true },
    ]);
    expect((await year())[0]).toMatchObject({ status: 'closed', numbered: 1, drafts: 0 });
    expect(await close('2026-01')).toMatchObject([{ outcome: 'already' }]);
    const id = await draftOf(books, client.clientId, '2026-01-31', '100.01 B 1.00', '500 A 1.00');
    expect(await postOne(books, id)).toMatchObject({ status: 'refused', error: { code: 'PERIOD_NOT_OPEN' } });
    for (const ask of [
      () => call(contract.numberPeriod, { params: at('2026-01') }),
      () => call(contract.setPeriod, { params: at('2026-01'), body: { status: 'open' } }),
      () => call(contract.closeKdv, { params: at('2026-01') }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'PERIOD_CLOSED' });
  });

  it('drafts hold the month until they are posted, deleted or moved to the next one', async () => {
    await draftOf(books, client.clientId, '2026-01-10', '100.01 B 1.00', '500 A 1.00');
    expect(await close('2026-01', { reason: 'Bilerek kapatıyorum' })).toMatchObject([
      { outcome: 'refused', checks: [{ name: 'drafts', verdict: 'blocks', count: 1 }] },
    ]);
    const moved = await call(contract.moveDrafts, { params: at('2026-01') });
    expect(moved).toMatchObject({ moved: [{ date: '2026-01-10', version: 2 }], date: '2026-02-01' });
    expect(await close('2026-01')).toMatchObject([{ outcome: 'closed' }]);
    expect(await check('2026-02', 'drafts')).toMatchObject({ count: 1 });
  });

  it('a month closes after those before it: alone it says so, together they close up to the first that cannot', async () => {
    await post('2026-01-05', '100.01 B 20.00', '500 A 20.00');
    await draftOf(books, client.clientId, '2026-03-10', '100.01 B 1.00', '500 A 1.00');
    expect(await close('2026-02')).toMatchObject([
      { outcome: 'refused', checks: [{ name: 'earlier-open', count: 1 }] },
    ]);
    const results = await close('2026-04', { withEarlier: true });
    expect(results.map(({ month, outcome }) => `${month} ${outcome}`)).toEqual([
      '2026-01 closed',
      '2026-02 closed',
      '2026-03 refused',
      '2026-04 not-tried',
    ]);
    expect((await year()).slice(0, 4).map(({ status }) => status)).toEqual([
      'closed',
      'closed',
      'open',
      'open',
    ]);
  });

  it('a month that has not ended does not close', async () => {
    const results = await close('2026-11', { withEarlier: true, reason: 'Hepsi görüldü' });
    expect(results.at(-1)).toMatchObject({ month: '2026-11', outcome: 'refused', isOver: false, checks: [] });
    expect((await year()).slice(9, 11).map(({ status }) => status)).toEqual(['closed', 'open']);
  });

  it('cash below zero on any day, balances on the wrong side and open KDV are told with their place', async () => {
    await post('2026-01-05', '100.01 A 50.00', '770.05 B 50.00');
    await post('2026-01-06', '100.01 B 80.00', '500 A 80.00');
    await post('2026-01-07', '101 A 30.00', '391.01.020 A 5.00', '500 B 35.00');
    const found = await checksOf('2026-01');
    const name = expect.any(String);
    expect(found.get('cash-negative')).toMatchObject({
      verdict: 'warns',
      count: 1,
      places: [{ accountCode: '100.01', accountName: name, day: '2026-01-05', amount: '-50.00' }],
    });
    expect(found.get('odd-balance')).toMatchObject({
      count: 1,
      amount: '30.00',
      places: [{ accountCode: '101', accountName: 'Alınan Çekler', day: null, amount: '-30.00' }],
    });
    expect(found.get('kdv-open')).toMatchObject({
      count: 1,
      places: [{ accountCode: '391.01.020', amount: '-5.00' }],
    });
    expect(found.get('year-open')).toMatchObject({ verdict: 'clean' });
    // What is negative at the end of January is so on every day of February until it is not.
    expect((await checksOf('2026-02')).get('cash-negative')).toMatchObject({ verdict: 'clean' });
  });

  it('a warning is let stand with a reason, for what was seen: other figures ask again', async () => {
    await post('2026-01-05', '100.01 A 50.00', '770.05 B 50.00');
    const warned = await check('2026-01', 'cash-negative');
    expect(await close('2026-01')).toMatchObject([
      { outcome: 'refused', checks: [{ name: 'cash-negative', verdict: 'warns' }] },
    ]);
    const say = (reason: string | null) =>
      call(contract.acknowledgeCheck, {
        params: at('2026-01'),
        body: { check: 'cash-negative', seen: warned?.seen ?? '', reason },
      });
    await say('Ortak ödemesi şubatta işlenecek');
    expect(await check('2026-01', 'cash-negative')).toMatchObject({
      verdict: 'acknowledged',
      acknowledgement: { reason: 'Ortak ödemesi şubatta işlenecek', isCurrent: true },
    });
    await say(null);
    expect(await check('2026-01', 'cash-negative')).toMatchObject({
      verdict: 'warns',
      acknowledgement: null,
    });
    await say('Ortak ödemesi şubatta işlenecek');
    await post('2026-01-05', '100.01 A 1.00', '770.05 B 1.00');
    expect(await check('2026-01', 'cash-negative')).toMatchObject({
      verdict: 'warns',
      acknowledgement: { isCurrent: false },
    });
    expect(await close('2026-01', { reason: 'Tümü görüldü' })).toMatchObject([{ outcome: 'closed' }]);
    const lines = await books.run((trx) =>
      trx
        .selectFrom('audit_log')
        .where('tenant_id', '=', books.tenantId)
        .where('client_id', '=', client.clientId)
        .where('entity', '=', 'period_acknowledgements')
        .orderBy('audit_id', 'desc')
        .limit(1)
        .select(['action', 'after'])
        .execute(),
    );
    expect(lines).toMatchObject([{ action: 'update', after: { reason: 'Tümü görüldü' } }]);
  });

  it('the KDV of the month is proposed once, renewed when the books change, and closes the warning when posted', async () => {
    await openCustomer();
    await post('2026-01-05', '120.01.0001 B 120.00', '600.01.020 A 100.00', '391.01.020 A 20.00');
    const propose = () => call(contract.closeKdv, { params: at('2026-01') });
    const first = await propose();
    expect(first).toMatchObject({ payable: '20.00', carried: '0.00' });
    expect(await propose()).toEqual(first);
    await post('2026-01-06', '770.05 B 150.00', '191.01.020 B 30.00', '100.01 A 180.00');
    const renewed = await propose();
    expect(renewed).toMatchObject({ voucherId: first.voucherId, payable: '0.00', carried: '10.00' });
    const voucher = await books.call(ledgerContract.getVoucher, {
      params: { voucherId: renewed.voucherId ?? '' },
    });
    expect(voucher).toMatchObject({ date: '2026-01-31', type: 'mahsup', status: 'draft' });
    expect(
      voucher.lines.map(({ accountCode, debit, credit }) => `${accountCode} ${debit} ${credit}`),
    ).toEqual(['391.01.020 20.00 0.00', '190 10.00 0.00', '191.01.020 0.00 30.00']);
    expect(await postOne(books, voucher.id)).toMatchObject({ status: 'posted' });
    expect(await check('2026-01', 'kdv-open')).toMatchObject({ verdict: 'clean' });
    expect(await propose()).toMatchObject({ voucherId: null });
  });

  async function openCustomer() {
    const body = { code: '120.01.0001', name: 'Alıcı' };
    await books.call(ledgerContract.createAccount, { params: { clientId: client.clientId }, body });
  }

  it('a locked month takes the postings of one person until the exception ends', async () => {
    const [keeper, other] = [
      await addMember(books, 'accountant'),
      await addMember(books, 'accountant', 'Başka'),
    ];
    const staff = await addMember(books, 'staff');
    const grant = (userId: string) =>
      call(contract.grantException, {
        params: at('2026-01'),
        body: { userId, reason: 'Geç gelen fatura', hours: 24 },
      });
    await expect(grant(keeper.userId)).rejects.toMatchObject({ code: 'PERIOD_NOT_LOCKED' });
    await call(contract.setPeriod, { params: at('2026-01'), body: { status: 'locked' } });
    await expect(grant(staff.userId)).rejects.toMatchObject({ code: 'PERIOD_EXCEPTION_PERSON' });
    const granted = await grant(keeper.userId);
    expect(granted).toMatchObject({ userId: keeper.userId, reason: 'Geç gelen fatura', isRunning: true });
    const { people, items } = await call(contract.listExceptions, { params: at('2026-01') });
    expect(items).toEqual([granted]);
    expect(people.map(({ userId }) => userId)).toEqual(expect.arrayContaining([keeper.userId, other.userId]));
    expect(people.map(({ userId }) => userId)).not.toContain(staff.userId);
    expect((await year())[0]).toMatchObject({ status: 'locked', exceptions: 1 });
    const told = await books.run(
      (trx) =>
        trx
          .selectFrom('notifications')
          .where('user_id', '=', keeper.userId)
          .select(['kind', 'params'])
          .execute(),
      { ...books.scope, userId: keeper.userId },
    );
    expect(told).toEqual([
      { kind: 'period-changed', params: { month: '2026-01', status: 'exception', hours: 24 } },
    ]);

    const draft = () => draftOf(books, client.clientId, '2026-01-10', '100.01 B 1.00', '500 A 1.00');
    const [first, second] = [await draft(), await draft()];
    expect(await postOne(books, first, other)).toMatchObject({ status: 'refused' });
    expect(await postOne(books, first, keeper)).toMatchObject({ status: 'posted' });
    const end = () =>
      call(contract.endException, { params: { clientId: client.clientId, exceptionId: granted.id } });
    expect(await end()).toEqual({ ended: true });
    expect(await end()).toEqual({ ended: false });
    expect(await postOne(books, second, keeper)).toMatchObject({ status: 'refused' });
    const foreign = await books.openClient();
    await expect(
      call(contract.endException, { params: { clientId: foreign.clientId, exceptionId: granted.id } }),
    ).rejects.toMatchObject({ code: 'PERIOD_EXCEPTION_NOT_FOUND' });
  });

  it('nobody sees or closes the months of a client out of sight', async () => {
    const stranger = await books.openOffice();
    for (const ask of [
      () => call(contract.showYear, { params: { clientId: client.clientId, year: 2026 } }, stranger),
      () => call(contract.listChecks, { params: at('2026-01') }, stranger),
      () => call(contract.closePeriods, { params: at('2026-01'), body: {} }, stranger),
      () => call(contract.numberPeriod, { params: at('2026-01') }, stranger),
      () => call(contract.moveDrafts, { params: at('2026-01') }, stranger),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'CLIENT_NOT_FOUND' });
    expect((await year())[0]).toMatchObject({ status: 'open' });
  });
});

/** Locking months of books on a real database: what it stops, who may, who hears of it. */
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import { LiveEvents } from '@muhasebi/platform/events/live-events.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks, TODAY } from '../books.fixture.ts';
import { type ClientForBooks, ledgerContract } from '../ledger/contract.ts';
import type { RouteCaller } from '../route-caller.fixture.ts';
import { periodsContract as contract } from './contract.ts';
import { addMember, draftOf, postedOf, postOne } from './periods.fixture.ts';

const MONTH = TODAY.slice(0, 7);

describe('the months of books', () => {
  let books: BooksFixture;
  let call: RouteCaller;
  let client: ClientForBooks;
  beforeAll(async () => {
    books = await createBooks();
    call = books.call;
  });
  beforeEach(async () => {
    client = await books.openClient();
  });
  afterAll(() => books.close());

  const set = (status: 'open' | 'locked', month = MONTH, scope = books.scope, of = client) =>
    call(contract.setPeriod, { params: { clientId: of.clientId, month }, body: { status } }, scope);

  it('a locked month takes no posting, and takes it again once opened; drafts in it stay and are told', async () => {
    const id = await draftOf(books, client.clientId, TODAY, '100.01 B 10.00', '500 A 10.00');
    expect(await set('locked')).toEqual({ month: MONTH, status: 'locked', changed: true, drafts: 1 });
    expect(await postOne(books, id)).toMatchObject({ status: 'refused', error: { code: 'PERIOD_NOT_OPEN' } });
    expect(await set('open')).toMatchObject({ status: 'open', changed: true });
    expect(await postOne(books, id)).toMatchObject({ status: 'posted' });
    expect(await set('open')).toMatchObject({ changed: false, drafts: 0 });
  });

  it('another month of the client, and the month of another client, stay as they are', async () => {
    const other = await books.openClient();
    await set('locked');
    const statuses = async (of: ClientForBooks) => {
      const { items } = await call(contract.listPeriods, { params: { clientId: of.clientId } });
      return items.filter(({ status }) => status !== 'open').map(({ month }) => month);
    };
    expect(await statuses(client)).toEqual([MONTH]);
    expect(await statuses(other)).toEqual([]);
  });

  it('a month that its year closed is not opened, and one that was never opened cannot be locked', async () => {
    await books.closeMonths(client, '2026-09-01');
    await expect(set('open', '2026-09')).rejects.toMatchObject({ code: 'PERIOD_CLOSED' });
    await expect(set('locked', '2099-01')).rejects.toMatchObject({ code: 'PERIOD_NOT_OPENED' });
  });

  it('many clients are locked at once, each with its own outcome, and what changed can be taken back', async () => {
    const [other, foreign] = [await books.openClient(), await books.openClient(await books.openOffice())];
    await set('locked', MONTH, books.scope, other);
    const clientIds = [client.clientId, other.clientId, foreign.clientId, client.clientId];
    const all = (status: 'open' | 'locked', ids: string[]) =>
      call(contract.setPeriods, { params: { month: MONTH }, body: { clientIds: ids, status } });
    const { results } = await all('locked', clientIds);
    expect(results).toEqual([
      { clientId: client.clientId, outcome: 'changed' },
      { clientId: other.clientId, outcome: 'unchanged' },
      { clientId: foreign.clientId, outcome: 'not-opened' },
    ]);
    const changed = results.filter(({ outcome }) => outcome === 'changed').map(({ clientId }) => clientId);
    await all('open', changed);
    const left = await books.run((trx) =>
      trx
        .selectFrom('periods')
        .where('status', '=', 'locked')
        .where('tenant_id', '=', books.tenantId)
        .select('client_id')
        .execute(),
    );
    expect(left.map((row) => row.client_id)).toContain(other.clientId);
    expect(left.map((row) => row.client_id)).not.toContain(client.clientId);
  });

  it('each change is a line of the audit log, and saying the same again is none', async () => {
    await set('locked');
    await set('locked');
    await set('open');
    const lines = await books.run((trx) =>
      trx
        .selectFrom('audit_log')
        .where('tenant_id', '=', books.tenantId)
        .where('entity', '=', 'periods')
        .where('action', '=', 'update')
        .where('client_id', '=', client.clientId)
        .orderBy('audit_id')
        .select(['user_id', 'after'])
        .execute(),
    );
    expect(lines).toMatchObject([
      { user_id: books.scope.userId, after: { status: 'locked' } },
      { user_id: books.scope.userId, after: { status: 'open' } },
    ]);
  });

  it('who works on the client is told, but not whoever did it; who works on many is told once', async () => {
    const other = await books.openClient();
    const [worker, self] = [(await addMember(books)).userId, (await addMember(books)).userId];
    await books.run((trx) =>
      trx
        .insertInto('client_assignments')
        .values(
          [client, other].flatMap(({ tenantId, clientId }) =>
            [worker, self].map((user_id) => ({ tenant_id: tenantId, client_id: clientId, user_id })),
          ),
        )
        .execute(),
    );
    const mine: Scope = { ...books.scope, userId: self };
    await set('locked', MONTH, mine);
    const clientIds = [client.clientId, other.clientId];
    await call(
      contract.setPeriods,
      { params: { month: '2026-10' }, body: { clientIds, status: 'locked' } },
      mine,
    );
    const told = await books.run(
      (trx) =>
        trx
          .selectFrom('notifications')
          .where('user_id', 'in', [worker, self])
          .orderBy('notification_id')
          .select(['user_id', 'params', 'about_client_id'])
          .execute(),
      { ...books.scope, userId: null },
    );
    expect(told).toEqual([
      {
        user_id: worker,
        params: { month: MONTH, status: 'locked', count: 1 },
        about_client_id: client.clientId,
      },
      { user_id: worker, params: { month: '2026-10', status: 'locked', count: 2 }, about_client_id: null },
    ]);
  });

  it('open pages hear of a posting, a reversal and a lock, and of a thousand in a row as of a few', async () => {
    const live = new LiveEvents(books.appUrl);
    live.start();
    const other = await books.openClient();
    const heard = new Map<string, number>();
    live.subscribe(books.tenantId, ({ topic, clientId }) => {
      if (topic === 'books') heard.set(`${clientId}`, (heard.get(`${clientId}`) ?? 0) + 1);
    });
    const limit = { timeout: 20_000 };
    const again = (of: ClientForBooks, act: () => Promise<unknown>) =>
      expect
        .poll(async () => {
          const before = heard.get(of.clientId) ?? 0;
          await act();
          return (heard.get(of.clientId) ?? 0) > before;
        }, limit)
        .toBe(true);
    try {
      await again(other, () => set('locked', MONTH, books.scope, other));
      expect(heard.get(client.clientId)).toBeUndefined();
      const id = await postedOf(books, client.clientId, TODAY, '100.01 B 10.00', '500 A 10.00');
      await expect.poll(() => heard.get(client.clientId) ?? 0, limit).toBeGreaterThan(0);
      await call(ledgerContract.reverseVoucher, { params: { voucherId: id }, body: { date: TODAY } });
      const seen = heard.get(client.clientId) ?? 0;
      for (let n = 0; n < 1000; n += 1) books.service.booksChanged(books.tenantId, client.clientId);
      await expect.poll(() => heard.get(client.clientId) ?? 0, limit).toBeGreaterThan(seen);
      expect((heard.get(client.clientId) ?? 0) - seen).toBeLessThan(10);
    } finally {
      await live.close();
    }
  });

  it('nobody locks or sees the months of a client out of sight', async () => {
    const stranger = await books.openOffice();
    const portal = { ...books.scope, clientIds: [(await books.openClient()).clientId] };
    for (const scope of [stranger, portal]) {
      await expect(set('locked', MONTH, scope)).rejects.toMatchObject({ code: 'CLIENT_NOT_FOUND' });
      await expect(
        call(contract.listPeriods, { params: { clientId: client.clientId } }, scope),
      ).rejects.toMatchObject({ code: 'CLIENT_NOT_FOUND' });
    }
  });
});

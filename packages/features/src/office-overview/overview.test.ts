/** The overview of an office on a real database: what is counted in which month, who sees it, who works on what. */
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks, exportDepsOf, TODAY } from '../books.fixture.ts';
import type { ClientForBooks } from '../ledger/contract.ts';
import { createCaller, type RouteCaller } from '../route-caller.fixture.ts';
import { officeOverviewContract as contract } from './contract.ts';
import { createOfficeOverviewFeature } from './feature.ts';

const MONTH = TODAY.slice(0, 7);

describe('the overview of an office', () => {
  let books: BooksFixture;
  let call: RouteCaller;
  let client: ClientForBooks;
  beforeAll(async () => {
    books = await createBooks();
    const { routes } = createOfficeOverviewFeature(exportDepsOf(books.db));
    call = createCaller(routes, books.scope);
  });
  beforeEach(async () => {
    client = await books.openClient();
  });
  afterAll(() => books.close());

  const put = (over: object) =>
    books.run(async (trx) => {
      const sha256 = createHash('sha256').update(randomUUID()).digest('hex');
      await trx
        .insertInto('stored_files')
        .values({ tenant_id: client.tenantId, sha256, size_bytes: 1n })
        .execute();
      const document = { sha256, size_bytes: 1n, file_name: 'a.xml', upload_id: randomUUID() };
      await trx
        .insertInto('documents')
        .values({ tenant_id: client.tenantId, client_id: client.clientId, ...document, ...over })
        .execute();
    });
  const monthOfClient = async (month?: string, scope = books.scope) => {
    const { clients } = await call(
      contract.showOverview,
      { query: month === undefined ? {} : { month } },
      scope,
    );
    return clients.find(({ clientId }) => clientId === client.clientId);
  };

  it('counts each document of the month at the stage where it stands, and none twice', async () => {
    const day = { issue_date: `${MONTH}-05` };
    await put({ ...day, state: 'READY', worst_finding: 'warning' });
    await put({ ...day, state: 'READY', worst_finding: null });
    await put({ ...day, state: 'READY', not_this_client: true });
    await put({ ...day, state: 'PROCESSING' });
    await put({ ...day, state: 'REJECTED', reject_reason: 'yinelenen' });
    await put({ ...day, state: 'UNPACKED' });
    await put({ issue_date: '2026-10-31', state: 'READY' });
    expect(await monthOfClient()).toMatchObject({
      received: 5,
      reading: 1,
      failed: 0,
      review: 2,
      clean: 0,
      notThisClient: 1,
      posted: 0,
      period: 'open',
      late: false,
    });
  });

  it('calls clean what may be approved unseen: a proposal, no doubt, no duplicate', async () => {
    const voucher = { tenant_id: client.tenantId, client_id: client.clientId, type: 'mahsup' };
    const { voucher_id } = await books.run((trx) =>
      trx
        .insertInto('vouchers')
        .values({ ...voucher, voucher_date: `${MONTH}-05` })
        .returning('voucher_id')
        .executeTakeFirstOrThrow(),
    );
    const day = { issue_date: `${MONTH}-05`, state: 'READY', voucher_id };
    await put(day);
    await put({ ...day, worst_finding: 'warning' });
    await put({ ...day, voucher_id: null });
    expect(await monthOfClient()).toMatchObject({ review: 3, clean: 1, drafts: 1 });
  });

  it('counts what has no date of its own in the month in which it came, by the clock of Türkiye', async () => {
    const failure = JSON.stringify({ code: 'NOT_XML' });
    // 22:30 UTC on the 31st is the first of November in Istanbul.
    await put({ state: 'FAILED', failure, created_at: '2026-10-31T22:30:00Z' });
    await put({ state: 'PENDING', created_at: '2026-10-31T20:30:00Z' });
    expect(await monthOfClient('2026-11')).toMatchObject({ received: 1, failed: 1, reading: 0 });
    expect(await monthOfClient('2026-10')).toMatchObject({ received: 1, failed: 0, reading: 1, late: true });
  });

  it('counts drafts of the month, and calls a month late only when it is over, not closed, and something waits', async () => {
    await books.run((trx) =>
      trx
        .insertInto('vouchers')
        .values({
          tenant_id: client.tenantId,
          client_id: client.clientId,
          type: 'mahsup',
          voucher_date: '2026-09-30',
        })
        .execute(),
    );
    expect(await monthOfClient('2026-09')).toMatchObject({ drafts: 1, late: true });
    expect(await monthOfClient('2026-10')).toMatchObject({ drafts: 0, late: false });
    await books.closeMonths(client, '2026-09-01');
    expect(await monthOfClient('2026-09')).toMatchObject({ drafts: 1, late: false, period: 'closed' });
    expect(await monthOfClient('2099-01')).toMatchObject({ received: 0, period: null });
  });

  it('a client user sees named companies alone, and nobody of the office', async () => {
    const other = await books.openClient();
    await addMember('accountant');
    const scope = { ...books.scope, clientIds: [other.clientId] };
    const seen = await call(contract.showOverview, { query: {} }, scope);
    expect(seen.clients.map(({ clientId }) => clientId)).toEqual([other.clientId]);
    expect(seen.people).toEqual([]);
    await expect(assign([], scope)).rejects.toMatchObject({ code: 'CLIENT_NOT_FOUND' });
  });

  it('one client’s month alone is the same as its row, archived or not, and nobody else’s', async () => {
    await put({ issue_date: `${MONTH}-05`, state: 'READY', worst_finding: 'warning' });
    await put({ state: 'PENDING', created_at: `${MONTH}-03T10:00:00Z` });
    const one = (scope = books.scope) =>
      call(contract.showClientMonth, { params: { clientId: client.clientId, month: MONTH } }, scope);
    const row = await one();
    expect(row).toMatchObject({ received: 2, reading: 1, review: 1 });
    expect(row).toEqual(await monthOfClient());
    await books.run((trx) =>
      trx
        .updateTable('clients')
        .set({ archived_at: new Date() })
        .where('tenant_id', '=', client.tenantId)
        .where('client_id', '=', client.clientId)
        .execute(),
    );
    expect(await one()).toEqual(row);
    const portal = { ...books.scope, clientIds: [(await books.openClient()).clientId] };
    for (const scope of [await books.openOffice(), portal])
      await expect(one(scope)).rejects.toMatchObject({ code: 'CLIENT_NOT_FOUND' });
  });

  it('another office sees none of it, and cannot put anybody in charge', async () => {
    const stranger = await books.openOffice();
    expect(await monthOfClient(undefined, stranger)).toBeUndefined();
    await expect(assign([], stranger)).rejects.toMatchObject({ code: 'CLIENT_NOT_FOUND' });
  });

  async function addMember(role: string, disabled = false): Promise<string> {
    const userId = randomUUID();
    await books.run(async (trx) => {
      await trx
        .insertInto('users')
        .values({ user_id: userId, email: `${userId}@ofis.example`, name: 'Ayşe Işık' })
        .execute();
      await trx
        .insertInto('memberships')
        .values({
          tenant_id: client.tenantId,
          user_id: userId,
          role,
          disabled_at: disabled ? new Date() : null,
        })
        .execute();
    });
    return userId;
  }
  const assign = (userIds: string[], scope = books.scope) =>
    call(contract.assignClient, { params: { clientId: client.clientId }, body: { userIds } }, scope);

  it('who is put in charge takes the place of who was, and only people who work on books can be', async () => {
    const [first, second] = [await addMember('staff'), await addMember('accountant')];
    await assign([first, second, first]);
    expect((await monthOfClient())?.assignees.toSorted()).toEqual([first, second].toSorted());
    await assign([second]);
    await assign([second]);
    expect((await monthOfClient())?.assignees).toEqual([second]);
    for (const wrong of [await addMember('client'), await addMember('staff', true), randomUUID()])
      await expect(assign([wrong])).rejects.toMatchObject({ code: 'ASSIGNEE_UNKNOWN' });
    expect((await monthOfClient())?.assignees).toEqual([second]);
  });

  it('who is new in charge of a client is told, and nobody of what they did themselves', async () => {
    const [first, second] = [await addMember('staff'), await addMember('accountant')];
    const byFirst = { ...books.scope, userId: first };
    await assign([first, second], byFirst);
    await assign([second, first], byFirst);
    const told = await books.run(
      (trx) =>
        trx
          .selectFrom('notifications')
          .where('about_client_id', '=', client.clientId)
          .select(['user_id', 'kind'])
          .execute(),
      { ...books.scope, userId: null },
    );
    expect(told).toEqual([{ user_id: second, kind: 'client-assigned' }]);
  });
});

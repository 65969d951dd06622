/** Requests on a real database: asked of many, answered by the client, asked again, closed; told by mail; kept apart. */
import { randomUUID } from 'node:crypto';
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks, testClock } from '../books.fixture.ts';
import { createCaller, type RouteCaller } from '../route-caller.fixture.ts';
import type { RequestMail } from './ask-clients.ts';
import { clientRequestsContract as contract } from './contract.ts';
import { createClientRequestsFeature } from './feature.ts';

describe('requests to clients', () => {
  let books: BooksFixture;
  let call: RouteCaller;
  let mails: RequestMail[];

  beforeAll(async () => {
    books = await createBooks();
    mails = [];
    const feature = createClientRequestsFeature({
      db: books.db,
      clock: testClock,
      tell: async (_trx, mail) => void mails.push(mail),
    });
    call = createCaller(feature.routes, books.scope);
  });
  afterAll(() => books.close());

  /** A client company with a person of its own. */
  async function clientWithUser() {
    const client = await books.openClient();
    const { tenantId, clientId } = client;
    const userId = randomUUID();
    await books.run(async (trx) => {
      await trx
        .insertInto('users')
        .values({ user_id: userId, email: `${userId}@mukellef.example`, name: 'Patron' })
        .execute();
      await trx
        .insertInto('memberships')
        .values({ tenant_id: tenantId, user_id: userId, role: 'client' })
        .execute();
      await trx
        .insertInto('membership_clients')
        .values({ tenant_id: tenantId, user_id: userId, client_id: clientId })
        .execute();
    });
    const scope: Scope = { ...books.scope, userId, clientIds: [clientId] };
    return { clientId, userId, scope };
  }

  async function putDocument(clientId: string, fileName = 'ekstre.pdf'): Promise<string> {
    return books.run(async (trx) => {
      const tenantId = books.tenantId;
      const sha256 = randomUUID().replaceAll('-', '').repeat(2);
      await trx.insertInto('stored_files').values({ tenant_id: tenantId, sha256, size_bytes: 1n }).execute();
      const row = await trx
        .insertInto('documents')
        .values({
          tenant_id: tenantId,
          client_id: clientId,
          sha256,
          size_bytes: 1n,
          file_name: fileName,
          upload_id: randomUUID(),
        })
        .returning('document_id')
        .executeTakeFirstOrThrow();
      return row.document_id;
    });
  }

  const ask = (clientIds: string[], more: object = {}, scope?: Scope) =>
    call(
      contract.createRequests,
      { body: { clientIds, kind: 'document', text: 'Ağustos banka ekstreniz', ...more } },
      scope,
    );
  const answer = (requestId: string, body: object, scope: Scope) =>
    call(
      contract.answerRequest,
      { params: { requestId }, body: { text: '', documentIds: [], ...body } },
      scope,
    );

  it('asks many clients the same at once, writes to their people, and names who has nobody', async () => {
    const [first, second] = [await clientWithUser(), await books.openClient()];
    mails.length = 0;
    const asked = await ask([first.clientId, second.clientId], { month: '2026-08', dueDate: '2026-11-30' });
    expect(asked.items.map(({ clientId }) => clientId).toSorted()).toEqual(
      [first.clientId, second.clientId].toSorted(),
    );
    expect(asked.items[0]).toMatchObject({
      state: 'open',
      month: '2026-08',
      dueDate: '2026-11-30',
      late: false,
      history: [{ act: 'asked', byClient: false }],
    });
    expect(asked.withoutUser).toEqual([second.clientId]);
    expect(mails).toEqual([
      expect.objectContaining({
        userId: first.userId,
        text: 'Ağustos banka ekstreniz',
        dueDate: '2026-11-30',
      }),
    ]);
  });

  it('writes to nobody whose portal does not show what is asked, and says that nobody could read it', async () => {
    const { clientId, userId } = await clientWithUser();
    await books.run((trx) =>
      trx
        .updateTable('memberships')
        .set({ portal_parts: ['upload', 'reports'] })
        .where('tenant_id', '=', books.tenantId)
        .where('user_id', '=', userId)
        .execute(),
    );
    mails.length = 0;
    expect((await ask([clientId])).withoutUser).toEqual([clientId]);
    expect(mails).toEqual([]);
  });

  it('asks all of them or none: one unknown client refuses the whole', async () => {
    const { clientId } = await clientWithUser();
    await expect(ask([clientId, randomUUID()])).rejects.toMatchObject({ code: 'CLIENT_NOT_FOUND' });
    const listed = await call(contract.listRequests, { query: { clientId } });
    expect(listed.items).toEqual([]);
  });

  it('is answered with words and files, asked again with a reason, and closed, all of it in its history', async () => {
    const client = await clientWithUser();
    const id = (await ask([client.clientId])).items[0]?.id ?? '';
    const documentId = await putDocument(client.clientId);
    const answered = await answer(id, { text: 'Ekte', documentIds: [documentId] }, client.scope);
    expect(answered.state).toBe('answered');
    mails.length = 0;
    const again = await call(contract.askAgain, {
      params: { requestId: id },
      body: { text: 'Sayfa 2 eksik', dueDate: '2026-11-20' },
    });
    expect(again).toMatchObject({ state: 'open', dueDate: '2026-11-20', late: true });
    expect(mails).toHaveLength(1);
    await answer(id, { text: 'Tamamı ekte' }, client.scope);
    const close = () => call(contract.closeRequest, { params: { requestId: id } });
    await close();
    const closed = await close();
    expect(closed.state).toBe('closed');
    expect(closed.history.map(({ act, byClient }) => [act, byClient])).toEqual([
      ['asked', false],
      ['answered', true],
      ['asked-again', false],
      ['answered', true],
      ['closed', false],
    ]);
    expect(closed.history[1]).toMatchObject({
      by: 'Patron',
      files: [{ documentId, fileName: 'ekstre.pdf' }],
    });
    await expect(answer(id, { text: 'Bir de bu' }, client.scope)).rejects.toMatchObject({
      code: 'REQUEST_CLOSED',
    });
  });

  it('takes no empty answer, and no document of another client', async () => {
    const client = await clientWithUser();
    const other = await books.openClient();
    const id = (await ask([client.clientId])).items[0]?.id ?? '';
    await expect(answer(id, {}, client.scope)).rejects.toMatchObject({ code: 'REQUEST_ANSWER_EMPTY' });
    const foreign = await putDocument(other.clientId);
    await expect(answer(id, { documentIds: [foreign] }, client.scope)).rejects.toMatchObject({
      code: 'REQUEST_DOCUMENT_UNKNOWN',
    });
    const still = await call(contract.getRequest, { params: { requestId: id } });
    expect(still).toMatchObject({ state: 'open', history: [{ act: 'asked' }] });
  });

  it('may be about one document of the one client that is asked', async () => {
    const client = await clientWithUser();
    const documentId = await putDocument(client.clientId, 'bulanık.jpg');
    const asked = await ask([client.clientId], { documentId, text: 'Okunaklı halini yollar mısınız?' });
    expect(asked.items[0]?.document).toMatchObject({ id: documentId, fileName: 'bulanık.jpg' });
    const other = await books.openClient();
    await expect(ask([other.clientId], { documentId })).rejects.toMatchObject({
      code: 'REQUEST_DOCUMENT_UNKNOWN',
    });
    await expect(ask([client.clientId, other.clientId], { documentId })).rejects.toMatchObject({
      code: 'REQUEST_OF_ONE_CLIENT',
    });
  });

  it('a client user reads what is asked of the own company, and no name of the office', async () => {
    const [client, other] = [await clientWithUser(), await clientWithUser()];
    const id = (await ask([client.clientId])).items[0]?.id ?? '';
    const own = await call(contract.listOwnRequests, { params: { clientId: client.clientId } }, client.scope);
    expect(own.items).toMatchObject([{ id, history: [{ act: 'asked', by: null }] }]);
    for (const scope of [other.scope, await books.openOffice()]) {
      await expect(
        call(contract.listOwnRequests, { params: { clientId: client.clientId } }, scope),
      ).rejects.toMatchObject({ code: 'CLIENT_NOT_FOUND' });
      await expect(answer(id, { text: 'x' }, scope)).rejects.toMatchObject({ code: 'REQUEST_NOT_FOUND' });
    }
  });

  it('counts what is open, answered, closed and late, and pages the list from the newest', async () => {
    const client = await clientWithUser();
    const ids: string[] = [];
    for (const dueDate of ['2026-11-01', '2026-12-01', null])
      ids.unshift((await ask([client.clientId], { dueDate })).items[0]?.id ?? '');
    await answer(ids[0] ?? '', { text: 'Tamam' }, client.scope);
    const { clientId } = client;
    const first = await call(contract.listRequests, { query: { clientId, limit: 2 } });
    expect(first.counts).toEqual({ open: 2, answered: 1, closed: 0, late: 1 });
    const rest = await call(contract.listRequests, {
      query: { clientId, limit: 2, cursor: first.nextCursor ?? '' },
    });
    expect([...first.items, ...rest.items].map((item) => item.id)).toEqual(ids);
    expect(rest.nextCursor).toBeNull();
    const open = await call(contract.listRequests, { query: { clientId, state: 'open' } });
    expect(open.items).toHaveLength(2);
  });

  it('tells whoever asked that an answer came', async () => {
    const client = await clientWithUser();
    const userId = books.scope.userId ?? '';
    await books.run((trx) =>
      trx
        .insertInto('memberships')
        .values({ tenant_id: books.tenantId, user_id: userId, role: 'owner' })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
    const id = (await ask([client.clientId])).items[0]?.id ?? '';
    await answer(id, { text: 'Ekte' }, client.scope);
    const told = await books.run((trx) =>
      trx
        .selectFrom('notifications')
        .where('tenant_id', '=', books.tenantId)
        .where('user_id', '=', userId)
        .select(['kind', 'about_client_id', 'link'])
        .execute(),
    );
    expect(told).toEqual([
      { kind: 'request-answered', about_client_id: client.clientId, link: `/istekler?istek=${id}` },
    ]);
  });

  it('keeps its history: no entry is changed or taken away', async () => {
    const client = await clientWithUser();
    await ask([client.clientId]);
    const entries = 'client_request_entries';
    const { tenantId } = books;
    const changed = books.run((trx) =>
      trx.updateTable(entries).set({ text: 'x' }).where('tenant_id', '=', tenantId).execute(),
    );
    await expect(changed).rejects.toThrow(/permission denied/);
    const taken = books.run((trx) => trx.deleteFrom(entries).where('tenant_id', '=', tenantId).execute());
    await expect(taken).rejects.toThrow(/permission denied/);
  });
});

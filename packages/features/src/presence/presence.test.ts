/** Presence on a real database: leases that end by themselves, several tabs and people, and who may see it. */
import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import { LiveEvents } from '@muhasebi/platform/events/live-events.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import type { ClientForBooks } from '../ledger/contract.ts';
import { createCaller, type RouteCaller } from '../route-caller.fixture.ts';
import { presenceContract as contract, LEASE_SECONDS } from './contract.ts';
import { createPresenceFeature } from './feature.ts';

describe('presence', () => {
  let books: BooksFixture;
  let call: RouteCaller;
  let client: ClientForBooks;
  let documentId: string;
  let ayse: Scope;
  let now = new Date('2026-11-23T09:00:00Z').getTime();
  const clock: Clock = { now: () => new Date(now) };
  const pass = (seconds: number) => {
    now += seconds * 1000;
  };
  beforeAll(async () => {
    books = await createBooks();
    call = createCaller(createPresenceFeature({ db: books.db, clock }).routes, books.scope);
    const userId = randomUUID();
    ayse = { ...books.scope, userId };
    const user = { user_id: userId, email: `${userId}@ofis.example`, name: 'Ayşe Işık' };
    await books.run((trx) => trx.insertInto('users').values(user).execute());
  });
  afterAll(() => books.close());
  beforeEach(async () => {
    client = await books.openClient();
    documentId = randomUUID();
    await books.run(async (trx) => {
      const sha256 = createHash('sha256').update(documentId).digest('hex');
      const { tenantId, clientId } = client;
      await trx.insertInto('stored_files').values({ tenant_id: tenantId, sha256, size_bytes: 1n }).execute();
      await trx
        .insertInto('documents')
        .values({
          tenant_id: tenantId,
          client_id: clientId,
          document_id: documentId,
          sha256,
          size_bytes: 1n,
          file_name: 'a.xml',
          upload_id: randomUUID(),
        })
        .execute();
    });
  });

  const beat = (
    here: { tabId: string; documentId: string | null; editing?: boolean },
    scope?: Scope,
    clientId = client.clientId,
  ) => call(contract.bePresent, { params: { clientId }, body: here }, scope);
  const seen = async (clientId = client.clientId) =>
    (await call(contract.showPresence, { params: { clientId } })).people.map(
      ({ name, documentId: at, editing }) => ({ name, here: at === documentId, editing }),
    );

  it('shows everybody who is there, those who edit first', async () => {
    await beat({ tabId: randomUUID(), documentId: null });
    const { people } = await beat({ tabId: randomUUID(), documentId, editing: true }, ayse);
    expect(people).toHaveLength(2);
    expect(await seen()).toEqual([
      { name: 'Ayşe Işık', here: true, editing: true },
      { name: 'Mali Müşavir', here: false, editing: false },
    ]);
  });

  it('ends by itself when no heartbeat comes, and goes on while they do', async () => {
    const tabId = randomUUID();
    await beat({ tabId, documentId });
    pass(LEASE_SECONDS - 1);
    expect(await seen()).toHaveLength(1);
    await beat({ tabId, documentId });
    pass(LEASE_SECONDS - 1);
    expect(await seen()).toHaveLength(1);
    pass(1);
    expect(await seen()).toEqual([]);
  });

  it('keeps one place a tab: who moves to another client is gone from the first', async () => {
    const tabId = randomUUID();
    const other = await books.openClient();
    await beat({ tabId, documentId });
    await beat({ tabId, documentId: null }, undefined, other.clientId);
    expect(await seen()).toEqual([]);
    expect(await seen(other.clientId)).toHaveLength(1);
  });

  it('sweeps what ran out, so that the table does not grow', async () => {
    for (let tab = 0; tab < 5; tab += 1) await beat({ tabId: randomUUID(), documentId: null });
    pass(LEASE_SECONDS);
    await beat({ tabId: randomUUID(), documentId: null });
    const rows = await books.run((trx) =>
      trx.selectFrom('presence').select('tab_id').where('client_id', '=', client.clientId).execute(),
    );
    expect(rows).toHaveLength(1);
  });

  it('is left at once by a goodbye, and only by that of the person', async () => {
    const tabId = randomUUID();
    await beat({ tabId, documentId, editing: true }, ayse);
    const params = { clientId: client.clientId, tabId };
    await call(contract.leavePresence, { params });
    expect(await seen()).toHaveLength(1);
    await call(contract.leavePresence, { params }, ayse);
    expect(await seen()).toEqual([]);
  });

  it('names a document of this client only', async () => {
    const other = await books.openClient();
    const wrong = beat({ tabId: randomUUID(), documentId }, undefined, other.clientId);
    await expect(wrong).rejects.toMatchObject({ code: 'DOCUMENT_NOT_FOUND' });
  });

  it('is another office’s no more than its clients are', async () => {
    await beat({ tabId: randomUUID(), documentId });
    const foreign = await books.openOffice();
    const params = { clientId: client.clientId };
    await expect(call(contract.showPresence, { params }, foreign)).rejects.toMatchObject({
      code: 'CLIENT_NOT_FOUND',
    });
    const body = { tabId: randomUUID(), documentId: null };
    await expect(call(contract.bePresent, { params, body }, foreign)).rejects.toMatchObject({
      code: 'CLIENT_NOT_FOUND',
    });
  });

  it('is announced to all processes when somebody comes, moves, edits or goes, and not by a mere heartbeat', async () => {
    const live = new LiveEvents(books.appUrl);
    live.start();
    const other = await books.openClient();
    let heard = 0;
    let ready = false;
    live.subscribe(books.tenantId, (event) => {
      if (event.topic !== 'presence') return;
      if (event.clientId === client.clientId) heard += 1;
      if (event.clientId === other.clientId) ready = true;
    });
    const tabId = randomUUID();
    const limit = { timeout: 20_000 };
    try {
      // The connection that listens is ready when a coming elsewhere is heard.
      await expect
        .poll(async () => {
          await beat({ tabId: randomUUID(), documentId: null }, undefined, other.clientId);
          return ready;
        }, limit)
        .toBe(true);
      await beat({ tabId, documentId });
      await beat({ tabId, documentId });
      await beat({ tabId, documentId });
      await beat({ tabId, documentId, editing: true });
      await call(contract.leavePresence, { params: { clientId: client.clientId, tabId } });
      await expect.poll(() => heard, limit).toBeGreaterThanOrEqual(3);
      expect(heard).toBe(3);
    } finally {
      await live.close();
    }
  });
});

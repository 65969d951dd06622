/** A client user sees named clients alone: no list, count, cursor or kept answer tells of another. */
import type { AddressInfo } from 'node:net';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { announce, LiveEvents } from '@muhasebi/platform/events/live-events.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { multipartFiles, type Person, startTestApi, type TestApi } from './test-api.fixture.ts';

/** Stands in everything of the client that must stay unseen. */
const MARK = 'SAKLIMÜKELLEF';

let api: TestApi;
let live: LiveEvents;
let owner: Person;
let clientUser: Person;
let own: string;
let hidden: string;
let hiddenIds: string[];
let hiddenRequest: string;

beforeAll(async () => {
  api = await startTestApi({
    live: (url) => {
      live = new LiveEvents(url);
      live.start();
      return live;
    },
  });
  owner = await api.office('Kapsam Ofisi');
  own = await openClient('Görünen Ltd.', '1111111111');
  hidden = await openClient(`${MARK} Ltd.`, '2222222222');
  hiddenIds = [hidden, await fill(hidden, MARK), await upload(owner, hidden, MARK)];
  await fill(own, 'görünen');
  hiddenRequest = await ask(hidden, MARK);
  await ask(own, 'Banka ekstreniz');
  const email = 'portal@gorunen.example';
  const added = await owner.ask('POST', '/members', {
    email,
    name: 'Portal',
    role: 'client',
    clientIds: [own],
  });
  await api.setPassword(added.json().userId);
  clientUser = await api.signIn(email);
  await api.server.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await live?.close();
  await api?.stop();
});

async function openClient(title: string, taxId: string): Promise<string> {
  return (await owner.ask('POST', '/clients', { title, taxId })).json().id;
}

async function ask(clientId: string, text: string): Promise<string> {
  const response = await owner.ask('POST', '/requests', { clientIds: [clientId], kind: 'document', text });
  expect(response.statusCode, response.body).toBe(201);
  return response.json().items[0].id;
}

async function fill(clientId: string, description: string): Promise<string> {
  const response = await owner.ask('POST', `/clients/${clientId}/vouchers`, {
    date: '2026-01-15',
    description,
    lines: [
      { accountCode: '100.01', debit: '777.77', description },
      { accountCode: '500', credit: '777.77', description },
    ],
  });
  expect(response.statusCode, response.body).toBe(201);
  return response.json().id;
}

async function upload(person: Person, clientId: string, name: string): Promise<string> {
  const body = multipartFiles([{ name: `${name}.xml`, content: `<a>${name}</a>` }]);
  const response = await api.request({
    method: 'POST',
    url: `/api/v1/clients/${clientId}/documents`,
    payload: body.payload,
    headers: { ...body.headers, authorization: `Bearer ${person.accessToken}` },
  });
  return response.json().results?.[0]?.documentId ?? String(response.statusCode);
}

test('the portal names the own company alone, and its lists, however they are asked, show nothing of the other', async () => {
  const portal = await clientUser.ask('GET', '/portal');
  expect(portal.json()).toEqual({
    officeName: 'Kapsam Ofisi',
    clients: [{ id: own, title: 'Görünen Ltd.', openRequests: 1 }],
  });
  const cursor = Buffer.from(JSON.stringify(['ffffffff-ffff-4fff-bfff-ffffffffffff'])).toString('base64url');
  for (const path of [
    `/portal/clients/${own}/documents`,
    `/portal/clients/${own}/documents?limit=500`,
    `/portal/clients/${own}/documents?cursor=${cursor}`,
    `/portal/clients/${own}/requests`,
  ]) {
    const response = await clientUser.ask('GET', path);
    expect(response.statusCode, path).toBe(200);
    expect(response.body, path).not.toContain(MARK);
  }
});

test('what people of the company sent is theirs to see; what the office brought in is not', async () => {
  const mine = await upload(clientUser, own, 'benim-yolladigim');
  await upload(owner, own, 'ofisin-yukledigi');
  const { items } = (await clientUser.ask('GET', `/portal/clients/${own}/documents`)).json();
  expect(items.map(({ id }: { id: string }) => id)).toEqual([mine]);
});

test('whatever of the other client is named does not exist: the same answer as for an id that nobody has', async () => {
  const nobody = '00000000-0000-4000-8000-00000000dead';
  const [clientId = '', requestId = ''] = [hidden, hiddenRequest];
  for (const [method, path, id, body] of [
    ['GET', '/portal/clients/:id/documents', clientId, undefined],
    ['GET', '/portal/clients/:id/requests', clientId, undefined],
    ['POST', '/portal/requests/:id/answer', requestId, { text: 'x' }],
  ] as const) {
    const answers = [];
    for (const named of [id, nobody]) {
      const { statusCode, ...response } = await clientUser.ask(method, path.replace(':id', named), body);
      const { code, detail, params } = response.json();
      answers.push({ statusCode, code, detail, params });
    }
    expect(answers[0], path).toEqual(answers[1]);
    expect(answers[0]?.statusCode, path).toBe(404);
  }
});

test('nothing can be brought to the other client, and what is brought tells nothing of what lies there', async () => {
  expect(await upload(clientUser, hidden, 'yeni')).toBe('404');
  // The same content as the hidden document: a duplicate in the eyes of the office, new in those of this client.
  const body = multipartFiles([{ name: 'ayni.xml', content: `<a>${MARK}</a>` }]);
  const response = await api.request({
    method: 'POST',
    url: `/api/v1/clients/${own}/documents`,
    payload: body.payload,
    headers: { ...body.headers, authorization: `Bearer ${clientUser.accessToken}` },
  });
  expect(response.json().results[0]).toMatchObject({ status: 'accepted' });
  expect(hiddenIds).not.toContain(response.json().results[0].documentId);
});

test('the books, members, the audit log and every write of the office are closed', async () => {
  for (const [method, path] of [
    ['GET', '/clients'],
    ['GET', `/clients/${own}`],
    ['GET', `/clients/${own}/documents`],
    ['GET', `/clients/${own}/vouchers`],
    ['GET', `/clients/${own}/accounts`],
    ['GET', `/clients/${own}/mizan?from=2026-01-01&to=2026-12-31`],
    ['GET', `/clients/${own}/events`],
    ['GET', '/office/overview'],
    ['GET', '/requests'],
    ['GET', '/members'],
    ['GET', '/audit'],
    ['GET', `/audit?clientId=${own}`],
    ['POST', '/members'],
    ['POST', '/clients'],
    ['PATCH', `/clients/${own}`],
    ['POST', `/clients/${own}/accounts`],
    ['POST', `/clients/${own}/vouchers`],
  ] as const) {
    const response = await clientUser.ask(method, path, method === 'GET' ? undefined : {});
    expect([response.statusCode, response.json().code], `${method} ${path}`).toEqual([403, 'FORBIDDEN']);
  }
});

test('nobody gives themself more: neither a client user, nor an accountant, nor an owner of another office', async () => {
  const members = (await owner.ask('GET', '/members')).json().items as { userId: string; role: string }[];
  const portal = members.find(({ role }) => role === 'client')?.userId ?? '';
  const email = 'muhasebeci@kapsam.example';
  const added = await owner.ask('POST', '/members', { email, name: 'Muhasebeci', role: 'accountant' });
  await api.setPassword(added.json().userId);
  const accountant = await api.signIn(email);
  const stranger = await api.office('Komşu Ofis');
  for (const [person, userId, status] of [
    [clientUser, portal, 403],
    [accountant, added.json().userId, 403],
    [stranger, portal, 404],
  ] as const) {
    for (const change of [
      { role: 'owner' },
      { clientIds: [own, hidden] },
      { disabled: false },
      { name: 'x' },
    ]) {
      const response = await person.ask('PATCH', `/members/${userId}`, change);
      expect(response.statusCode, response.body).toBe(status);
    }
  }
  const invalid = await owner.ask('PATCH', `/members/${portal}`, { role: 'platform' });
  expect(invalid.statusCode).toBe(400);
  expect(
    (await owner.ask('GET', '/members'))
      .json()
      .items.find((each: { userId: string }) => each.userId === portal),
  ).toMatchObject({
    role: 'client',
    clientIds: [own],
  });
});

test('a key used by one person gives another neither the first answer nor a hint of it', async () => {
  const send = (person: Person, taxId: string) =>
    api.request({
      method: 'POST',
      url: '/api/v1/clients',
      headers: { authorization: `Bearer ${person.accessToken}`, 'idempotency-key': 'ortak-anahtar-1' },
      payload: { title: 'Anahtar Ltd.', taxId },
    });
  const stranger = await api.office('Başka Ofis');
  expect((await send(owner, '3333333333')).statusCode).toBe(201);
  const other = await send(stranger, '3333333333');
  expect([other.statusCode, other.headers['idempotency-replayed']]).toEqual([201, undefined]);
  expect((await send(clientUser, '3333333333')).statusCode).toBe(403);
});

describe('the live stream', () => {
  test('of one client hears nothing of what happens to another', async () => {
    const { port } = api.server.app.server.address() as AddressInfo;
    const leave = new AbortController();
    const stream = await fetch(`http://127.0.0.1:${port}/api/v1/clients/${own}/events`, {
      headers: { authorization: `Bearer ${owner.accessToken}` },
      signal: leave.signal,
    });
    expect(stream.status).toBe(200);
    let heard = '';
    const reading = (async () => {
      for await (const chunk of stream.body ?? []) heard += Buffer.from(chunk).toString();
    })().catch(() => {
      // Leaving ends the reading.
    });
    const times = () => heard.split('event: documents').length - 1;
    await expect.poll(times, { timeout: 5_000 }).toBe(1);
    await tell(hidden);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(times()).toBe(1);
    await tell(own);
    await expect.poll(times, { timeout: 5_000 }).toBe(2);
    expect(heard).not.toContain(hidden);
    leave.abort();
    await reading;
  });
});

async function tell(clientId: string): Promise<void> {
  const { tenantId } = owner;
  await inScope(api.deps.db, systemScope(tenantId), (trx) =>
    announce(trx, { tenantId, topic: 'documents', clientId }),
  );
}

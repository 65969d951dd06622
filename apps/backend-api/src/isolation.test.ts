/** The attack: every route of the OpenAPI document, asked as a foreign office, a foreign client user and nobody. */
import { createMailOutboxFeature } from '@muhasebi/features/mail-outbox/feature.ts';
import { createFeatures } from '@muhasebi/features/registry.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyFor, type Victim } from './attack-bodies.fixture.ts';
import { insertIntegration } from './integration-rows.fixture.ts';
import { insertRendering } from './rendering-row.fixture.ts';
import { scheduleReport } from './schedule-victim.fixture.ts';
import { multipartFiles, type Person, startTestApi, type TestApi } from './test-api.fixture.ts';
import { addWebhook, fillDesk, keyOf, withToken } from './victim.fixture.ts';

/** Stands in titles, names and descriptions of the victim, so that any leak shows in a body. */
const MARK = 'GİZLİ-KURBAN';

interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly isPublic: boolean;
  readonly isStream: boolean;
}

let api: TestApi;
let victim: Person;
let foreigner: Person;
let foreignClientUser: Person;
let insider: Person;
/** Machines with keys: of another office, and of the victim's own for another client. */
let foreignKey: Person;
let insiderKey: Person;
let ids: Victim;
let operations: Operation[];

// Fills two offices; a busy machine takes its time for that.
beforeAll(async () => {
  api = await startTestApi();
  victim = await api.office('Kurban Ofisi');
  foreigner = await api.office('Yabancı Ofis');
  ids = await fillVictim();
  foreignClientUser = await clientUserOf(foreigner, 'Yabancı Mükellef', '1234567890');
  insider = await clientUserOf(victim, 'Başka Mükellef', '2234567890');
  foreignKey = (await keyOf(foreigner, 'Makine', null)).machine;
  const { items } = (await victim.ask('GET', '/clients')).json() as { items: { id: string }[] };
  const others = items.flatMap(({ id }) => (id === ids.clientId ? [] : [id]));
  insiderKey = (await keyOf(victim, 'Makine', others)).machine;
  operations = readOperations((await api.request({ method: 'GET', url: '/api/v1/openapi.json' })).json());
}, 240_000);

afterAll(() => api?.stop());

async function fillVictim(): Promise<Victim> {
  const client = await victim.ask('POST', '/clients', { title: `${MARK} Ltd. Şti.`, taxId: '1111111111' });
  expect(client.statusCode, client.body).toBe(201);
  const clientId: string = client.json().id;
  const upload = await api.request({
    method: 'POST',
    url: `/api/v1/clients/${clientId}/documents`,
    ...withToken(victim, multipartFiles([{ name: `${MARK}.xml`, content: `<a>${MARK}</a>` }])),
  });
  expect(upload.statusCode, upload.body).toBe(202);
  const voucher = await victim.ask('POST', `/clients/${clientId}/vouchers`, {
    date: '2026-01-15',
    description: MARK,
    lines: [
      { accountCode: '100.01', debit: '10.00', description: MARK },
      { accountCode: '500', credit: '10.00', description: MARK },
    ],
  });
  expect(voucher.statusCode, voucher.body).toBe(201);
  const email = 'davetli@kurban.example';
  const invited = await victim.ask('POST', '/invitations', { email, name: MARK, role: 'staff' });
  expect(invited.statusCode, invited.body).toBe(201);
  const asked = await victim.ask('POST', '/requests', { clientIds: [clientId], kind: 'answer', text: MARK });
  expect(asked.statusCode, asked.body).toBe(201);
  const view = await victim.ask('POST', '/views', { page: 'vouchers', name: MARK, office: true });
  expect(view.statusCode, view.body).toBe(201);
  const template = await victim.ask('POST', '/chart-templates', { clientId, name: MARK });
  expect(template.statusCode, template.body).toBe(201);
  const period = { from: '2026-01-01', to: '2026-01-31', level: 3 };
  const report = await victim.ask('POST', `/clients/${clientId}/reports`, period);
  expect(report.statusCode, report.body).toBe(201);
  const me = (await victim.ask('GET', '/me')).json();
  const sessions = (await victim.ask('GET', '/me/sessions')).json();
  const documentId: string = upload.json().results[0].documentId;
  // Of a document that is not read yet: refused, but there.
  const act = await victim.ask('POST', '/work-acts', { kind: 'retry', documentIds: [documentId] });
  expect(act.statusCode, act.body).toBe(202);
  const desk = await fillDesk(api, { victim, mark: MARK }, clientId, voucher.json().id);
  const integration = await insertIntegration(api.database.superuserUrl, victim.tenantId, MARK);
  return {
    ...desk,
    ...integration,
    clientId,
    documentId,
    renderingId: await insertRendering(api.database.superuserUrl, documentId, MARK),
    ...(await addWebhook(victim, MARK)),
    keyId: (await keyOf(victim, MARK, null)).keyId,
    importId: await bringFile(clientId),
    ...(await bringStatement(clientId)),
    mailId: await postMail(clientId),
    ...(await scheduleReport(victim, MARK)),
    actId: act.json().id,
    templateId: template.json().id,
    voucherId: voucher.json().id,
    userId: me.user.id,
    sessionId: sessions.items[0].id,
    accountCode: '100.01',
    invitationId: invited.json().id,
    kind: 'defter',
    reportId: report.json().id,
    reportKind: 'month-summary',
    tabId: '01a208c5-47c8-773f-ad17-1a9c4190cc71',
    requestId: asked.json().items[0].id,
    month: '2026-01',
    date: '2026-01-31',
    ...{ currency: 'USD', version: '20260312', year: '2026' },
    exceptionId: '01a208c5-47c8-773f-ad17-1a9c4190cc72',
    viewId: view.json().id,
  };
}

/** A mail of the office with the mark in its subject, text and name. */
async function postMail(clientId: string): Promise<string> {
  const office = (await victim.ask('GET', '/me')).json().office.id;
  const { service } = createMailOutboxFeature(api.deps);
  const [mailId = ''] = await inScope(api.deps.db, systemScope(office), (trx) =>
    service.post(trx, office, {
      ...{ purpose: 'report', source: null, clientId, html: null, attachments: [] },
      to: [{ address: 'alici@kurban.example', name: MARK }],
      ...{ subject: MARK, text: MARK },
    }),
  );
  return mailId;
}

/** An import of vouchers with the mark in its file. */
async function bringFile(clientId: string): Promise<string> {
  const brought = await api.request({
    method: 'POST',
    url: `/api/v1/clients/${clientId}/voucher-imports`,
    ...withToken(
      victim,
      multipartFiles([{ name: `${MARK}.csv`, content: `Tarih;Hesap kodu\n${MARK};100.01` }]),
    ),
  });
  expect(brought.statusCode, brought.body).toBe(201);
  return brought.json().id;
}

/** A bank statement with the mark in its line. */
async function bringStatement(clientId: string) {
  const content = `:20:1\n:25:TR330006100519786457841326\n:60F:C260101TRY0,\n:61:260102C1,NTRFX\n:86:${MARK}\n:62F:C260102TRY1,\n-`;
  const brought = await api.request({
    method: 'POST',
    url: `/api/v1/clients/${clientId}/bank-statements`,
    ...withToken(victim, multipartFiles([{ name: `${MARK}.sta`, content }])),
  });
  expect(brought.statusCode, brought.body).toBe(200);
  const accounts = (await victim.ask('GET', `/clients/${clientId}/bank-accounts`)).json();
  return {
    bankAccountId: accounts.items[0].id as string,
    statementId: brought.json().results[0].statementIds[0] as string,
  };
}

async function clientUserOf(owner: Person, title: string, taxId: string): Promise<Person> {
  const client = await owner.ask('POST', '/clients', { title, taxId });
  expect(client.statusCode, client.body).toBe(201);
  return portalUser(owner, client.json().id, taxId);
}

async function portalUser(owner: Person, clientId: string, box: string, more = {}): Promise<Person> {
  const email = `portal-${box}@mukellef.example`;
  const added = await owner.ask('POST', '/members', {
    email,
    name: 'Portal',
    role: 'client',
    clientIds: [clientId],
    ...more,
  });
  expect(added.statusCode, added.body).toBe(201);
  await api.setPassword(added.json().userId);
  return api.signIn(email);
}

type OpenApi = { paths: Record<string, Record<string, { security?: unknown[]; summary?: string }>> };

function readOperations(document: OpenApi): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase() as Operation['method'],
      path: path.replace('/api/v1', ''),
      isPublic: Array.isArray(operation.security) && operation.security.length === 0,
      isStream: path.endsWith('/events'),
    })),
  );
}

const STATEMENTS =
  /\/(bilanco|gelir-tablosu|statement-accounts|cari-ekstre|yaslandirma|yevmiye|kebir|report-kinds\/|accounts\/[\d.]+\/months)/;

/** Asks each operation with the victim's ids; bodies are plausible, so that validation does not hide the answer. */
async function attack(person: Person | null, operation: Operation) {
  const url = operation.path.replace(
    /\{(\w+)\}/g,
    (_whole, name: string) => ids[name as keyof Victim] ?? 'unknown',
  );
  // A CSV is read as it is: in a zip a leak would not be seen.
  const asked = [
    ...(url.includes('/mizan') ? ['from=2026-01-01&to=2026-12-31'] : []),
    ...(STATEMENTS.test(url) ? ['from=2026-01-01&to=2026-12-31&at=2026-12-31&codes=1&account=120'] : []),
    ...(url.endsWith('/export') ? ['format=csv'] : []),
  ].join('&');
  const query = asked === '' ? '' : `?${asked}`;
  const authorization = person === null ? {} : { authorization: `Bearer ${person.accessToken}` };
  if (
    operation.method === 'POST' &&
    /\/(documents|chart\/import|attachments|voucher-imports|bank-statements)$/.test(url)
  ) {
    const body = multipartFiles([{ name: 'saldiri.xml', content: '<x/>' }]);
    return api.request({
      method: 'POST',
      url: `/api/v1${url}`,
      payload: body.payload,
      headers: { ...body.headers, ...authorization },
    });
  }
  return api.request({
    method: operation.method,
    url: `/api/v1${url}${query}`,
    headers: authorization,
    ...(operation.method === 'GET' || operation.method === 'DELETE'
      ? {}
      : { payload: bodyFor(url, ids, victim.tenantId) }),
  });
}

test('nobody gets past a route that is not public', async () => {
  const open = operations.filter((operation) => !operation.isPublic);
  expect(open.length).toBeGreaterThan(25);
  for (const operation of open) {
    const response = await attack(null, operation);
    expect(response.statusCode, `${operation.method} ${operation.path}`).toBe(401);
  }
});

test.each([
  ['a foreign owner', () => foreigner],
  ['a foreign client user', () => foreignClientUser],
  ['a client user of another client of the same office', () => insider],
  ['a key of a foreign office', () => foreignKey],
])('%s reads and changes nothing of the victim on any route', async (_who, person) => {
  const before = await snapshot();
  for (const operation of operations) {
    // A stream of one's own names nobody and never ends; client-scope.test.ts listens to one.
    if (operation.isPublic || (operation.isStream && !operation.path.includes('{'))) continue;
    const response = await attack(person(), operation);
    const where = `${operation.method} ${operation.path} → ${response.statusCode} ${response.body.slice(0, 300)}`;
    expect(response.body, where).not.toContain(MARK);
    if (/\{\w+Id\}/.test(operation.path)) expect([403, 404], where).toContain(response.statusCode);
  }
  expect(await snapshot()).toEqual(before);
});

test('a key for one client reads and changes nothing of another, on routes that no client user gets past', async () => {
  const before = await snapshot();
  // What the office keeps for all of its clients is open to a key that may read accounts.
  const ofTheOffice = /^\/(views|chart-templates)|templateId/;
  for (const operation of operations) {
    if (operation.isPublic || operation.isStream || ofTheOffice.test(operation.path)) continue;
    const response = await attack(insiderKey, operation);
    const where = `${operation.method} ${operation.path} → ${response.statusCode} ${response.body.slice(0, 300)}`;
    expect(response.body, where).not.toContain(MARK);
    if (/\{\w+Id\}/.test(operation.path)) expect([403, 404], where).toContain(response.statusCode);
  }
  expect(await snapshot()).toEqual(before);
});

test('a client user of the very client gets past no route but the portal’s, the upload and their own account', async () => {
  const own = await portalUser(victim, ids.clientId, 'kendi');
  await opensOnly(own, [
    ...['portal:read', 'portal:documents', 'portal:requests', 'portal:answer', 'portal:reports'],
    'document:upload',
  ]);
});

test.each([
  ['documents', ['portal:documents']],
  ['upload', ['document:upload']],
  ['requests', ['portal:requests', 'portal:answer']],
  ['reports', ['portal:reports']],
])('a client user who is given only %s gets past no route of the other parts', async (part, permissions) => {
  const own = await portalUser(victim, ids.clientId, part, { portalParts: [part] });
  await opensOnly(own, ['portal:read', ...permissions]);
});

test('a part of the portal that is taken away is closed at once, in sessions that are open', async () => {
  const own = await portalUser(victim, ids.clientId, 'geri-alinan');
  const sent = `/portal/clients/${ids.clientId}/documents`;
  expect((await own.ask('GET', sent)).statusCode).toBe(200);
  const { user } = (await own.ask('GET', '/me')).json();
  const taken = await victim.ask('PATCH', `/members/${user.id}`, { portalParts: ['reports'] });
  expect(taken.json()).toMatchObject({ portalParts: ['reports'], clientIds: [ids.clientId] });
  expect((await own.ask('GET', sent)).json()).toMatchObject({ code: 'FORBIDDEN' });
  expect((await own.ask('GET', '/me')).json().permissions).toEqual(['portal:read', 'portal:reports']);
  expect((await own.ask('GET', '/portal')).json().clients).toMatchObject([{ openRequests: 0 }]);
  await victim.ask('PATCH', `/members/${user.id}`, { portalParts: ['requests'] });
  const asked = { clientIds: [ids.clientId], kind: 'answer', text: 'Kasa sayımı' };
  expect((await victim.ask('POST', '/requests', asked)).statusCode).toBe(201);
  expect((await own.ask('GET', '/portal')).json().clients[0].openRequests).toBeGreaterThan(0);
});

/** Asks every route of the office as this person, with ids they may see: only these permissions are theirs. */
async function opensOnly(own: Person, opened: readonly string[]): Promise<void> {
  const routes = createFeatures(api.deps).flatMap((feature) =>
    feature.routes.map(({ contract }) => contract),
  );
  expect(routes.length).toBeGreaterThan(40);
  for (const { method, path, permission } of routes) {
    if (permission === 'public' || permission === 'signed-in') continue;
    const operation = {
      method: method as Operation['method'],
      path: path.replaceAll(/:(\w+)/g, '{$1}'),
      isPublic: false,
      isStream: false,
    };
    const response = await attack(own, operation);
    const where = `${method} ${path} (${permission}) → ${response.statusCode} ${response.body.slice(0, 300)}`;
    if (opened.includes(permission)) expect(response.statusCode, where).not.toBe(403);
    else expect([response.statusCode, response.json().code], where).toEqual([403, 'FORBIDDEN']);
  }
}

test('a list of ids in a body does not open what is not ours', async () => {
  const posted = await foreigner.ask('POST', '/vouchers/post', { vouchers: [{ id: ids.voucherId }] });
  expect(posted.statusCode).toBe(200);
  expect(posted.json().results[0]).toMatchObject({ status: 'refused', error: { code: 'VOUCHER_NOT_FOUND' } });
});

/** Everything of the victim that an attack could have changed. */
async function snapshot() {
  const [client, documents, vouchers, sessions, ...office] = await Promise.all([
    victim.ask('GET', `/clients/${ids.clientId}`),
    victim.ask('GET', `/clients/${ids.clientId}/documents`),
    victim.ask('GET', `/clients/${ids.clientId}/vouchers`),
    victim.ask('GET', '/me/sessions'),
    victim.ask('GET', '/members'),
    victim.ask('GET', `/clients/${ids.clientId}/periods`),
    victim.ask('GET', '/invitations'),
    victim.ask('GET', '/office/settings'),
    victim.ask('GET', `/clients/${ids.clientId}/card`),
    victim.ask('GET', '/views'),
    victim.ask('GET', '/work-acts'),
    victim.ask('GET', '/integrations'),
    victim.ask('GET', '/sync-items'),
    victim.ask('GET', '/sync-senders'),
    victim.ask('GET', `/clients/${ids.clientId}/chart`),
    victim.ask('GET', '/chart-templates'),
    victim.ask('GET', `/clients/${ids.clientId}/voucher-templates`),
    victim.ask('GET', `/clients/${ids.clientId}/recurring-vouchers`),
    victim.ask('GET', `/vouchers/${ids.voucherId}/attachments`),
    victim.ask('GET', `/outgoing-mails/${ids.mailId}`),
    victim.ask('GET', '/report-schedules'),
    victim.ask('GET', `/report-runs/${ids.reportRunId}`),
  ]);
  const sessionIds = sessions.json().items.map((item: { id: string }) => item.id);
  const rest = office.map((answer) => answer.json());
  return [client.json(), documents.json(), vouchers.json(), sessionIds, rest];
}

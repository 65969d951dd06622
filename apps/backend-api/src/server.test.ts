/** What the host promises on every route: health, problem+json, permissions, idempotency, limits. */
import { design, documentWith } from '@muhasebi/connectors/ubl-view/attack-design.fixture.ts';
import { QUEUE_SCHEMA } from '@muhasebi/platform/queue/queue-schema.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { multipartFiles, type Person, startTestApi, type TestApi } from './test-api.fixture.ts';

let api: TestApi;
let owner: Person;

beforeAll(async () => {
  api = await startTestApi();
  owner = await api.office('Deneme Ofisi');
});
afterAll(() => api?.stop());

test('health answers exactly as the runbook shows', async () => {
  const live = await api.request({ method: 'GET', url: '/healthz' });
  expect([live.statusCode, live.json()]).toEqual([200, { status: 'ok', service: 'backend-api' }]);
  const ready = await api.request({ method: 'GET', url: '/readyz' });
  expect([ready.statusCode, ready.json()]).toEqual([200, { status: 'ready' }]);
});

test('a schema that this release cannot work on is not ready, and says so', async () => {
  const superuser = new pg.Client({ connectionString: api.database.superuserUrl });
  await superuser.connect();
  const ready = async () => {
    const answer = await api.request({ method: 'GET', url: '/readyz' });
    return [answer.statusCode, answer.json()];
  };
  try {
    const last = `name = (select max(name) from migrations.history)`;
    await superuser.query(`update migrations.history set applied_at = null, error = 'deneme' where ${last}`);
    expect(await ready()).toEqual([
      503,
      { status: 'not_ready', details: { error: 'A database migration failed', migrations: 'failed' } },
    ]);
    const { rows } = await superuser.query(
      `delete from migrations.history where ${last} returning name, checksum`,
    );
    expect(await ready()).toEqual([
      503,
      {
        status: 'not_ready',
        details: { error: 'Database schema is behind this release', migrations: 'behind' },
      },
    ]);
    await superuser.query('insert into migrations.history (name, checksum) values ($1, $2), ($3, $2)', [
      rows[0].name,
      rows[0].checksum,
      '29990101000000_of_a_newer_release',
    ]);
    expect(await ready()).toEqual([200, { status: 'ready' }]);
  } finally {
    await superuser.query(`delete from migrations.history where name like '2999%'`);
    await superuser.end();
  }
});

test('a queue without its schema and a store that takes nothing are not ready: one says the words, both are named', async () => {
  const superuser = new pg.Client({ connectionString: api.database.superuserUrl });
  await superuser.connect();
  const ready = async () => (await api.request({ method: 'GET', url: '/readyz' })).json();
  await superuser.query('alter schema graphile_worker rename to put_aside');
  const missing = await ready();
  await superuser.query('alter schema put_aside rename to graphile_worker');
  await superuser.query(
    'delete from graphile_worker.migrations where id = (select max(id) from graphile_worker.migrations)',
  );
  const behind = await ready();
  await superuser.query(`insert into graphile_worker.migrations (id) values (${QUEUE_SCHEMA})`);
  await superuser.end();
  expect(missing).toEqual({
    status: 'not_ready',
    details: { error: 'Job queue schema is missing', queue: 'missing' },
  });
  expect(behind).toEqual({
    status: 'not_ready',
    details: { error: 'Job queue schema is behind this release', queue: 'behind' },
  });
  expect(await ready()).toEqual({ status: 'ready' });
});

test('a refusal is problem+json with code, next step and request id, in the language asked for', async () => {
  const turkish = await owner.ask('GET', '/clients/00000000-0000-4000-8000-000000000000');
  expect(turkish.headers['content-type']).toContain('application/problem+json');
  expect(turkish.json()).toMatchObject({
    status: 404,
    code: 'CLIENT_NOT_FOUND',
    detail: 'Mükellef bulunamadı.',
  });
  expect(turkish.json().requestId).toBe(turkish.headers['x-request-id']);
  const english = await api.request({
    method: 'GET',
    url: '/api/v1/clients/00000000-0000-4000-8000-000000000000',
    headers: { authorization: `Bearer ${owner.accessToken}`, 'accept-language': 'en' },
  });
  expect(english.json().detail).toBe('Client not found.');
});

test.each([
  ['tr', 'en az 2 karakter olmalı', 'VKN 10, TCKN 11 hanelidir'],
  ['en', 'must be at least 2 characters', 'a VKN has 10 digits, a TCKN 11'],
])(
  'a malformed request names each field at fault, and why in the language asked for: %s',
  async (language, title, taxId) => {
    const response = await api.request({
      method: 'POST',
      url: '/api/v1/clients',
      headers: { authorization: `Bearer ${owner.accessToken}`, 'accept-language': language },
      payload: { title: 'A', taxId: '12' },
    });
    expect(response.statusCode).toBe(400);
    expect(response.json().code).toBe('VALIDATION_FAILED');
    expect(response.json().errors).toEqual(
      expect.arrayContaining([
        { path: 'body.title', message: title },
        { path: 'body.taxId', message: taxId },
      ]),
    );
  },
);

test.each([
  ['{"title":', 400],
  ['', 400],
])('a body that is not JSON is refused and is no fault of ours: %s', async (payload, status) => {
  const response = await api.request({
    method: 'POST',
    url: '/api/v1/clients',
    headers: { authorization: `Bearer ${owner.accessToken}`, 'content-type': 'application/json' },
    payload,
  });
  expect(response.statusCode).toBe(status);
});

test('a body over a megabyte is refused', async () => {
  const response = await owner.ask('POST', '/clients', { title: 'x'.repeat(1_100_000), taxId: '1234567890' });
  expect([response.statusCode, response.json().code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
});

test('a write from another site is refused', async () => {
  const response = await api.request({
    method: 'POST',
    url: '/api/v1/auth/refresh',
    headers: { origin: 'https://kotu.example', host: 'localhost' },
  });
  expect([response.statusCode, response.json().code]).toEqual([403, 'CSRF_REFUSED']);
});

test('the same Idempotency-Key gives the first answer again and makes one client', async () => {
  const send = (title: string) =>
    api.request({
      method: 'POST',
      url: '/api/v1/clients',
      headers: { authorization: `Bearer ${owner.accessToken}`, 'idempotency-key': 'anahtar-0001' },
      payload: { title, taxId: '9876543210' },
    });
  const first = await send('Tekrar Ltd.');
  const second = await send('Tekrar Ltd.');
  expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
  expect(second.json()).toEqual(first.json());
  expect(second.headers['idempotency-replayed']).toBe('true');
  expect((await send('Başka Ltd.')).json().code).toBe('IDEMPOTENCY_KEY_REUSED');
});

test('a request that was refused frees its Idempotency-Key', async () => {
  const send = (taxId: string) =>
    api.request({
      method: 'POST',
      url: '/api/v1/clients',
      headers: { authorization: `Bearer ${owner.accessToken}`, 'idempotency-key': 'anahtar-0002' },
      payload: { title: 'Düzeltilen Ltd.', taxId },
    });
  expect((await send('9876543210')).json().code).toBe('CLIENT_TAX_ID_TAKEN');
  expect((await send('8876543210')).statusCode).toBe(201);
});

test('OpenAPI 3.1 describes every route with its permission', async () => {
  const document = (await api.request({ method: 'GET', url: '/api/v1/openapi.json' })).json();
  expect(document.openapi).toBe('3.1.0');
  for (const methods of Object.values<Record<string, { description?: string }>>(document.paths)) {
    for (const operation of Object.values(methods))
      expect(operation.description).toMatch(/permission: `\S+`/);
  }
});

test('OpenAPI shows the form of an upload', async () => {
  const document = (await api.request({ method: 'GET', url: '/api/v1/openapi.json' })).json();
  const upload = document.paths['/api/v1/clients/{clientId}/documents'].post;
  const { files } = upload.requestBody.content['multipart/form-data'].schema.properties;
  expect(files).toEqual({ type: 'array', items: { type: 'string', format: 'binary' } });
});

test('the page that describes the API is served', async () => {
  const page = await api.request({ method: 'GET', url: '/api/v1/docs/' });
  expect([page.statusCode, page.headers['content-type']]).toEqual([
    200,
    expect.stringContaining('text/html'),
  ]);
});

test('an unknown path is a problem, not a page of the framework', async () => {
  const response = await api.request({ method: 'GET', url: '/api/v1/yok' });
  expect([response.statusCode, response.json().code]).toEqual([404, 'NOT_FOUND']);
});

test('leaving by the access token alone ends the session, and a token of no worth harms nothing', async () => {
  const leaver = await api.signIn(owner.email);
  const leave = (token: string) =>
    api.request({
      method: 'POST',
      url: '/api/v1/auth/logout',
      headers: { authorization: `Bearer ${token}` },
    });
  expect((await leave('uydurma')).statusCode).toBe(204);
  expect((await leaver.ask('GET', '/me')).statusCode).toBe(200);
  expect((await leave(leaver.accessToken)).statusCode).toBe(204);
  expect((await leaver.ask('GET', '/me')).json().code).toBe('SESSION_REVOKED');
});

test('a drawn document may run and load nothing; one whose own design is refused comes in our layout, as a PDF and as XML', async () => {
  const xslt = design({ body: '<script>alert(1)</script>kendi tasarımı' });
  const files = [
    { name: 'kendi.xml', content: Buffer.from(documentWith(xslt)).toString() },
    { name: 'bozuk.xml', content: Buffer.from(documentWith(`${xslt}<`)).toString() },
  ];
  const body = multipartFiles(files);
  const client = await owner.ask('POST', '/clients', { title: 'Çizim Ltd.', taxId: '1111111111' });
  const headers = { ...body.headers, authorization: `Bearer ${owner.accessToken}` };
  const url = `/api/v1/clients/${client.json().id}/documents`;
  const sent = await api.request({ method: 'POST', url, ...body, headers });
  const [own, broken] = sent.json().results.map((result: { documentId: string }) => result.documentId);
  const page = await owner.ask('GET', `/documents/${own}/view`);
  expect(page.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:",
    'x-document-design': 'embedded',
    'cache-control': 'no-store',
  });
  expect(page.body).toContain('kendi tasarımı');
  expect(page.body).not.toContain('alert');
  const ours = await owner.ask('GET', `/documents/${broken}/view`);
  expect(ours.headers).toMatchObject({
    'x-document-design': 'own',
    'x-document-design-refused': 'faulty',
  });
  expect(ours.body).toContain('ABC2026000000001');
  const pdf = await owner.ask('GET', `/documents/${own}/pdf`);
  expect(pdf.headers).toMatchObject({ 'content-type': 'application/pdf' });
  expect(pdf.headers['content-disposition']).toMatch(/^attachment;/);
  const xml = await owner.ask('GET', `/documents/${own}/xml`);
  expect(xml.json()).toMatchObject({ part: 0, firstLine: 1, more: false });
  expect(xml.json().text).toContain('<cbc:ID>ABC2026000000001</cbc:ID>');
});

/** API keys at the real door: what they open, for whom, for how long, and what is told of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiKey } from '@muhasebi/features/api-keys/contract.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, startTestApi, type TestApi } from './test-api.fixture.ts';

let api: TestApi;
let owner: Person;
let first: string;
let second: string;

beforeAll(async () => {
  api = await startTestApi();
  owner = await api.office('Anahtarlı Ofis');
  first = await openClient('Birinci Ltd.', '1234567890');
  second = await openClient('İkinci A.Ş.', '2234567890');
}, 120_000);
afterAll(() => api?.stop());

async function openClient(title: string, taxId: string): Promise<string> {
  const opened = await owner.ask('POST', '/clients', { title, taxId });
  expect(opened.statusCode, opened.body).toBe(201);
  return opened.json().id;
}

interface Made {
  readonly key: ApiKey;
  readonly token: string;
  readonly machine: Person;
}

async function makeKey(more: object = {}, by = owner): Promise<Made> {
  const body = { name: 'ERP', permissions: ['client:read'], clientIds: null, expiresAt: null, ...more };
  const made = await by.ask('POST', '/api-keys', body);
  expect(made.statusCode, made.body).toBe(201);
  const { key, token } = made.json() as Pick<Made, 'key' | 'token'>;
  const ask: Person['ask'] = (method, url, payload) =>
    api.request({
      method,
      url: `/api/v1${url}`,
      headers: { authorization: `Bearer ${token}` },
      ...(payload === undefined ? {} : { payload: payload as object }),
    });
  return { key, token, machine: { ...by, accessToken: token, ask } };
}
const keys = async () => (await owner.ask('GET', '/api-keys')).json().items as ApiKey[];
const codeOf = async (machine: Person, url = '/clients') => {
  const answer = await machine.ask('GET', url);
  return [answer.statusCode, answer.json().code];
};

test('a key opens the routes of its permissions and no other, and nothing of a person’s own account', async () => {
  const { machine } = await makeKey({ permissions: ['client:read', 'voucher:read'] });
  expect((await machine.ask('GET', '/clients')).json().items).toHaveLength(2);
  expect((await machine.ask('GET', `/clients/${first}/vouchers`)).statusCode).toBe(200);
  expect(await codeOf(machine, `/clients/${first}/documents`)).toEqual([403, 'FORBIDDEN']);
  for (const url of ['/me', '/me/sessions', '/notifications'])
    expect(await codeOf(machine, url), url).toEqual([403, 'API_KEY_NOT_HERE']);
  for (const url of ['/api-keys', '/webhooks', '/members', '/office/settings'])
    expect(await codeOf(machine, url), url).toEqual([403, 'FORBIDDEN']);
  const wanted = { name: 'x', permissions: ['office:write'], clientIds: null, expiresAt: null };
  expect((await owner.ask('POST', '/api-keys', wanted)).statusCode).toBe(400);
});

test('a key for named clients sees and books those alone, and the log says which key did it', async () => {
  const permissions = ['client:read', 'voucher:read', 'voucher:write', 'voucher:post'];
  const { key, machine } = await makeKey({ name: 'Köprü', permissions, clientIds: [first] });
  expect(key.clients).toEqual([{ id: first, title: 'Birinci Ltd.' }]);
  const seen = (await machine.ask('GET', '/clients')).json().items as { id: string }[];
  expect(seen.map(({ id }) => id)).toEqual([first]);
  expect((await machine.ask('GET', `/clients/${second}/vouchers`)).statusCode).toBe(404);
  const lines = [
    { accountCode: '770.03', debit: '10.00' },
    { accountCode: '100.01', credit: '10.00' },
  ];
  const vouchers = [{ id: crypto.randomUUID(), date: '2026-01-15', lines }];
  const posted = await machine.ask('POST', `/clients/${first}/vouchers/posted`, { vouchers });
  expect(posted.json().results[0], posted.body).toMatchObject({ status: 'posted' });
  const byHand = [{ ...vouchers[0], id: crypto.randomUUID() }];
  await owner.ask('POST', `/clients/${first}/vouchers/posted`, { vouchers: byHand });
  const log = (await owner.ask('GET', '/audit?entity=vouchers')).json().items as {
    entityId: string;
    apiKeyName: string | null;
    userName: string;
  }[];
  const whoDid = (id: string | undefined) => log.find(({ entityId }) => entityId === id);
  expect(whoDid(vouchers[0]?.id)).toMatchObject({ apiKeyName: 'Köprü', userName: 'Sahip' });
  expect(whoDid(byHand[0]?.id)).toMatchObject({ apiKeyName: null, userName: 'Sahip' });
});

test('a key is shown once, and afterwards in no list, no log and no row', async () => {
  const { token, machine } = await makeKey();
  await machine.ask('GET', '/clients');
  const [shown] = await keys();
  expect(shown).toMatchObject({ tokenEnd: token.slice(-4), state: 'active', createdBy: 'Sahip' });
  expect(shown?.lastUsedAt).not.toBeNull();
  const log = (await owner.ask('GET', '/audit')).body;
  for (const text of [JSON.stringify(await keys()), log]) expect(text).not.toMatch(/mhs_|token_hash/);
});

test('a key that was revoked, is over, was changed or never was opens nothing, and all are answered alike', async () => {
  const { key, token, machine } = await makeKey();
  expect((await machine.ask('GET', '/clients')).statusCode).toBe(200);
  const withToken = (text: string): Person => ({
    ...machine,
    ask: (method, url) =>
      api.request({ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${text}` } }),
  });
  const tenant = owner.tenantId.replaceAll('-', '');
  const other = (await api.office('Başka Ofis')).tenantId.replaceAll('-', '');
  const changed = [`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, token.replace(tenant, other)];
  for (const text of [...changed, 'mhs_', `mhs_${tenant}${'a'.repeat(43)}`, 'mhs_x'.repeat(30)])
    expect(await codeOf(withToken(text)), text).toEqual([401, 'API_KEY_REFUSED']);
  expect((await owner.ask('DELETE', `/api-keys/${key.id}`)).statusCode).toBe(204);
  expect(await codeOf(machine)).toEqual([401, 'API_KEY_REFUSED']);
  expect((await owner.ask('DELETE', `/api-keys/${key.id}`)).statusCode).toBe(204);
  const soon = new Date(Date.now() + 1_000).toISOString();
  const short = await makeKey({ expiresAt: soon });
  await sleep(Date.parse(soon) - Date.now() + 1);
  expect(await codeOf(short.machine)).toEqual([401, 'API_KEY_REFUSED']);
  const states = (await keys()).map(({ state }) => state);
  expect(states.slice(0, 2)).toEqual(['expired', 'revoked']);
  const past = {
    name: 'x',
    permissions: ['client:read'],
    clientIds: null,
    expiresAt: '2020-01-01T00:00:00Z',
  };
  expect((await owner.ask('POST', '/api-keys', past)).json().code).toBe('API_KEY_END_PAST');
});

test('a key can never do more than its maker may right now', async () => {
  const added = await owner.ask('POST', '/members', {
    email: 'ikinci@ofis.example',
    name: 'İkinci',
    role: 'owner',
  });
  const { userId } = added.json() as { userId: string };
  await api.setPassword(userId);
  const maker = await api.signIn('ikinci@ofis.example');
  const { key, machine } = await makeKey({ permissions: ['client:read', 'voucher:post'] }, maker);
  const posting = () => machine.ask('POST', '/vouchers/post', { vouchers: [{ id: first }] });
  expect((await posting()).statusCode).toBe(200);
  await owner.ask('PATCH', `/members/${userId}`, { role: 'staff' });
  expect((await posting()).json().code).toBe('FORBIDDEN');
  expect((await machine.ask('GET', '/clients')).statusCode).toBe(200);
  await owner.ask('PATCH', `/members/${userId}`, { disabled: true });
  expect(await codeOf(machine)).toEqual([401, 'API_KEY_REFUSED']);
  expect((await keys()).find(({ id }) => id === key.id)?.state).toBe('maker-gone');
});

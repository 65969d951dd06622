/** Secrets stay where they belong: the journeys of the door, refusals and faults leave none in log, answers, audit or queue. */
import { createLogger } from '@muhasebi/platform/log/logger.ts';
import { Secret, TOTP } from 'otpauth';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD, type Person, startTestApi, type TestApi } from './test-api.fixture.ts';

const NEW_PASSWORD = 'yeşil-bisiklet-kapıda-42';
const WRONG_PASSWORD = 'mor-bisiklet-kapıda-43';

let api: TestApi;
let superuser: pg.Client;
let owner: Person;
let logged = '';
/** Everything that was answered, by the words that may be in it. */
const refused: string[] = [];
const secrets = new Set([PASSWORD, NEW_PASSWORD, WRONG_PASSWORD, 'a-secret-of-the-tests']);

beforeAll(async () => {
  const write = (line: string) => {
    logged += line;
  };
  const log = createLogger({ service: 'api-test', level: 'trace', format: 'json' }, { write });
  api = await startTestApi({ log });
  superuser = new pg.Client({ connectionString: api.database.superuserUrl });
  await superuser.connect();
  owner = await api.office('Sırlar Ofisi');
  await passTheDoor();
});
afterAll(async () => {
  await superuser?.end();
  await api?.stop();
});

async function post(url: string, payload: object, headers: Record<string, string> = {}) {
  const response = await api.request({ method: 'POST', url: `/api/v1${url}`, payload, headers });
  if (response.statusCode >= 400) refused.push(response.body);
  return response;
}

/** Signing in rightly and wrongly, renewing, the second factor, resets, and a fault of the database in the middle. */
async function passTheDoor(): Promise<void> {
  const { email } = owner;
  const token = { authorization: `Bearer ${owner.accessToken}` };
  secrets.add(owner.accessToken);
  await post('/auth/login', { email, password: WRONG_PASSWORD });
  const login = await post('/auth/login', { email, password: PASSWORD });
  const cookie = String(login.headers['set-cookie']);
  expect(cookie).toMatch(/^muhasebi_refresh=[\w-]{43};/);
  secrets.add(cookie.slice('muhasebi_refresh='.length).split(';')[0] ?? '');
  await post('/auth/refresh', {}, { cookie: cookie.split(';')[0] ?? '' });
  await post('/auth/refresh', {}, { cookie: 'muhasebi_refresh=uydurma-anahtar' });
  const started = await post('/me/second-factor/start', { password: PASSWORD }, token);
  const { secret } = started.json();
  secrets.add(secret);
  await post('/me/second-factor/confirm', { code: '000000' }, token);
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  const confirmed = await post('/me/second-factor/confirm', { code }, token);
  expect(confirmed.statusCode).toBe(200);
  for (const recovery of confirmed.json().recoveryCodes) secrets.add(recovery);
  const challenged = await post('/auth/login', { email, password: PASSWORD });
  secrets.add(challenged.json().challenge);
  await post('/auth/second-factor', { challenge: challenged.json().challenge, code });
  await post('/auth/password/forgot', { email });
  await post('/auth/password/reset', { token: 'uydurma-sifirlama-anahtari', newPassword: NEW_PASSWORD });
  secrets.add('uydurma-sifirlama-anahtari');
  // The database refuses the row with the hash in it, and says so with every value of that row.
  await superuser.query(`alter table users add constraint odd check (name <> 'Sahip') not valid`);
  const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
  expect((await post('/me/password', change, token)).statusCode).toBe(500);
  await superuser.query('alter table users drop constraint odd');
  await post('/members', { email: 'yeni@ofis.example', name: 'Yeni', role: 'staff' }, token);
}

function expectNoSecret(text: string): void {
  for (const secret of secrets) expect(text.includes(secret), `${secret.slice(0, 12)}…`).toBe(false);
  expect(text).not.toMatch(/\$argon2|otpauth:\/\//);
}

test('nothing secret is logged, at the finest level and with a fault of the database among it', () => {
  expect(logged.split('\n').length).toBeGreaterThan(10);
  expect(logged).toContain('"code":"23514"');
  expectNoSecret(logged);
  expect(logged).not.toContain(owner.email);
});

test('no refusal repeats what was secret in its request', () => {
  expect(refused.length).toBeGreaterThanOrEqual(5);
  expectNoSecret(refused.join('\n'));
  expect(refused.join('\n')).not.toMatch(/constraint|violates|node_modules/);
});

test('neither the audit log nor the queue nor a kept answer holds a secret', async () => {
  for (const [table, least] of [
    ['audit_log', 2],
    ['graphile_worker._private_jobs', 2],
    ['security_events', 5],
    ['idempotency_keys', 0],
  ] as const) {
    const { rows } = await superuser.query<{ text: string }>(
      `select to_jsonb(t)::text as text from ${table} t`,
    );
    expect(rows.length, table).toBeGreaterThanOrEqual(least);
    expectNoSecret(rows.map(({ text }) => text).join('\n'));
  }
});

test('the refresh cookie is out of reach of scripts, other sites and other paths, and over https only sent there', async () => {
  const flags = async (on: TestApi, email: string) => {
    const payload = { email, password: PASSWORD };
    const response = await on.request({ method: 'POST', url: '/api/v1/auth/login', payload });
    return String(response.headers['set-cookie']).split('; ').slice(1).toSorted();
  };
  const open = await api.office('Çerez Ofisi');
  const always = ['HttpOnly', expect.stringMatching(/^Max-Age=\d+$/), 'Path=/api/v1/auth', 'SameSite=Strict'];
  expect(await flags(api, open.email)).toEqual(always);
  const secure = await startTestApi({ publicUrl: 'https://muhasebi.example' });
  try {
    const person = await secure.office('Güvenli Ofis');
    expect(await flags(secure, person.email)).toEqual([...always, 'Secure']);
    const page = await secure.request({ method: 'GET', url: '/api/v1/me' });
    expect(page.headers['strict-transport-security']).toMatch(/^max-age=\d{7,}/);
  } finally {
    await secure.stop();
  }
});

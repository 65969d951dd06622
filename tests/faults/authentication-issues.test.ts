/** Drill "Authentication issues": secrets that differ or change, tokens expired or forged, clocks that are off. */
import { createHmac, randomBytes } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createInstallation, type Installation, until } from './installation.ts';
import { buyer, purchases } from './invoices.ts';
import type { Owner } from './owner.ts';
import type { Program } from './program.ts';

const SECRET = randomBytes(40).toString('hex');
const CLOCK_OFF_MS = 15 * 60_000;
const LOGGED_WITHIN_MS = 5_000;

let database: TestDatabase;
let place: Installation;
let owner: Owner;
const beside: Installation[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  place = await another(SECRET);
  owner = await place.newOwner();
});
afterAll(async () => {
  await Promise.all([place, ...beside].map((each) => each?.close()));
  await database?.drop();
});

/** An API on the same database, as behind a proxy. */
async function another(secret: string, env: NodeJS.ProcessEnv = {}): Promise<Installation> {
  const apiEnv = { LOG_LEVEL: 'info', JWT_SECRET: secret, ...env };
  const made = await createInstallation({ appUrl: database.appUrl, apiEnv });
  await made.startApi();
  return made;
}

async function besides(secret: string, env: NodeJS.ProcessEnv = {}): Promise<Installation> {
  const made = await another(secret, env);
  beside.push(made);
  return made;
}

interface Told {
  readonly status: number;
  readonly code: unknown;
}

/** What is told by a process that has time: one that has just started beside others may say for a moment to come again. */
async function me(at: Installation, token: string): Promise<Told> {
  let told: Told = { status: 503, code: undefined };
  await until(async () => {
    const answer = await fetch(`${at.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
    told = { status: answer.status, code: ((await answer.json()) as { code?: unknown }).code };
    return told.status !== 503;
  }, 20_000);
  return told;
}

const REFUSED = { status: 401, code: 'UNAUTHENTICATED' };

/** The reasons that the documented search finds in the log. */
function reasons(program: Program): unknown[] {
  return program.lines
    .filter(({ msg, status }) => msg === 'request' && status === 401)
    .map(({ reason }) => reason);
}

async function expectReason(program: Program, reason: string): Promise<void> {
  await until(() => reasons(program).at(-1) === reason, LOGGED_WITHIN_MS);
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token of our claims, changed, signed as told. */
function forge(
  change: Readonly<Record<string, unknown>>,
  { alg = 'HS256', secret = SECRET }: { alg?: string; secret?: string } = {},
): string {
  const claims = JSON.parse(Buffer.from(owner.token.split('.')[1] ?? '', 'base64url').toString());
  const body = `${part({ alg })}.${part({ ...claims, ...change })}`;
  const hash = alg === 'HS512' ? 'sha512' : 'sha256';
  const signature = alg === 'none' ? '' : createHmac(hash, secret).update(body).digest('base64url');
  return `${body}.${signature}`;
}

test('secrets that differ between two processes: each refuses the tokens of the other, and the log says signature', async () => {
  const other = await besides(randomBytes(40).toString('hex'));
  expect(await me(place, owner.token)).toMatchObject({ status: 200 });
  expect(await me(other, owner.token)).toEqual(REFUSED);
  await expectReason(other.api, 'signature');
  expect(other.api.log).not.toContain(owner.token);

  const mended = await besides(SECRET);
  expect(await me(mended, owner.token)).toMatchObject({ status: 200 });
});

test('a changed secret ends every access token and no session; the worker knows none and works on', async () => {
  place.worker.start();
  const clientId = await owner.newClient(buyer);
  await owner.uploaded(clientId, purchases('secret-changed', 10));
  const login = await fetch(`${place.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(owner.credentials),
  });
  const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const { accessToken } = (await login.json()) as { accessToken: string };
  const changed = await besides(randomBytes(40).toString('hex'));
  expect(await me(changed, accessToken)).toEqual(REFUSED);
  const refreshed = await fetch(`${changed.url}/api/v1/auth/refresh`, {
    method: 'POST',
    headers: { cookie },
  });
  expect(refreshed.status).toBe(200);
  const { accessToken: fresh } = (await refreshed.json()) as { accessToken: string };
  expect(await me(changed, fresh)).toMatchObject({ status: 200 });
  await until(() => owner.isAllRead(clientId), 30_000);
  expect(await owner.counts(clientId)).toEqual({ READY: 10 });
});

const seconds = () => Math.floor(Date.now() / 1000);

test.each([
  ['expired', 'expired', () => forge({ iat: seconds() - 700, exp: seconds() - 100 })],
  ['without a signature (alg none)', 'algorithm', () => forge({}, { alg: 'none' })],
  ['signed by another algorithm', 'algorithm', () => forge({}, { alg: 'HS512' })],
  ['signed with another key', 'signature', () => forge({}, { secret: 'x'.repeat(40) })],
  ['for another audience', 'claims', () => forge({ aud: 'muhasebi-second-factor' })],
  ['of another issuer', 'claims', () => forge({ iss: 'baskasi' })],
  ['without an end', 'claims', () => forge({ exp: undefined })],
  ['with a role that is none', 'claims', () => forge({ role: 'root' })],
  ['that is no token at all', 'malformed', () => 'bir.sey.degil'],
])('a token %s is refused with 401, and the log says %s', async (_what, reason, make) => {
  expect(await me(place, make())).toEqual(REFUSED);
  await expectReason(place.api, reason);
});

test('a token of ours for somebody who is signed out, or for nobody, opens nothing', async () => {
  expect(await me(place, forge({ sid: crypto.randomUUID() }))).toMatchObject({
    status: 401,
    code: 'SESSION_REVOKED',
  });
  expect(await me(place, forge({ sub: crypto.randomUUID() }))).toMatchObject({ status: 401 });
});

test('a machine whose clock is a quarter of an hour behind makes tokens that the others call expired, and its log tells its clock', async () => {
  const behind = await besides(SECRET, { NODE_OPTIONS: `--import=${clockOff(-CLOCK_OFF_MS)}` });
  await owner.signInAgain(behind.url);
  expect(await me(behind, owner.token)).toMatchObject({ status: 200 });
  expect(await me(place, owner.token)).toEqual(REFUSED);
  await expectReason(place.api, 'expired');
  const told = Date.parse(String(behind.api.lines.at(-1)?.time));
  expect(Date.now() - told).toBeGreaterThan(CLOCK_OFF_MS - 60_000);
  await owner.signInAgain(place.url);
  expect(await me(place, owner.token)).toMatchObject({ status: 200 });
});

/** A module that moves the clock of a process: a machine whose time is off cannot be had otherwise without a machine. */
function clockOff(ms: number): string {
  const code = `const now = Date.now; const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...given) { if (given.length === 0) super(now() + ${ms}); else super(...given); }
      static now() { return now() + ${ms}; }
    };`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

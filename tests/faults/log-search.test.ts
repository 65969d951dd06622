/** The four searches of the runbook find what was provoked on a real API, and no line tells of a person. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DatabaseServer } from './database-server.ts';
import { createInstallation, type Installation, until } from './installation.ts';
import { buyer } from './invoices.ts';
import type { Owner } from './owner.ts';

const MAIN = path.join(import.meta.dirname, '../../tools/src/cli/main.ts');
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const STRANGER = 'yabanci.kisi@ornek.example';

let database: DatabaseServer;
let place: Installation;
let owner: Owner;
let folder: string;
let file: string;

beforeAll(async () => {
  database = await DatabaseServer.start();
  const env = { LOG_LEVEL: 'info', LOG_SLOW_QUERY_MS: '1' };
  place = await createInstallation({ appUrl: database.appUrl, apiEnv: env, workerEnv: env });
  await place.startApi();
  place.worker.start();
  owner = await place.newOwner();
  folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-log-'));
  file = path.join(folder, 'api.log');
  await provokeEverything();
  await place.api.stop();
  await place.worker.stop();
  await writeFile(file, `bu satır JSON değil\n${place.api.log}`);
}, 120_000);
afterAll(async () => {
  await place?.close();
  await database?.remove();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function provokeEverything(): Promise<void> {
  await owner.newClient(buyer);
  const login = (email: string) =>
    fetch(`${place.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent: `00-${TRACE}-00f067aa0ba902b7-01` },
      body: JSON.stringify({ email, password: 'yanlış-bir-parola' }),
    });
  expect((await login(STRANGER)).status).toBe(401);
  const forged = await fetch(`${place.url}/api/v1/me`, {
    headers: { authorization: 'Bearer eyJa.eyJb.c2ln' },
  });
  expect(forged.status).toBe(401);
  // A mail for the worker to send: its line names the request that asked for it.
  await owner.ask('POST', '/members', { email: STRANGER, name: 'Yabancı', role: 'staff' });
  await until(() => place.worker.log.includes('"job":"identity.send-mail"'), 30_000);
  const superuser = createPool({ url: database.superuserUrl, maxConnections: 1, applicationName: 'faults' });
  await superuser.query('alter table clients rename to clients_away');
  expect((await owner.ask('GET', '/clients')).status).toBe(500);
  await superuser.query('alter table clients_away rename to clients');
  await superuser.end();
  await database.stop();
  expect((await owner.ask('GET', '/clients')).status).toBe(503);
  await database.startAgain();
  // Seldom: the log that is kept of a process is bounded.
  await until(async () => (await owner.ask('GET', '/clients')).status === 200, 30_000, 500);
}

async function search(args: readonly string[], input?: string) {
  const child = spawn(process.execPath, [MAIN, 'log', 'ara', ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.stdin.end(input ?? '');
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { out, err, code };
}

type Line = Readonly<Record<string, unknown>>;
const objects = (out: string): Line[] =>
  out
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

async function found(what: string): Promise<Line[]> {
  const { out, code } = await search([what, '--dosya', file, '--json']);
  expect(code).toBe(0);
  return objects(out);
}

test('errors: the request that failed, with its cause, its ids and the error itself', async () => {
  const errors = await found('hatalar');
  expect(errors).toContainEqual(expect.objectContaining({ level: 'error', code: 'INTERNAL' }));
  const line = errors.find(({ msg, status }) => msg === 'request' && status === 500);
  expect(line).toMatchObject({ route: '/api/v1/clients', cause: 'relation "clients" does not exist' });
  expect(line?.requestId).toMatch(/^[\w-]{8,64}$/);
  expect(line?.traceId).toMatch(/^[\da-f]{32}$/);
  expect(line?.tenantId).toMatch(/^[\da-f-]{36}$/);
  expect(line?.durationMs).toBeTypeOf('number');
});

test('database connection: while the server was away, and nothing else', async () => {
  const lines = await found('veritabani');
  expect(lines.length).toBeGreaterThan(0);
  expect(lines).toContainEqual(expect.objectContaining({ msg: 'request', code: 'UNAVAILABLE', status: 503 }));
  expect(lines.filter(({ code }) => code === 'INTERNAL' || code === 'LOGIN_FAILED')).toEqual([]);
});

test('authentication failures: the wrong password, in the trace of its caller, and the forged token', async () => {
  const lines = await found('kimlik');
  expect(lines.map(({ code }) => code)).toEqual(['LOGIN_FAILED', 'UNAUTHENTICATED']);
  expect(lines[0]).toMatchObject({ traceId: TRACE, status: 401 });
});

test('error rate: over all and by route, also of what is piped in', async () => {
  const [total, ...routes] = await found('oran');
  expect(total).toMatchObject({ route: 'toplam / total' });
  expect(Number(total?.failed)).toBeGreaterThanOrEqual(2);
  expect(routes[0]).toMatchObject({ route: 'GET /api/v1/clients' });
  const piped = await search(['oran', '--dosya', '-', '--json'], place.api.log);
  expect(objects(piped.out)[0]).toEqual(total);
});

test('a line that is not ours is counted, an old one left out, and a missing file told', async () => {
  const { out, err } = await search(['hatalar', '--dosya', file]);
  expect(out).toMatch(/error {2}backend-api {2}request failed unexpectedly/);
  expect(err).toContain('1 satır bizim JSON’umuz değil');
  const old = JSON.stringify({ level: 'error', time: '2020-01-01T00:00:00.000Z', msg: 'eski' });
  expect((await search(['hatalar', '--son', '1s', '--dosya', '-'], `${old}\n`)).out).toBe('');
  expect((await search(['hatalar', '--dosya', '-'], `${old}\n`)).out).toContain('eski');
  expect(await search(['hatalar', '--dosya', path.join(folder, 'yok.log')])).toMatchObject({ code: 1 });
});

test('slow queries are logged with their text and without a value, and a job with the request that made it', async () => {
  const lines = objects(place.api.log.replace(/^[^{].*$/gm, ''));
  const slow = lines.filter(({ msg }) => msg === 'slow query');
  expect(slow.length).toBeGreaterThan(0);
  expect(slow[0]).toMatchObject({ level: 'warn', pool: 'requests' });
  expect(String(slow[0]?.statement)).not.toBe('');
  const jobs = objects(place.worker.log.replace(/^[^{].*$/gm, ''));
  const mail = jobs.find(({ msg, job }) => msg === 'job' && job === 'identity.send-mail');
  const asked = lines.find(
    ({ msg, route, method }) => msg === 'request' && route === '/api/v1/members' && method === 'POST',
  );
  expect(mail).toMatchObject({ outcome: 'done', requestId: asked?.requestId });
});

test('no line tells of a person, a company or a password', () => {
  const all = place.api.log + place.worker.log;
  expect(all).not.toMatch(/yabanci\.kisi|yanlış-bir-parola|eyJa/);
  expect(all).not.toContain(buyer.taxId.value);
});

const hasJq = spawnSync('jq', ['--version']).status === 0;

/** The forms that docs/deployment/logs.md gives, by the name of the search. */
async function jqForms(): Promise<Map<string, string>> {
  const page = await readFile(path.join(import.meta.dirname, '../../docs/deployment/logs.md'), 'utf8');
  const rows = [...page.matchAll(/`muhasebi log ara (\w+)` \| `(jq .+)` \|$/gm)];
  return new Map(rows.map(([, name, form]) => [name ?? '', (form ?? '').replaceAll('\\|', '|')]));
}

describe.skipIf(!hasJq)('jq alone (skipped where it is not installed)', () => {
  test.each(['hatalar', 'veritabani', 'kimlik'])('finds for "%s" what the command finds', async (what) => {
    const form = (await jqForms()).get(what) ?? '';
    const input = place.api.log.replace(/^[^{].*$/gm, '');
    const answer = spawnSync('sh', ['-c', form], { input, encoding: 'utf8' });
    expect(answer.stderr).toBe('');
    const ids = (lines: Line[]) => lines.map(({ time, msg }) => `${time} ${msg}`);
    expect(ids(objects(answer.stdout))).toEqual(ids(await found(what)));
  });

  test('counts answers by their status', async () => {
    const form = (await jqForms()).get('oran') ?? '';
    const input = place.api.log.replace(/^[^{].*$/gm, '');
    const { stdout, stderr } = spawnSync('sh', ['-c', form], { input, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/\d 500\n/);
  });
});

/** Drill "The database connection failed": a wrong address, name or password, and a server without a free connection. */
import { createPool } from '@muhasebi/platform/db/database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, healthCheck } from './command.ts';
import { DatabaseServer } from './database-server.ts';
import { createInstallation, type Installation, statusOf, until } from './installation.ts';
import { buyer, purchases } from './invoices.ts';
import { Program } from './program.ts';

const NOTICED_WITHIN_MS = 2_000;
const START_LIMIT_MS = 60_000;
const MAX_CONNECTIONS = 40;
const AWAY = { status: 'not_ready', details: { error: 'Database connection failed' } };

let database: DatabaseServer;
let place: Installation;

beforeAll(async () => {
  database = await DatabaseServer.start({ settings: { max_connections: String(MAX_CONNECTIONS) } });
  place = await createInstallation({ appUrl: database.appUrl, apiEnv: { DATABASE_POOL_SIZE: '3' } });
});
afterAll(async () => {
  database?.letGo();
  await place?.close();
  await database?.remove();
});

const readyIs = (status: number) => async () => (await statusOf(`${place.url}/readyz`)) === status;
const healthScript = () => command(`./scripts/healthcheck-backend.sh ${place.url}`);

function changed(change: (url: URL) => void): string {
  const url = new URL(database.appUrl);
  change(url);
  return url.href;
}

describe.each([
  ['a port where nobody listens', (url: URL) => (url.port = '1'), /ECONNREFUSED/],
  ['a database that is not there', (url: URL) => (url.pathname = '/yok'), /database .*yok.* does not exist/],
  [
    'a wrong password',
    (url: URL) => (url.password = 'yanlis-parola-41'),
    /password authentication failed for user/,
  ],
])('DATABASE_URL with %s', (_what, change, cause) => {
  test('is not ready, names the cause in log and health check, and is well once DATABASE_URL is right', async () => {
    const wrong = { ...place.env, DATABASE_URL: changed(change) };
    const api = new Program('backend-api', wrong);
    const worker = new Program('worker-jobs', wrong);
    api.start();
    worker.start();
    try {
      await until(async () => (await statusOf(`${place.url}/readyz`)) === 503, START_LIMIT_MS);
      const answer = await fetch(`${place.url}/readyz`);
      expect(await answer.json()).toEqual(AWAY);
      expect(await statusOf(`${place.url}/healthz`)).toBe(200);
      const { code, said } = await healthScript();
      expect([code, said]).toEqual([
        1,
        `${place.url}\n✓ /healthz  {"status":"ok","service":"backend-api"}\n✗ /readyz   503 ${JSON.stringify(AWAY)}\n`,
      ]);
      const login = { email: 'sahip@ofis.example', password: 'sarı-bisiklet-kapıda-41' };
      const refused = await fetch(`${place.url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(login),
      });
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await refused.json()).toMatchObject({ code: 'UNAVAILABLE' });
      await until(() => api.lines.some(({ code: logged }) => logged === 'UNAVAILABLE'), START_LIMIT_MS);
      expect(api.log).toMatch(cause);
      await until(() => cause.test(worker.log), START_LIMIT_MS);
      const health = await healthCheck(wrong);
      expect(health).toMatchObject({ code: 1, status: 'failed', checks: { database: { ok: false } } });
      expect(health.checks.database?.detail).toMatch(cause);
      expect(api.log + worker.log + JSON.stringify(health)).not.toContain('yanlis-parola-41');
    } finally {
      await Promise.all([api.stop(), worker.stop()]);
    }
    await place.startApi();
    expect((await healthScript()).code).toBe(0);
    await place.api.stop();
  });
});

test('a server without a free connection: told at once, found by the documented query, well again when one is free', async () => {
  await place.startApi();
  place.worker.start();
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  await owner.uploaded(clientId, purchases('connections', 40));
  const greedy = createPool({
    url: database.appUrl,
    maxConnections: MAX_CONNECTIONS,
    applicationName: 'bir-rapor-araci',
  });
  const superuser = createPool({ url: database.superuserUrl, maxConnections: 1, applicationName: 'nobet' });
  const taken: Awaited<ReturnType<typeof takeAll>> = [];
  try {
    taken.push(...(await takeAll(greedy)));
    // Whoever holds connections already goes on with them; here they are lost, as after a failover.
    await superuser.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where usename = 'muhasebi_api' and application_name <> 'bir-rapor-araci'`,
    );
    taken.push(...(await takeAll(greedy)));
    expect(await until(readyIs(503), NOTICED_WITHIN_MS)).toBeLessThan(NOTICED_WITHIN_MS);
    expect(await statusOf(`${place.url}/healthz`, 1_000)).toBe(200);
    const refused = await owner.ask('GET', `/clients/${clientId}/documents`);
    expect([refused.status, refused.body]).toMatchObject([503, { code: 'UNAVAILABLE' }]);
    expect(place.api.log).toMatch(/too many clients|remaining connection slots/);
    const health = await healthCheck(place.env);
    expect(health.code).toBe(1);
    expect(health.checks.database?.detail).toMatch(/too many clients|remaining connection slots/);
    const { rows } = await superuser.query<{ name: string; count: bigint }>(
      `select application_name as name, count(*) from pg_stat_activity
       where backend_type = 'client backend' group by 1 order by 2 desc`,
    );
    expect(rows[0]?.name).toBe('bir-rapor-araci');

    await superuser.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'bir-rapor-araci'`,
    );
    expect(await until(readyIs(200), NOTICED_WITHIN_MS)).toBeLessThan(NOTICED_WITHIN_MS);
    await until(() => owner.isAllRead(clientId), 40_000);
    expect(await owner.counts(clientId)).toEqual({ READY: 40 });
    await until(async () => (await healthCheck(place.env)).code === 0, 30_000, 500);
  } finally {
    for (const client of taken) client.release(true);
    await greedy.end();
    await superuser.end();
  }
});

test('under load with an exhausted pool a standing database is told within two seconds, and its return too', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  const asking = Array.from({ length: 40 }, () => owner.ask('GET', `/clients/${clientId}/documents`));
  const before = await Promise.all([
    statusOf(`${place.url}/readyz`),
    statusOf(`${place.url}/healthz`, 2_000),
  ]);
  expect(before).toEqual([200, 200]);
  await database.freeze();
  const more = Array.from({ length: 40 }, () => owner.ask('POST', '/clients', { title: 'A', taxId: '1' }));
  expect(await until(readyIs(503), NOTICED_WITHIN_MS)).toBeLessThan(NOTICED_WITHIN_MS);
  // Everybody asks at once, as probes of several proxies do.
  const probes = Array.from({ length: 50 }, () => statusOf(`${place.url}/readyz`, NOTICED_WITHIN_MS));
  expect(new Set(await Promise.all(probes))).toEqual(new Set([503]));
  expect(await statusOf(`${place.url}/healthz`, 1_000)).toBe(200);
  const answers = await Promise.all([...asking, ...more]);
  expect(answers.filter(({ status }) => ![200, 503, 400].includes(status))).toEqual([]);
  database.letGo();
  expect(await until(readyIs(200), NOTICED_WITHIN_MS)).toBeLessThan(NOTICED_WITHIN_MS);
  expect((await owner.ask('GET', `/clients/${clientId}/documents`)).status).toBe(200);
});

/** Opens connections until the server has none left for the application. */
async function takeAll(pool: ReturnType<typeof createPool>) {
  const taken = [];
  for (;;) {
    const client = await pool.connect().catch(() => null);
    if (client === null) return taken;
    taken.push(client);
  }
}

/** Past capacity the API turns requests away at the door, stays alive and ready, and finishes what it let in. */
import { createPool } from '@muhasebi/platform/db/database.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createInstallation, type Installation, pause, statusOf, until } from './installation.ts';
import type { Owner } from './owner.ts';

const POOL_SIZE = 2;
/** Far more than two connections and those who may wait for them. */
const READERS = 60;
/** They come one after another, so that the last find others who have waited already; milliseconds between two. */
const BETWEEN_MS = 40;

let database: TestDatabase;
let place: Installation;
let owner: Owner;

beforeAll(async () => {
  database = await createTestDatabase();
  place = await createInstallation({
    appUrl: database.appUrl,
    apiEnv: { DATABASE_POOL_SIZE: String(POOL_SIZE) },
  });
  await place.startApi();
  owner = await place.newOwner();
});
afterAll(async () => {
  await place?.close();
  await database?.drop();
});

interface Told {
  readonly status: number;
  readonly code: string | null;
  readonly retryAfter: string | null;
}

async function ask(method: 'GET' | 'POST', body?: object): Promise<Told> {
  const response = await fetch(`${place.url}/api/v1/clients`, {
    method,
    headers: { ...owner.headers, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(25_000),
  });
  const answer = (await response.json()) as { code?: string };
  return {
    status: response.status,
    code: answer.code ?? null,
    retryAfter: response.headers.get('retry-after'),
  };
}

test('while those inside wait, others are told at once when to come again, and nothing of theirs is saved', async () => {
  const pool = createPool({ url: database.ownerUrl, maxConnections: 1, applicationName: 'test' });
  const holder = await pool.connect();
  try {
    await holder.query('begin; lock table clients in access exclusive mode');
    const answered: Told[] = [];
    const readers: Promise<Told>[] = [];
    for (let n = 0; n < READERS; n++) {
      const reading = ask('GET');
      readers.push(reading);
      void reading.then((told) => answered.push(told));
      await pause(BETWEEN_MS);
    }
    const isTurnedAway = ({ code }: Told) => code === 'OVERLOADED';
    await until(() => answered.some(isTurnedAway), 20_000);
    const writing = ask('POST', { title: 'Geri çevrilen', taxId: '1234567808' });
    const page = await fetch(`${place.url}/api/v1/docs/`, { redirect: 'manual' });
    await until(async () => (await statusOf(`${place.url}/healthz`)) === 200, 10_000);
    await until(async () => (await statusOf(`${place.url}/readyz`)) === 200, 10_000);

    const turnedAway = { status: 503, code: 'OVERLOADED', retryAfter: '2' };
    expect(answered.find(isTurnedAway)).toEqual(turnedAway);
    expect(await writing).toEqual(turnedAway);
    expect(page.status).not.toBe(503);

    await holder.query('rollback');
    const all = await Promise.all(readers);
    const withCode = (code: string | null) => all.filter((told) => told.code === code).length;
    // On a machine with other work some of those inside have waited for a connection in vain, for five seconds.
    expect(withCode(null) + withCode('OVERLOADED') + withCode('UNAVAILABLE')).toBe(READERS);
    expect(withCode('OVERLOADED')).toBeGreaterThan(0);
    expect(withCode(null)).toBeGreaterThanOrEqual(POOL_SIZE);
    expect(await owner.get('/clients')).toMatchObject({ items: [] });
  } finally {
    holder.release();
    await pool.end();
  }
});

test('once those inside are done, the door is open again', async () => {
  await until(async () => (await ask('GET')).status === 200, 10_000);
  expect((await ask('POST', { title: 'Kabul edilen', taxId: '1234567808' })).status).toBe(201);
});

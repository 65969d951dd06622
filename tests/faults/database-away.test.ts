/** A database that goes away, stands still and comes back: the API says so at once, and everything goes on by itself. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { DatabaseServer } from './database-server.ts';
import { createInstallation, type Installation, statusOf, until } from './installation.ts';
import { buyer, purchases } from './invoices.ts';
import type { Answer, Owner } from './owner.ts';

const NOTICED_WITHIN_MS = 2_000;
const ANSWERED_WITHIN_MS = 10_000;
const RESUMED_WITHIN_MS = 60_000;
/** A machine that has other work takes long to read what waited. */
const TEST_LIMIT_MS = 120_000;

vi.setConfig({ testTimeout: TEST_LIMIT_MS });

let database: DatabaseServer;
let place: Installation;
let owner: Owner;
let clientId: string;

beforeAll(async () => {
  database = await DatabaseServer.start();
  place = await createInstallation({ appUrl: database.appUrl });
  await place.startApi();
  place.worker.start();
  owner = await place.newOwner();
  clientId = await owner.newClient(buyer);
});
afterAll(async () => {
  database?.letGo();
  await place?.close();
  await database?.remove();
});

const readyIs = (status: number) => async () => (await statusOf(`${place.url}/readyz`)) === status;

interface Timed {
  readonly answer: Answer;
  readonly ms: number;
}

/** Reading, writing and uploading, each with the time that its answer took. */
async function askEverything(seed: string): Promise<Timed[]> {
  const timed = async (asking: Promise<Answer>): Promise<Timed> => {
    const started = performance.now();
    return { answer: await asking, ms: performance.now() - started };
  };
  return Promise.all([
    timed(owner.ask('GET', `/clients/${clientId}/documents`)),
    timed(owner.ask('POST', '/clients', { title: 'Yeni', taxId: '1234567890' })),
    timed(owner.upload(clientId, purchases(`${seed}/lost`, 2))),
  ]);
}

function expectUnavailable(answers: readonly Timed[]): void {
  for (const { answer, ms } of answers) {
    expect(answer.status).toBe(503);
    expect(answer.contentType).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'UNAVAILABLE', detail: 'Hizmet şu anda yanıt veremiyor.' });
    expect(ms).toBeLessThan(ANSWERED_WITHIN_MS);
  }
}

/** Documents that are sent before the fault and being read while it happens. */
async function sendWork(seed: string, count: number): Promise<void> {
  await owner.uploaded(clientId, purchases(seed, count));
}

async function expectWorkDone(total: number): Promise<void> {
  await until(() => owner.isAllRead(clientId), RESUMED_WITHIN_MS);
  expect(await owner.counts(clientId)).toEqual({ READY: total });
  const documents = await owner.documents(clientId);
  expect(new Set(documents.map(({ voucherId }) => voucherId)).size).toBe(total);
  expect(place.worker.isRunning).toBe(true);
  expect(place.api.isRunning).toBe(true);
}

test('a database that stops and starts: 503 within two seconds, 200 within two, and the worker goes on', async () => {
  await sendWork('stopped', 100);
  await database.stop();
  expect(await until(readyIs(503), NOTICED_WITHIN_MS)).toBeLessThan(NOTICED_WITHIN_MS);
  expect(await statusOf(`${place.url}/healthz`, 500)).toBe(200);
  expectUnavailable(await askEverything('stopped'));

  await database.startAgain();
  expect(await until(readyIs(200), NOTICED_WITHIN_MS)).toBeLessThan(NOTICED_WITHIN_MS);
  await expectWorkDone(100);
});

test('a database that stands still and goes on: the same, and no request hangs', async () => {
  await sendWork('frozen', 100);
  await database.freeze();
  expect(await until(readyIs(503), NOTICED_WITHIN_MS)).toBeLessThan(NOTICED_WITHIN_MS);
  expect(await statusOf(`${place.url}/healthz`, 500)).toBe(200);
  expectUnavailable(await askEverything('frozen'));
  expect(await statusOf(`${place.url}/healthz`, 500)).toBe(200);

  database.letGo();
  expect(await until(readyIs(200), NOTICED_WITHIN_MS)).toBeLessThan(NOTICED_WITHIN_MS);
  await expectWorkDone(200);
});

/** A worker that dies again and again loses nothing and does nothing twice. */
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createInstallation, type Installation, until } from './installation.ts';
import { buyer, purchases } from './invoices.ts';

const DOCUMENTS = 400;
const KILLS = 5;

let database: TestDatabase;
let place: Installation;

beforeAll(async () => {
  database = await createTestDatabase();
  place = await createInstallation({ appUrl: database.appUrl });
  await place.startApi();
});
afterAll(async () => {
  await place?.close();
  await database?.drop();
});

test('every accepted file becomes exactly one document with one draft voucher, however often the worker is killed', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  const accepted: (string | null)[] = [];
  const files = purchases('worker-killed', DOCUMENTS);
  const share = DOCUMENTS / KILLS;
  let cutShort = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    place.worker.start();
    const results = await owner.uploaded(clientId, files.slice(kill * share, (kill + 1) * share));
    accepted.push(...results.map(({ documentId }) => documentId));
    await until(async () => (await owner.counts(clientId)).PROCESSING !== undefined, 10_000, 5);
    await place.worker.kill();
    if ((await owner.counts(clientId)).PROCESSING !== undefined) cutShort++;
  }
  expect(cutShort, 'kills that left a document half read').toBeGreaterThanOrEqual(2);

  place.worker.start();
  await until(() => owner.isAllRead(clientId), 50_000);
  const documents = await owner.documents(clientId);
  expect(documents.map(({ id }) => id).toSorted()).toEqual(accepted.toSorted());
  expect(new Set(documents.map(({ ettn }) => ettn)).size).toBe(DOCUMENTS);
  expect(documents.filter(({ state, failure }) => state !== 'READY' || failure !== null)).toEqual([]);
  const named = documents.map(({ voucherId }) => voucherId).toSorted();
  expect(new Set(named).size).toBe(DOCUMENTS);
  const vouchers = await owner.vouchers(clientId);
  expect(vouchers.map(({ id }) => id).toSorted()).toEqual(named);
});

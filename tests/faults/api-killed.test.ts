/** An API that dies in the middle of uploads has kept what it acknowledged, and takes the rest again without doubles. */
import { readdir } from 'node:fs/promises';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createInstallation, type Installation, pause, until } from './installation.ts';
import { buyer, purchases } from './invoices.ts';
import type { Owner, UploadResult } from './owner.ts';

const SENDERS = 4;
const FILES_EACH = 60;
/** Files of one request: some are answered before the kill, some are cut off by it. */
const PER_REQUEST = 15;
/** From the first acknowledgement to the kill. */
const LIFE_MS = 60;

let database: TestDatabase;
let place: Installation;

beforeAll(async () => {
  database = await createTestDatabase();
  place = await createInstallation({ appUrl: database.appUrl });
  await place.startApi();
  place.worker.start();
});
afterAll(async () => {
  await place?.close();
  await database?.drop();
});

type Files = ReturnType<typeof purchases>;

/** Sends request after request until nobody answers any more. */
async function send(
  owner: Owner,
  clientId: string,
  files: Files,
  acknowledged: UploadResult[],
): Promise<void> {
  for (let at = 0; at < files.length; at += PER_REQUEST) {
    try {
      acknowledged.push(...(await owner.uploaded(clientId, files.slice(at, at + PER_REQUEST))));
    } catch {
      // The API is gone: this request and all after it were not acknowledged.
      return;
    }
  }
}

test('what was acknowledged is there after a kill, what was not is sent again, and nothing is there twice', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  const files = Array.from({ length: SENDERS }, (_, sender) => purchases(`api-killed/${sender}`, FILES_EACH));
  const acknowledged: UploadResult[] = [];
  const sending = files.map((mine) => send(owner, clientId, mine, acknowledged));
  await until(() => acknowledged.length > 0, 10_000, 2);
  await pause(LIFE_MS);
  await place.api.kill();
  await Promise.all(sending);
  const all = SENDERS * FILES_EACH;
  expect(acknowledged.length, 'files acknowledged before the kill').toBeLessThan(all);

  await place.startApi();
  const kept = new Set((await owner.documents(clientId)).map(({ id }) => id));
  expect(acknowledged.filter(({ documentId }) => !kept.has(documentId ?? ''))).toEqual([]);

  const again = (await Promise.all(files.map((mine) => owner.uploaded(clientId, mine)))).flat();
  expect(again.filter(({ status }) => status === 'refused')).toEqual([]);
  const idOf = new Map(again.map((result) => [result.fileName, result.documentId]));
  for (const { fileName, documentId } of acknowledged) expect(idOf.get(fileName)).toBe(documentId);
  await until(() => owner.isAllRead(clientId), 40_000);
  expect(await owner.counts(clientId)).toEqual({ READY: all });
  const documents = await owner.documents(clientId);
  expect(new Set(documents.map(({ ettn }) => ettn)).size).toBe(all);
  expect(new Set(documents.map(({ voucherId }) => voucherId)).size).toBe(all);
});

test('what a killed API had received halfway is cleared away by the next one', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  const cut = owner.uploaded(clientId, [{ name: 'yarim.xml', content: Buffer.alloc(19_000_000, 'x') }]);
  cut.catch(() => undefined);
  await until(async () => (await partsIn(place.scratchDir)).length > 0, 5_000, 1);
  await place.api.kill();
  expect(await partsIn(place.scratchDir)).toHaveLength(1);
  await cut.catch(() => undefined);

  await place.startApi();
  expect(await partsIn(place.scratchDir)).toEqual([]);
});

async function partsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith('.part'));
}

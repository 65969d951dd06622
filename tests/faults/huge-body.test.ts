/** Bodies that are too large, or never end well: refused early, without filling disk or memory. */
import { readdir, stat } from 'node:fs/promises';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createInstallation, type Installation, until } from './installation.ts';
import { buyer, purchase } from './invoices.ts';
import { BODY_END, CONTENT_TYPE, type Part, partHead } from './multipart.ts';
import type { Owner, UploadResult } from './owner.ts';

const MB = 1024 * 1024;
const TWO_GB = 2 * 1024 * MB;
/** What the API may grow by while 2 GB pass through it. */
const MEMORY_GROWTH = 150 * MB;
/** One document that is not too large (20 MB), and a little. */
const DISK_LIMIT = 25 * MB;
const CHUNK = Buffer.alloc(MB, '<a>dolgu</a>');

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

/** A request whose body is written piece by piece, and its answer. */
function open(owner: Owner, clientId: string, headers: Record<string, string> = {}) {
  const sending = request(`${place.url}/api/v1/clients/${clientId}/documents`, {
    method: 'POST',
    headers: { ...owner.headers, 'content-type': CONTENT_TYPE, ...headers },
  });
  const answer = new Promise<{ status: number; body: unknown }>((resolve, reject) => {
    sending.once('error', reject);
    sending.once('response', (response: IncomingMessage) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
      response.on('error', reject);
    });
  });
  return { sending, answer };
}

async function write(sending: ClientRequest, piece: Buffer | string): Promise<void> {
  if (!sending.write(piece)) await new Promise((resolve) => sending.once('drain', resolve));
}

async function writePart(sending: ClientRequest, part: Part): Promise<void> {
  await write(sending, partHead(part));
  await write(sending, Buffer.from(part.content));
  await write(sending, '\r\n');
}

async function scratchBytes(): Promise<number> {
  const names = await readdir(place.scratchDir, { recursive: true });
  const sizes = await Promise.all(
    names
      .filter((name) => name.endsWith('.part'))
      .map((name) => stat(path.join(place.scratchDir, name)).catch(() => null)),
  );
  return sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0);
}

test('a file of 2 GB is refused by its name while the files around it are read, and neither disk nor memory fills', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  const before = await place.api.memory('now');
  const { sending, answer } = open(owner, clientId);
  await writePart(sending, purchase('huge/before'));
  await write(sending, partHead({ name: 'dev.xml' }));
  let disk = 0;
  for (let sent = 0; sent < TWO_GB; sent += CHUNK.length) {
    await write(sending, CHUNK);
    if (sent % (64 * MB) === 0) disk = Math.max(disk, await scratchBytes());
  }
  await write(sending, '\r\n');
  await writePart(sending, purchase('huge/behind'));
  sending.end(BODY_END);
  const { status, body } = await answer;
  expect(status).toBe(202);
  const { results } = body as { results: UploadResult[] };
  expect(results.map((result) => result.status)).toEqual(['accepted', 'refused', 'accepted']);
  expect(results[1]?.error).toEqual({
    code: 'FILE_TOO_LARGE',
    message: '"dev.xml" 20 MB sınırından büyük.',
    messageEn: '"dev.xml" is larger than 20 MB.',
  });
  expect(disk).toBeGreaterThan(0);
  expect(disk).toBeLessThan(DISK_LIMIT);
  expect((await place.api.memory('most')) - before).toBeLessThan(MEMORY_GROWTH);
  expect(await scratchBytes()).toBe(0);
  await until(() => owner.isAllRead(clientId), 20_000);
  expect(await owner.counts(clientId)).toEqual({ READY: 2 });
});

test('a request whose sender goes away keeps what had come, leaves nothing half, and harms nobody', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  const { sending, answer } = open(owner, clientId);
  answer.catch(() => undefined);
  await writePart(sending, purchase('gone/whole'));
  await write(sending, partHead({ name: 'yarım.xml' }));
  await write(sending, CHUNK);
  await until(async () => (await scratchBytes()) >= CHUNK.length / 2, 5_000);
  sending.destroy();
  await until(async () => (await scratchBytes()) === 0, 5_000);
  await until(async () => (await owner.counts(clientId)).READY === 1, 20_000);
  expect(place.api.isRunning).toBe(true);
  expect(place.api.log).not.toContain('"level":"error"');
});

test('a body that ends in the middle of a file is refused as such, in both languages', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  for (const [language, word] of [
    ['tr', 'hatalı'],
    ['en', 'malformed'],
  ] as const) {
    const { sending, answer } = open(owner, clientId, { 'accept-language': language });
    await write(sending, partHead({ name: 'yarım.xml' }));
    sending.end('<Invoice>');
    const { status, body } = await answer;
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', detail: expect.stringContaining(word) });
  }
  expect(await owner.counts(clientId)).toEqual({});
});

/** Sends this many empty files in one request. */
async function sendEmpty(owner: Owner, clientId: string, count: number) {
  const { sending, answer } = open(owner, clientId);
  for (let n = 1; n <= count; n++) await write(sending, `${partHead({ name: `${n}.xml` })}\r\n`);
  sending.end(BODY_END);
  return answer;
}

test('files beyond the 5,000 of a request are refused by their names, the others are answered as ever', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  const { status, body } = await sendEmpty(owner, clientId, 5_001);
  expect(status).toBe(202);
  const { results } = body as { results: UploadResult[] };
  expect(results).toHaveLength(5_001);
  expect(results.slice(0, 5_000).filter(({ error }) => error?.code !== 'FILE_EMPTY')).toEqual([]);
  expect(results.at(-1)).toMatchObject({
    fileName: '5001.xml',
    error: {
      code: 'TOO_MANY_FILES',
      message: 'Bir istekte en çok 5000 dosya gönderilebilir; "5001.xml" alınmadı.',
      messageEn: 'At most 5000 files per request; "5001.xml" was not taken.',
    },
  });
});

test('a request of more than 10,000 files is refused as a whole, in words', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  const { status, body } = await sendEmpty(owner, clientId, 10_001);
  expect(status).toBe(413);
  expect(body).toMatchObject({
    code: 'PAYLOAD_TOO_LARGE',
    detail: 'Gönderilen veri 10.000 dosya / files sınırını aşıyor.',
  });
});

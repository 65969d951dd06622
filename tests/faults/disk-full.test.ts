/** A full store refuses the file it cannot take, keeps nothing of it, and goes on once there is room. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { zipOf } from '@muhasebi/connectors/archive/zip-in-memory.fixture.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createInstallation, type Installation, until } from './installation.ts';
import { buyer, purchase, seller } from './invoices.ts';

const run = promisify(execFile);
const STORE_SIZE = '4m';
/** Leaves room for invoices of some 10 KB, not for this. */
const BALLAST_BYTES = 3_500_000;
const TOO_MUCH = 1_500_000;

/** A small disk of our own; undefined where this user may not mount one. */
async function mountSmallDisk(): Promise<string | undefined> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-small-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${STORE_SIZE},mode=700`, 'tmpfs', folder]);
    return folder;
  } catch {
    // Not root, or not Linux: the tests below are skipped, visibly.
    await rm(folder, { recursive: true });
    return undefined;
  }
}

const disk = await mountSmallDisk();

const store = disk ?? '';
const files = path.join(store, 'files');
const scratch = path.join(store, 'scratch');

afterAll(async () => {
  if (disk === undefined) return;
  await run('umount', [disk]);
  await rm(disk, { recursive: true });
});

describe.skipIf(disk === undefined).each([
  ['a store without room', { storeDir: files }],
  ['a store and a place for files on their way in without room', { storeDir: files, scratchDir: scratch }],
])('%s', (_what, places) => {
  const ballast = path.join(store, 'ballast');
  let database: TestDatabase;
  let place: Installation;

  beforeAll(async () => {
    database = await createTestDatabase();
    place = await createInstallation({ appUrl: database.appUrl, ...places });
    await place.startApi();
    place.worker.start();
  });
  afterAll(async () => {
    await place?.close();
    await database?.drop();
    for (const each of await readdir(store)) await rm(path.join(store, each), { recursive: true });
  });

  const filesInStore = async () => {
    const entries = await readdir(files, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  };

  test('refuses the file that does not fit and says so, takes those that do, and takes it later', async () => {
    const owner = await place.newOwner();
    const clientId = await owner.newClient(buyer);
    const large = { name: 'büyük.xml', content: `<a>${'x'.repeat(TOO_MUCH)}</a>` };
    await writeFile(ballast, Buffer.alloc(BALLAST_BYTES));
    const results = await owner.uploaded(clientId, [purchase('disk-full/1'), large, purchase('disk-full/2')]);
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'refused', 'accepted']);
    expect(results[1]).toMatchObject({
      documentId: null,
      error: {
        code: 'STORE_FULL',
        message: '"büyük.xml" saklanamadı: depoda yer kalmadı. Hiçbir parçası alınmadı.',
        messageEn: '"büyük.xml" could not be stored: the store is full. No part of it was taken.',
      },
    });
    expect(await filesInStore()).toHaveLength(2);
    expect(await readdir(place.scratchDir, { recursive: true })).not.toContainEqual(
      expect.stringMatching(/\.part$/),
    );
    await until(() => owner.isAllRead(clientId), 20_000);
    expect(await owner.counts(clientId)).toEqual({ READY: 2 });

    await rm(ballast);
    expect(await owner.uploaded(clientId, [large])).toMatchObject([{ status: 'accepted' }]);
    await until(() => owner.isAllRead(clientId), 20_000);
    expect(await owner.counts(clientId)).toEqual({ READY: 2, FAILED: 1 });
  });

  test('leaves an archive that does not fit unpacked waiting, and unpacks it once there is room', async () => {
    const owner = await place.newOwner();
    const clientId = await owner.newClient(seller);
    // Packed it is a few kilobytes, unpacked it is more than the disk holds.
    const member = (n: number) => `<a>${`${n} fatura değil `.repeat(30_000)}</a>`;
    const members = Object.fromEntries(Array.from({ length: 3 }, (_, n) => [`${n}.xml`, member(n)]));
    await writeFile(ballast, Buffer.alloc(2_000_000));
    const archive = { name: 'arsiv.zip', content: await zipOf(members) };
    expect(await owner.uploaded(clientId, [archive])).toMatchObject([{ status: 'accepted' }]);
    await until(() => place.worker.log.includes('ENOSPC'), 20_000);
    expect(await owner.isAllRead(clientId)).toBe(false);
    expect((await filesInStore()).filter((name) => name.endsWith('.tmp'))).toEqual([]);

    await rm(ballast);
    await until(() => owner.isAllRead(clientId), 40_000);
    expect(await owner.counts(clientId)).toEqual({ UNPACKED: 1, FAILED: 3 });
  });
});
